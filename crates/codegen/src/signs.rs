//! Signs that have a name, for values of enums that consist of them.

/// A text of nothing but signs, in words; empty if one of them has no name here.
pub(crate) fn spelled(signs: &str) -> String {
    let names: Option<Vec<&str>> = signs.chars().map(sign).collect();
    names.unwrap_or_default().concat()
}

fn sign(character: char) -> Option<&'static str> {
    Some(match character {
        ' ' => "Space",
        '!' => "Not",
        '"' => "Quote",
        '#' => "Hash",
        '$' => "Dollar",
        '%' => "Percent",
        '&' => "And",
        '\'' => "Apostrophe",
        '(' => "LeftParenthesis",
        ')' => "RightParenthesis",
        '*' => "Star",
        '+' => "Plus",
        ',' => "Comma",
        '-' => "Minus",
        '.' => "Dot",
        '/' => "Slash",
        ':' => "Colon",
        ';' => "Semicolon",
        '<' => "Less",
        '=' => "Equal",
        '>' => "Greater",
        '?' => "Question",
        '@' => "At",
        '[' => "LeftBracket",
        '\\' => "Backslash",
        ']' => "RightBracket",
        '^' => "Caret",
        '_' => "Underscore",
        '`' => "Backtick",
        '{' => "LeftBrace",
        '|' => "Or",
        '}' => "RightBrace",
        '~' => "Tilde",
        _ => return None,
    })
}
