//! A deserializer for the text of JSON, which converts scalars.
//!
//! | requested | is read from |
//! |---|---|
//! | a string | a string; a number or a boolean, as it was written |
//! | an integer | a whole number, including `8.0`; a string that contains only a whole number |
//! | a number | a number; a string that contains only a number |
//! | a boolean | `true`, `false`, and these as a string, in any case |
//!
//! Nothing else is converted: 8.5 and numbers with more bits are not integers, 0 and 1 are not booleans (they
//! may be counts), and an empty string is only a string.

use std::borrow::Cow;
use std::vec;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::failure::Failure;
use super::last_of_each::last_of_each;
use super::member_text::{TEXT_OF_MEMBER, TextOfMember};
use super::number::{self, NotInteger};
use super::raw::{Kind, Parts, Raw};

/// The same depth limit as serde_json.
const DEEPEST: usize = 128;

/// Reads one value. The compiler makes a copy of each generic function for each type that an answer may have, so these
/// do little themselves.
#[derive(Clone, Copy)]
pub(super) struct Reader<'de> {
    raw: Raw<'de>,
    depth: usize,
}

impl<'de> Reader<'de> {
    pub(super) fn new(raw: Raw<'de>) -> Self {
        Self { raw, depth: 0 }
    }

    /// A reader for an inner value.
    fn inner(raw: Raw<'de>, depth: usize) -> Self {
        Self {
            raw,
            depth: depth + 1,
        }
    }

    fn wrong(self, expected: &str) -> Failure {
        let found = self.raw.kind().in_words();
        Failure::new(format!("{found} where {expected} is expected")).at(self.raw)
    }

    /// The contents of a string, or any other scalar as written.
    fn words(self) -> Option<Cow<'de, str>> {
        match self.raw.kind() {
            Kind::Text => Some(self.raw.text()),
            Kind::Number | Kind::Boolean => Some(Cow::Borrowed(self.raw.as_str())),
            Kind::Object | Kind::Array | Kind::Null => None,
        }
    }

    fn bool(self) -> Result<bool, Failure> {
        let words = match self.raw.kind() {
            Kind::Text | Kind::Boolean => self.words(),
            _ => None,
        };
        match words {
            Some(words) if words.eq_ignore_ascii_case("true") => Ok(true),
            Some(words) if words.eq_ignore_ascii_case("false") => Ok(false),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// The text of a number, which may be in a string.
    fn digits(self) -> Option<Cow<'de, str>> {
        match self.raw.kind() {
            Kind::Text | Kind::Number => self.words(),
            _ => None,
        }
    }

    fn whole_number(self) -> Result<i128, Failure> {
        let words = self.digits().ok_or_else(|| self.wrong("an integer"))?;
        number::integer(&words).map_err(|why| match why {
            NotInteger::NotNumber => self.wrong("an integer"),
            NotInteger::Fraction => self.not_of_64_bits("a fraction"),
            NotInteger::TooLarge => self.not_of_64_bits("a larger number"),
        })
    }

    fn not_of_64_bits(self, what: &str) -> Failure {
        Failure::new(format!("{what} where a 64-bit integer is expected")).at(self.raw)
    }

    fn float(self) -> Result<f64, Failure> {
        let number = self.digits().and_then(|words| number::float(&words));
        number.ok_or_else(|| self.wrong("a number"))
    }

    fn string(self) -> Result<Cow<'de, str>, Failure> {
        self.words().ok_or_else(|| self.wrong("a string"))
    }

    fn integer<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let integer = self.whole_number()?;
        let read = match (i64::try_from(integer), u64::try_from(integer)) {
            (Ok(integer), _) => visitor.visit_i64(integer),
            (_, Ok(integer)) => visitor.visit_u64(integer),
            _ => visitor.visit_i128(integer),
        };
        // A 64-bit visitor has its own error, but that shows the number, which may be secret.
        read.map_err(|_: Failure| self.not_of_64_bits("a larger number"))
    }

    fn number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_f64(self.float()?)
    }

    fn text<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(&self.string()?)
    }

    /// A number for a visitor of any value. A number that no type can hold is passed as a string.
    fn any_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        let text = self.raw.as_str();
        if let Ok(number) = text.parse() {
            return visitor.visit_u64(number);
        }
        if let Ok(number) = text.parse() {
            return visitor.visit_i64(number);
        }
        match number::float(text) {
            Some(number) => visitor.visit_f64(number),
            None => visitor.visit_borrowed_str(text),
        }
    }

    fn go_deeper(self) -> Result<(), Failure> {
        if self.depth < DEEPEST {
            return Ok(());
        }
        Err(Failure::new("it is nested too deeply").at(self.raw))
    }

    fn elements(self) -> Result<Elements<'de>, Failure> {
        if self.raw.kind() != Kind::Array {
            return Err(self.wrong("an array"));
        }
        self.go_deeper()?;
        Ok(Elements {
            parts: self.raw.parts(),
            index: 0,
            depth: self.depth,
        })
    }

    fn members(self) -> Result<Members<'de>, Failure> {
        if self.raw.kind() != Kind::Object {
            return Err(self.wrong("an object"));
        }
        self.go_deeper()?;
        Ok(Members {
            members: last_of_each(self.raw).into_iter(),
            value: None,
            depth: self.depth,
        })
    }

    fn array<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_seq(self.elements()?)
    }

    fn object<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_map(self.members()?)
    }
}

macro_rules! integers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            self.integer(visitor)
        }
    )+};
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Failure;

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.raw.kind() {
            Kind::Object => self.object(visitor),
            Kind::Array => self.array(visitor),
            Kind::Text => self.text(visitor),
            Kind::Number => self.any_number(visitor),
            Kind::Boolean => visitor.visit_bool(self.bool()?),
            Kind::Null => visitor.visit_unit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_bool(self.bool()?)
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.number(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.number(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.text(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.raw.kind() {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if name == TEXT_OF_MEMBER {
            self.go_deeper()?;
            return visitor.visit_map(TextOfMember(Some(self.raw)));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.array(visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Failure> {
        self.array(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.array(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.object(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.object(visitor)
    }

    /// No answer has one; for other types, serde_json's own reading is used.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let value: Value = serde::Deserialize::deserialize(self)?;
        let read = value.deserialize_enum(name, variants, visitor);
        read.map_err(|error| Failure::custom(error).at(self.raw))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { bytes byte_buf unit unit_struct identifier }
}

/// The elements of an array.
struct Elements<'de> {
    parts: Parts<'de>,
    index: usize,
    depth: usize,
}

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Failure> {
        let Some(raw) = self.parts.next() else {
            return Ok(None);
        };
        let index = self.index;
        self.index += 1;
        let element = seed.deserialize(Reader::inner(raw, self.depth));
        element
            .map(Some)
            .map_err(|failure| failure.under_index(index, raw))
    }
}

/// The members of an object.
struct Members<'de> {
    members: vec::IntoIter<(Cow<'de, str>, Raw<'de>)>,
    /// The next value, with its key.
    value: Option<(Cow<'de, str>, Raw<'de>)>,
    depth: usize,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Failure> {
        let Some((key, value)) = self.members.next() else {
            return Ok(None);
        };
        let read = seed.deserialize(StrDeserializer::new(&key))?;
        self.value = Some((key, value));
        Ok(Some(read))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Failure> {
        let Some((key, raw)) = self.value.take() else {
            return Err(Failure::new("a value without a key"));
        };
        let value = seed.deserialize(Reader::inner(raw, self.depth));
        value.map_err(|failure| failure.under_key(&key, raw))
    }
}
