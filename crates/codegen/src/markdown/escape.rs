//! Texts that are not Markdown, as Markdown.

use super::blocks::longest_run;

/// A text that is not Markdown, such as a summary, in one line.
pub(crate) fn plain(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = ' ';
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let behind = rest.peek().copied().unwrap_or(' ');
        let is_sign = match character {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            // Within a word it has no meaning.
            '_' => !(before.is_alphanumeric() && behind.is_alphanumeric()),
            '&' => behind.is_alphanumeric() || behind == '#',
            // An address is shown, but not as a link.
            ':' => behind == '/',
            _ => false,
        };
        // What begins a heading, a list or a line below one.
        let begins = escaped.is_empty() && matches!(character, '#' | '-' | '+' | '=');
        let numbers = matches!(character, '.' | ')')
            && !escaped.is_empty()
            && escaped.chars().all(|digit| digit.is_ascii_digit());
        if is_sign || begins || numbers {
            escaped.push('\\');
        }
        escaped.push(character);
        before = character;
    }
    escaped
}

/// A value in a list of values.
pub(crate) fn value(text: &str) -> String {
    if text.trim() == text && !text.is_empty() {
        plain(text)
    } else {
        code(text)
    }
}

/// A text of several lines that is not Markdown.
pub(super) fn lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(plain).collect();
    let mut shown = String::new();
    for (index, line) in lines.iter().enumerate() {
        shown.push_str(line);
        match lines.get(index + 1) {
            None => {}
            // A backslash at the end of a line keeps the next one apart.
            Some(next) if !line.is_empty() && !next.is_empty() => shown.push_str("\\\n"),
            Some(_) => shown.push('\n'),
        }
    }
    shown
}

/// A name or a value, as code within a line.
pub(crate) fn code(text: &str) -> String {
    if text.trim().is_empty() {
        return format!("`\"{text}\"`");
    }
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let is_edge = |edge: Option<char>| matches!(edge, Some('`' | ' '));
    if is_edge(text.chars().next()) || is_edge(text.chars().next_back()) {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// The address of a page, for the parentheses of a link.
pub(crate) fn address(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29")
}
