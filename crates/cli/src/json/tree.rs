//! The tree, and reading it.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// JSON with the numbers as they were written and the members in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it was written.
    Number(String),
    /// A text.
    Text(String),
    /// An array.
    Array(Vec<Json>),
    /// An object. A name may be there more than once.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a whole text.
    ///
    /// # Errors
    /// Where it is not JSON. The message quotes nothing of the text.
    pub fn read(text: &str) -> Result<Self, serde_json::Error> {
        // The whole text is checked here, so that places in messages are places in the text.
        let raw: &RawValue = serde_json::from_str(text)?;
        Self::of(raw)
    }

    fn of(raw: &RawValue) -> Result<Self, serde_json::Error> {
        let text = raw.get().trim();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let read = |(name, raw): (String, &RawValue)| Ok((name, Self::of(raw)?));
                Self::Object(members.into_iter().map(read).collect::<Result<_, _>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                Self::Array(items.into_iter().map(Self::of).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b't') => Self::Boolean(true),
            Some(b'f') => Self::Boolean(false),
            Some(b'n') | None => Self::Null,
            Some(_) => Self::Number(text.to_owned()),
        })
    }

    /// The member `name`, if this is an object that has it.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(member, _)| member == name);
        found.map(|(_, value)| value)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The members of an object.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl<'de> Visitor<'de> for Reader {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Reader)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl serde::Serialize for Json {
    /// For other formats. A number that no type of Rust holds becomes a text.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap as _;
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Boolean(value) => serializer.serialize_bool(*value),
            Self::Number(text) => match (text.parse::<i64>(), text.parse::<u64>()) {
                (Ok(number), _) => serializer.serialize_i64(number),
                (_, Ok(number)) => serializer.serialize_u64(number),
                _ => match text.parse::<f64>() {
                    Ok(number) if number.to_string() == *text => serializer.serialize_f64(number),
                    _ => serializer.serialize_str(text),
                },
            },
            Self::Text(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn nothing_is_lost() {
        let text = r#" { "b": 12345678901234567890.10, "a": [true, null, "é\n"], "b": {} } "#;
        let read = Json::read(text).unwrap();
        let Json::Object(members) = &read else {
            panic!("{read:?}")
        };
        assert_eq!(members.len(), 3);
        assert_eq!(
            members[0].1,
            Json::Number("12345678901234567890.10".to_owned())
        );
        assert_eq!(read.member("b"), Some(&members[0].1));
        let items = [
            Json::Boolean(true),
            Json::Null,
            Json::Text("é\n".to_owned()),
        ];
        assert_eq!(read.member("a"), Some(&Json::Array(items.to_vec())));
        assert_eq!(members[2], ("b".to_owned(), Json::Object(Vec::new())));
    }

    #[test]
    fn what_is_not_json_is_refused_with_its_place() {
        let error = Json::read("{\n \"a\": fake-secret }").unwrap_err();
        assert_eq!(error.line(), 2);
        assert!(!error.to_string().contains("fake-secret"));
        assert!(Json::read("").is_err());
        assert!(Json::read("1 2").is_err());
    }
}
