//! The members of an object in an answer, while they are read into the fields of a struct.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::read::json::{any_json, null_as_empty};
use crate::read::map::{any_json_map, null_as_empty_map};

/// The members of an object while it is read. The methods for values are called as the rows of `record!` are.
#[derive(Debug)]
pub struct Members<A> {
    access: A,
    fields: &'static [&'static str],
    /// Where the next member is looked for first: they often come in order.
    next: usize,
    /// A bit for each of the first fields that was there.
    seen: u128,
    /// The further fields that were there.
    seen_far: Vec<usize>,
}

impl<'de, A: MapAccess<'de>> Members<A> {
    pub(crate) fn new(access: A, fields: &'static [&'static str]) -> Self {
        Self {
            access,
            fields,
            next: 0,
            seen: 0,
            seen_far: Vec::new(),
        }
    }

    /// The number of the next field that is there.
    ///
    /// # Errors
    /// If it was there before, or what lies between is not read.
    pub fn next_field(&mut self) -> Result<Option<usize>, A::Error> {
        loop {
            let name = Name {
                fields: self.fields,
                first: self.next,
            };
            match self.access.next_key_seed(name)? {
                None => return Ok(None),
                Some(Some(index)) => {
                    self.next = index + 1;
                    if self.was_seen(index) {
                        let name = self.fields.get(index).copied().unwrap_or_default();
                        return Err(A::Error::duplicate_field(name));
                    }
                    return Ok(Some(index));
                }
                Some(None) => {
                    self.access.next_value::<IgnoredAny>()?;
                }
            }
        }
    }

    /// Whether the field was there before. It was from now on.
    fn was_seen(&mut self, index: usize) -> bool {
        match u32::try_from(index)
            .ok()
            .and_then(|index| 1_u128.checked_shl(index))
        {
            Some(bit) => {
                let was_seen = self.seen & bit != 0;
                self.seen |= bit;
                was_seen
            }
            None if self.seen_far.contains(&index) => true,
            None => {
                self.seen_far.push(index);
                false
            }
        }
    }

    /// What gives the fields after all members were read.
    pub fn taken(&self) -> Taken<A::Error> {
        Taken {
            fields: self.fields,
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

/// Finds the number of a field by its name.
struct Name {
    fields: &'static [&'static str],
    first: usize,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let first = self.first.min(self.fields.len());
        let (before, behind) = self.fields.split_at(first);
        let found = behind.iter().position(|field| *field == name);
        Ok(match found {
            Some(index) => Some(first + index),
            None => before.iter().position(|field| *field == name),
        })
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

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Value, D::Error> {
        self.0.read(deserializer)
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Reader<'de> for List<T> {
    type Value = Vec<T>;

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
