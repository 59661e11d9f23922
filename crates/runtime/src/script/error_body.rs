//! The body of a provider's error.

use serde_json::{Map, Value};

use crate::provider::Provider;

/// The body of an error with `code` and `message`, where `provider` has them.
pub(super) fn of_provider(provider: &Provider, code: &str, message: &str) -> Value {
    let mut body = Value::Object(Map::new());
    for (pointers, text) in [
        (provider.code_pointers, code),
        (provider.message_pointers, message),
    ] {
        if let Some(pointer) = pointers.first() {
            put(&mut body, pointer, text);
        }
    }
    body
}

/// The same for a token endpoint, as OAuth 2.0 has it; the client reads this form from each of them.
pub(super) fn of_token_endpoint(code: &str, message: &str) -> Value {
    serde_json::json!({ "error": code, "error_description": message })
}

/// The same for an object store, as XML.
pub(super) fn of_store(code: &str, message: &str) -> String {
    let [code, message] = [code, message].map(|text| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    });
    format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>")
}

/// Sets `text` at a JSON pointer, and makes the objects on the way.
fn put(mut at: &mut Value, pointer: &str, text: &str) {
    for name in pointer.split('/').skip(1) {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        at = &mut at[name];
    }
    *at = Value::String(text.to_owned());
}
