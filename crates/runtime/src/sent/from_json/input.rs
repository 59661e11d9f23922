//! The JSON that a user gives for a request.

use std::fmt;

use serde_json::Value;

use super::tree::Tree;

/// JSON for a request: a text, such as the content of a file, or a [`Value`](serde_json::Value). Methods like
/// `from_json` and `body_json` take anything that converts into it.
///
/// ```
/// use backhaul_runtime::RequestJson;
/// use serde_json::json;
///
/// /// What `call.body_json(...)` takes: a text, bytes, a value, or anything that serde can write.
/// fn all() -> [RequestJson; 4] {
///     let text = r#"{ "description": "for an export" }"#;
///     let map = std::collections::BTreeMap::from([("description", "for an export")]);
///     [text.into(), text.as_bytes().into(), json!({ "retentionInDays": 1 }).into(), RequestJson::of(&map)]
/// }
/// # assert_eq!(format!("{:?}", all()[0]), "RequestJson(an object)");
/// ```
///
/// A text that is not JSON is reported like any other mistake, with line and column, by whatever takes it. A
/// byte order mark at its beginning is ignored. `Debug` does not show the content.
#[derive(Clone)]
pub struct RequestJson(pub(super) Result<Tree, String>);

impl RequestJson {
    /// Writes `value` as JSON, for a type of your own that implements [`Serialize`](serde::Serialize).
    pub fn of<T: serde::Serialize + ?Sized>(value: &T) -> Self {
        let value = serde_json::to_value(value);
        Self(value.map(Tree::from).map_err(|error| not_json(&error)))
    }
}

impl From<&[u8]> for RequestJson {
    fn from(text: &[u8]) -> Self {
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
        Self(serde_json::from_slice(text).map_err(|error| not_json(&error)))
    }
}

impl<const N: usize> From<&[u8; N]> for RequestJson {
    fn from(text: &[u8; N]) -> Self {
        text.as_slice().into()
    }
}

impl From<&Vec<u8>> for RequestJson {
    fn from(text: &Vec<u8>) -> Self {
        text.as_slice().into()
    }
}

impl From<Vec<u8>> for RequestJson {
    fn from(text: Vec<u8>) -> Self {
        text.as_slice().into()
    }
}

impl From<&str> for RequestJson {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl From<String> for RequestJson {
    fn from(text: String) -> Self {
        text.as_bytes().into()
    }
}

impl From<&String> for RequestJson {
    fn from(text: &String) -> Self {
        text.as_bytes().into()
    }
}

impl From<Value> for RequestJson {
    fn from(value: Value) -> Self {
        Self(Ok(value.into()))
    }
}

impl From<&Value> for RequestJson {
    fn from(value: &Value) -> Self {
        value.clone().into()
    }
}

/// The parser says what it expected and where, and never what it found.
fn not_json(error: &serde_json::Error) -> String {
    format!("is not JSON: {error}")
}

impl fmt::Debug for RequestJson {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_tuple("RequestJson");
        match &self.0 {
            Ok(tree) => shown.field(&format_args!("{}", tree.type_name())),
            Err(reason) => shown.field(reason),
        };
        shown.finish()
    }
}
