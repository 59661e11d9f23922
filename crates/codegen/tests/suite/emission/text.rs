//! Looking at generated code.

/// The part of `text` from `start` to the next blank line or closing brace in the first column.
pub(super) fn item<'t>(text: &'t str, start: &str) -> &'t str {
    let (_, rest) = text
        .split_once(start)
        .unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split("\n}").next().unwrap_or_default()
}

/// `text` with one space in place of all blanks.
pub(super) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The part of `text` from `start` to the next closing brace in the first column, in one line.
pub(super) fn item_in_one_line(text: &str, start: &str) -> String {
    in_one_line(item(text, start))
}

/// Fails with the whole text if a part is missing.
pub(super) fn assert_has(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}
