//! Objects in answers whose members have any name.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::read::any::Any;
use crate::read::memory;

/// Reads an object whose members have any name. The provider may have written `null` for "none".
///
/// # Errors
/// If the value is neither `null` nor an object of `T`, or exceeds the memory limit of the answer.
pub fn null_as_empty_map<'de, D, T>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    deserializer.deserialize_option(MapVisitor(PhantomData))
}

/// The same for an object whose members hold any JSON.
///
/// # Errors
/// If the value is neither `null` nor an object, or exceeds the memory limit of the answer.
pub fn any_json_map<'de, D>(deserializer: D) -> Result<BTreeMap<String, Value>, D::Error>
where
    D: Deserializer<'de>,
{
    let entries = deserializer.deserialize_option(MapVisitor(PhantomData))?;
    Ok(entries
        .into_iter()
        .map(|(name, Any(value))| (name, value))
        .collect())
}

/// An answer that is such an object.
pub(crate) struct Entries<T>(pub(crate) BTreeMap<String, T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = deserializer.deserialize_map(MapVisitor(PhantomData));
        entries.map(Self)
    }
}

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for MapVisitor<T> {
    type Value = BTreeMap<String, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(BTreeMap::new())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Value, A::Error> {
        let mut entries = BTreeMap::new();
        while let Some((name, value)) = members.next_entry()? {
            if !memory::make_room_in(&entries) {
                return Err(A::Error::custom(memory::TOO_MUCH));
            }
            // As everywhere in answers, the last of several counts.
            entries.insert(name, value);
        }
        Ok(entries)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Entries;
    use crate::read::json::read;

    #[derive(Debug, serde::Deserialize)]
    struct Holder {
        #[serde(default, deserialize_with = "super::null_as_empty_map")]
        sizes: BTreeMap<String, i64>,
    }

    fn sizes(json: &str) -> Vec<(String, i64)> {
        let holder: Holder = read(json.as_bytes(), usize::MAX).unwrap();
        holder.sizes.into_iter().collect()
    }

    #[test]
    fn null_and_nothing_are_no_entries() {
        for json in [r#"{"sizes":null}"#, "{}", r#"{"sizes":{}}"#] {
            assert_eq!(sizes(json), []);
        }
    }

    /// Also in the second reading, which a text in place of a number asks for.
    #[test]
    fn every_entry_is_read_and_the_last_of_several_counts() {
        for json in [
            r#"{"sizes":{"b":1,"a":2,"b":3}}"#,
            r#"{"sizes":{"b":1,"a":"2","b":3}}"#,
        ] {
            assert_eq!(sizes(json), [("a".to_owned(), 2), ("b".to_owned(), 3)]);
        }
    }

    #[test]
    fn any_json_is_counted_too() {
        #[derive(serde::Deserialize)]
        struct Free {
            #[serde(default, deserialize_with = "super::any_json_map")]
            free: BTreeMap<String, serde_json::Value>,
        }
        let read = |json: &str, limit| read::<Free>(json.as_bytes(), limit);
        let free = read(r#"{"free":{"a":[1,"2"],"b":null}}"#, usize::MAX)
            .unwrap()
            .free;
        assert_eq!(
            serde_json::to_string(&free).unwrap(),
            r#"{"a":[1,"2"],"b":null}"#
        );
        assert!(
            read(r#"{"free":null}"#, usize::MAX)
                .unwrap()
                .free
                .is_empty()
        );
        let large = format!(r#"{{"free":{{"a":[{}0]}}}}"#, "0,".repeat(1000));
        assert!(read(&large, 100_000).is_ok());
        assert!(read(&large, 10_000).is_err());
    }

    #[test]
    fn memory_is_counted() {
        let entries: Vec<String> = (0..1000).map(|index| format!("\"{index}\":[]")).collect();
        let json = format!("{{{}}}", entries.join(","));
        let taken = |limit| read::<Entries<[(); 0]>>(json.as_bytes(), limit).map(|all| all.0.len());
        assert_eq!(taken(usize::MAX).unwrap(), 1000);
        assert!(taken(10_000).unwrap_err().to_string().contains("memory"));
    }

    #[test]
    fn a_whole_answer_is_no_null() {
        let read = |json: &str| read::<Entries<String>>(json.as_bytes(), usize::MAX);
        assert_eq!(read(r#"{"a":"b"}"#).unwrap().0["a"], "b");
        assert!(read("[]").is_err());
    }
}
