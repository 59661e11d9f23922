//! What a form takes apart: the members of an object, and uploads.

use serde_json::Value;

use super::{FieldValue, Kind};
use crate::sent::upload::Upload;

impl FieldValue {
    /// The members of an object, whoever names them.
    pub(crate) fn members(&self) -> Option<Vec<(String, Self)>> {
        match &self.0 {
            Kind::Object(fields) => {
                let list = fields.list.iter();
                Some(
                    list.map(|field| (field.name.to_owned(), field.value.clone()))
                        .collect(),
                )
            }
            Kind::Map { members, .. } => Some(members.clone()),
            Kind::Plain(Value::Object(members)) => {
                let members = members.iter();
                let value = |value: &Value| Self::json(value.clone());
                Some(
                    members
                        .map(|(name, one)| (name.clone(), value(one)))
                        .collect(),
                )
            }
            _ => None,
        }
    }

    /// The same, of which no text is ever shown.
    #[must_use]
    pub fn hidden(self) -> Self {
        let all = |items: Vec<Self>| items.into_iter().map(Self::hidden).collect();
        Self(match self.0 {
            Kind::Plain(Value::String(text)) => Kind::Secret(text.into()),
            Kind::Plain(Value::Array(items)) => {
                return Self::list(items.into_iter().map(Self::json)).hidden();
            }
            Kind::Plain(Value::Object(members)) => {
                let members = members.into_iter();
                return Self::map(members.map(|(name, one)| (name, Self::json(one)))).hidden();
            }
            Kind::Object(mut fields) => {
                for field in &mut fields.list {
                    field.value = std::mem::take(&mut field.value).hidden();
                }
                Kind::Object(fields)
            }
            Kind::List { items, wrong_count } => Kind::List {
                items: all(items),
                wrong_count,
            },
            Kind::Map { members, wrong } => Kind::Map {
                members: members
                    .into_iter()
                    .map(|(name, one)| (name, one.hidden()))
                    .collect(),
                wrong,
            },
            other => other,
        })
    }

    /// What is sent as bytes: one or several.
    pub(crate) fn uploads(&self) -> Option<Vec<&Upload>> {
        match &self.0 {
            Kind::Upload(upload) => Some(vec![upload]),
            Kind::List { items, .. } if !items.is_empty() => {
                let uploads = items.iter().map(|item| match &item.0 {
                    Kind::Upload(upload) => Some(upload),
                    _ => None,
                });
                uploads.collect()
            }
            _ => None,
        }
    }
}
