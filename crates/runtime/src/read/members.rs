//! The members of an object in an answer, while they are read into the fields of a struct.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::read::json::{any_json, null_as_empty};
use crate::read::map::{any_json_map, null_as_empty_map};

/// In place of the number of a field where there is none. A plain number fits into a register, and an `Option` in a
/// `Result` does not.
const NO_FIELD: usize = usize::MAX;

/// The members of an object while it is read. The methods for values are called as the rows of `record!` are.
#[derive(Debug)]
pub struct Members<A> {
    access: A,
    place: Place,
}

impl<'de, A: MapAccess<'de>> Members<A> {
    pub(crate) fn new(access: A, fields: &'static [&'static str]) -> Self {
        Self {
            access,
            place: Place {
                fields,
                next: 0,
                seen: 0,
                seen_far: Vec::new(),
            },
        }
    }

    /// The number of the next field that is there, or one that no field has after the last member.
    ///
    /// # Errors
    /// If it was there before, or what lies between is not read.
    pub fn next_field(&mut self) -> Result<usize, A::Error> {
        loop {
            match self.access.next_key_seed(&mut self.place)? {
                None => return Ok(NO_FIELD),
                Some(NO_FIELD) => {
                    self.access.next_value::<IgnoredAny>()?;
                }
                Some(index) => return Ok(index),
            }
        }
    }

    /// What gives the fields after all members were read.
    pub fn taken(&self) -> Taken<A::Error> {
        Taken {
            fields: self.place.fields,
            error: PhantomData,
        }
    }

    /// A value that must be there.
    pub fn required<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = Some(self.access.next_value()?);
        Ok(())
    }

    /// A value that may be missing or null.
    pub fn optional<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.access.next_value()?;
        Ok(())
    }

    /// Any JSON that may be missing.
    pub fn optional_json(&mut self, slot: &mut Option<Value>) -> Result<(), A::Error> {
        *slot = self.access.next_value_seed(Lenient(AnyJson))?;
        Ok(())
    }

    /// An array, which may be null or missing.
    pub fn list<T: Deserialize<'de>>(&mut self, slot: &mut Vec<T>) -> Result<(), A::Error> {
        *slot = self.access.next_value_seed(Lenient(List(PhantomData)))?;
        Ok(())
    }

    /// An array, which may be null.
    pub fn required_list<T: Deserialize<'de>>(
        &mut self,
        slot: &mut Option<Vec<T>>,
    ) -> Result<(), A::Error> {
        self.list(slot.insert(Vec::new()))
    }

    /// A map, which may be null or missing.
    pub fn map<T: Deserialize<'de>>(
        &mut self,
        slot: &mut BTreeMap<String, T>,
    ) -> Result<(), A::Error> {
        *slot = self.access.next_value_seed(Lenient(Map(PhantomData)))?;
        Ok(())
    }

    /// A map, which may be null.
    pub fn required_map<T: Deserialize<'de>>(
        &mut self,
        slot: &mut Option<BTreeMap<String, T>>,
    ) -> Result<(), A::Error> {
        self.map(slot.insert(BTreeMap::new()))
    }

    /// A map of any JSON, which may be null or missing.
    pub fn json_map(&mut self, slot: &mut BTreeMap<String, Value>) -> Result<(), A::Error> {
        *slot = self.access.next_value_seed(Lenient(JsonMap))?;
        Ok(())
    }

    /// A map of any JSON, which may be null.
    pub fn required_json_map(
        &mut self,
        slot: &mut Option<BTreeMap<String, Value>>,
    ) -> Result<(), A::Error> {
        self.json_map(slot.insert(BTreeMap::new()))
    }
}

/// Gives each field what was read, or says that it is missing. The methods are called as the rows of `record!` are.
#[derive(Debug)]
pub struct Taken<E> {
    fields: &'static [&'static str],
    error: PhantomData<E>,
}

impl<E: Error> Taken<E> {
    /// The value of the field at `index`.
    ///
    /// # Errors
    /// If it is missing.
    pub fn required<T>(&self, index: usize, slot: Option<T>) -> Result<T, E> {
        let name = self.fields.get(index).copied().unwrap_or_default();
        slot.ok_or_else(|| E::missing_field(name))
    }
}

/// The methods for fields whose slot is what they hold: those that may be missing.
macro_rules! as_it_is {
    ($($name:ident)*) => {
        impl<E: Error> Taken<E> {
            $(
                /// What was read, or nothing.
                ///
                /// # Errors
                /// None.
                pub fn $name<T>(&self, _index: usize, slot: T) -> Result<T, E> {
                    Ok(slot)
                }
            )*
        }
    };
}

