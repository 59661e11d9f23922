//! The texts in turn.

use serde_json::Value;

use super::words::TEXTS;

/// Gives the texts in turn, so that each comes to every kind of place.
pub(super) struct Texts(pub(super) usize);

impl Texts {
    pub(super) fn next(&mut self) -> Value {
        let text = TEXTS[self.0 % TEXTS.len()];
        self.0 += 1;
        // The rules want a description.
        if text.trim().is_empty() {
            return Value::from(format!("x{text}"));
        }
        Value::from(text)
    }
}
