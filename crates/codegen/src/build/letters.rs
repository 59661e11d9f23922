//! What the name of a client is made of.

/// Why `name` cannot be the name of a client.
pub(super) fn mistake(name: &str) -> Option<String> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
    if let Some(other) = name.chars().find(|c| !is_part(*c)) {
        return Some(format!(
            "it has {other:?}, and may have small letters, digits, `-` and `_`"
        ));
    }
    let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
    (!begins).then(|| "it must begin with a small letter".to_owned())
}