as_it_is!(optional optional_json list map json_map);

/// The methods for fields that must be there.
macro_rules! as_required {
    ($($name:ident)*) => {
        impl<E: Error> Taken<E> {
            $(
                /// What was read.
                ///
                /// # Errors
                /// If it is missing.
                pub fn $name<T>(&self, index: usize, slot: Option<T>) -> Result<T, E> {
                    self.required(index, slot)
                }
            )*
        }
    };
}

as_required!(required_list required_map required_json_map);

/// The place among the fields of a struct, and which of them were there. As a seed it reads the name of a member, and
/// gives the number of its field. All that is done for a name is done here, so that the compiler makes one piece of it.
#[derive(Debug)]
struct Place {
    fields: &'static [&'static str],
    /// Where the next member is looked for first: they often come in order.
    next: usize,
    /// A bit for each of the first fields that was there.
    seen: u64,
    /// The further fields that were there.
    seen_far: Vec<usize>,
}

impl Place {
    /// The number of the field that is called `name`.
    #[inline]
    fn find(&self, name: &str) -> usize {
        match self.fields.get(self.next) {
            Some(next) if *next == name => self.next,
            _ => self.search(name),
        }
    }

    /// The same for a field that is not the next one.
    fn search(&self, name: &str) -> usize {
        let next = self.next.min(self.fields.len());
        let (before, behind) = self.fields.split_at(next);
        let is_it = |field: &&str| *field == name;
        match behind.iter().position(is_it) {
            Some(index) => next + index,
            None => before.iter().position(is_it).unwrap_or(NO_FIELD),
        }
    }

    /// Whether the field was there before. It was from now on.
    #[inline]
    fn was_seen(&mut self, index: usize) -> bool {
        if index >= u64::BITS as usize {
            return self.was_seen_far(index);
        }
        let bit = 1 << index;
        let was_seen = self.seen & bit != 0;
        self.seen |= bit;
        was_seen
    }

    #[cold]
    fn was_seen_far(&mut self, index: usize) -> bool {
        let was_seen = self.seen_far.contains(&index);
        if !was_seen {
            self.seen_far.push(index);
        }
        was_seen
    }
}

impl<'de> DeserializeSeed<'de> for &mut Place {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Place {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    #[inline]
    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        let index = self.find(name);
        if index == NO_FIELD {
            return Ok(NO_FIELD);
        }
        if self.was_seen(index) {
            let name = self.fields.get(index).copied().unwrap_or_default();
            return Err(E::duplicate_field(name));
        }
        self.next = index + 1;
        Ok(index)
    }
}

/// A reader of values that are not read as `serde` does.
struct Lenient<R>(R);

trait Reader<'de> {
    type Value;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error>;
}

impl<'de, R: Reader<'de>> DeserializeSeed<'de> for Lenient<R> {
    type Value = R::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Value, D::Error> {
        self.0.read(deserializer)
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Reader<'de> for List<T> {
    type Value = Vec<T>;

    #[inline]
    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<T>, D::Error> {
        null_as_empty(deserializer)
    }
}

struct Map<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Reader<'de> for Map<T> {
    type Value = BTreeMap<String, T>;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        null_as_empty_map(deserializer)
    }
}

struct AnyJson;

impl<'de> Reader<'de> for AnyJson {
    type Value = Option<Value>;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        any_json(deserializer)
    }
}

struct JsonMap;

impl<'de> Reader<'de> for JsonMap {
    type Value = BTreeMap<String, Value>;

    fn read<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        any_json_map(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use serde::de::Visitor;
    use serde_json::Error;

    use super::{NO_FIELD, Place};

    /// As many as need more than a word for which of them were there.
    fn fields() -> &'static [&'static str] {
        let names = (0..70).map(|number| &*format!("f{number}").leak());
        names.collect::<Vec<_>>().leak()
    }

    #[test]
    fn fields_are_found_in_any_order_and_each_only_once() {
        let mut place = Place {
            fields: fields(),
            next: 0,
            seen: 0,
            seen_far: Vec::new(),
        };
        let mut number = |name: &str| {
            place
                .visit_str::<Error>(name)
                .map_err(|error| error.to_string())
        };
        for index in [0, 1, 3, 69, 2, 64, 65, 63] {
            assert_eq!(number(&format!("f{index}")), Ok(index));
            assert_eq!(number("new"), Ok(NO_FIELD));
        }
        for index in [0, 3, 63, 64, 69] {
            let refused = format!("duplicate field `f{index}`");
            assert_eq!(number(&format!("f{index}")), Err(refused));
        }
        assert_eq!(number("f66"), Ok(66));
    }
}
