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
