//! A description taken apart: what each line is about, and what it says.

use std::collections::BTreeMap;

/// What a line is about, and what it says of that.
pub(super) type Lines = BTreeMap<String, String>;

/// The key of the first line, which says what is described.
pub(super) const HEAD: &str = "";
/// The key of the request line of an operation.
pub(super) const REQUEST: &str = "request";
/// The key of all rules of a job together: their order counts.
pub(super) const RULES: &str = "rules of the job";

/// Takes a description apart.
pub(super) fn of(text: &str) -> Lines {
    let mut lines = Lines::new();
    let is_job = text.starts_with("job ");
    let mut in_rules = is_job;
    for (place, line) in text.lines().enumerate() {
        if place == 0 {
            lines.insert(HEAD.to_owned(), line.to_owned());
            continue;
        }
        in_rules = is_job || line.starts_with("job") || (in_rules && line.starts_with("  "));
        let (key, value) = if in_rules {
            (RULES.to_owned(), line)
        } else {
            split(line)
        };
        let known = lines.entry(key).or_default();
        if !known.is_empty() {
            known.push_str("; ");
        }
        known.push_str(value.trim());
    }
    lines
}

fn split(line: &str) -> (String, &str) {
    const METHODS: [&str; 5] = ["GET ", "POST ", "PUT ", "PATCH ", "DELETE "];
    const WORDS: [&str; 5] = [
        "at least ",
        "at most ",
        "matches ",
        "page of ",
        "compiled with ",
    ];
    if METHODS.iter().any(|method| line.starts_with(method)) {
        return (REQUEST.to_owned(), line);
    }
    if let Some(word) = WORDS.iter().find(|word| line.starts_with(**word)) {
        return (
            word.trim().to_owned(),
            line.get(word.len()..).unwrap_or_default(),
        );
    }
    if line.starts_with("code: ") || line.starts_with('#') {
        return (line.to_owned(), "");
    }
    // `.setter(...)`, `field: Type`, `Variant = "text"`, `Variant(Member)`
    let is_name = |sign: char| sign.is_alphanumeric() || "_-.#".contains(sign);
    let end = line.find(|sign: char| !is_name(sign)).unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    match rest.chars().next() {
        Some(':') => (name.to_owned(), rest.trim_start_matches(": ")),
        Some('(') => (name.to_owned(), rest),
        Some(' ') if rest.starts_with(" = ") => (name.to_owned(), rest.trim_start_matches(" = ")),
        _ => (line.to_owned(), ""),
    }
}
