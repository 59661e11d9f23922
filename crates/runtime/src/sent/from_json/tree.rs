//! JSON as it was written.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Number, Value};

/// JSON as it was written. Unlike a [`Value`], an object has every member, also one that is there twice.
#[derive(Clone)]
pub(super) enum Tree {
    Null,
    Boolean(bool),
    Number(Number),
    Text(String),
    List(Vec<Tree>),
    Object(Vec<(String, Tree)>),
}

impl Tree {
    /// The same as a `Value`, which has room for each member once.
    ///
    /// # Errors
    /// The name of a member that is there more than once.
    pub(super) fn into_value(self) -> Result<Value, String> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(value),
            Self::Number(number) => Value::Number(number),
            Self::Text(text) => Value::String(text),
            Self::List(items) => {
                let items: Result<Vec<Value>, String> =
                    items.into_iter().map(Self::into_value).collect();
                Value::Array(items?)
            }
            Self::Object(members) => {
                let mut object = serde_json::Map::new();
                for (name, value) in members {
                    let value = value.into_value()?;
                    if object.insert(name.clone(), value).is_some() {
                        return Err(name);
                    }
                }
                Value::Object(object)
            }
        })
    }

    /// The type for error messages, which never show a value.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "an array",
            Self::Object(_) => "an object",
        }
    }
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(value),
            Value::Number(number) => Self::Number(number),
            Value::String(text) => Self::Text(text),
            Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Value::Object(members) => {
                let members = members.into_iter();
                Self::Object(members.map(|(name, value)| (name, value.into())).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

/// What serde_json calls the only member of a number if another crate turns on its feature
/// `arbitrary_precision`.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(Tree::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Number::from_f64(value).map_or(Tree::Null, Tree::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(Tree::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(Tree::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Tree, A::Error> {
        let mut object: Vec<(String, Tree)> = Vec::new();
        while let Some(member) = members.next_entry()? {
            object.push(member);
        }
        match object.as_slice() {
            [(name, Tree::Text(number))] if name == NUMBER => {
                number.parse().map(Tree::Number).map_err(A::Error::custom)
            }
            _ => Ok(Tree::Object(object)),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::Tree;

    fn shown(tree: &Tree) -> String {
        match tree {
            Tree::Null => "null".to_owned(),
            Tree::Boolean(value) => value.to_string(),
            Tree::Number(number) => number.to_string(),
            Tree::Text(text) => format!("{text:?}"),
            Tree::List(items) => {
                let items: Vec<String> = items.iter().map(shown).collect();
                format!("[{}]", items.join(","))
            }
            Tree::Object(members) => {
                let one = |(name, value): &(String, Tree)| format!("{name:?}:{}", shown(value));
                let members: Vec<String> = members.iter().map(one).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }

    #[test]
    fn it_keeps_everything() {
        let text = r#"{"b":[1,-2,2.5,18446744073709551615,true,null,"x"],"a":{"":{}},"a":[]}"#;
        let tree: Tree = serde_json::from_str(text).unwrap();
        assert_eq!(shown(&tree), text);
        let value: Value = serde_json::from_str(text).unwrap();
        assert_eq!(shown(&value.clone().into()), value.to_string());
    }
}
