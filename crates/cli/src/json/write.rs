//! Writing it, for people and for programs.

use super::tree::Json;

/// On one line, without blanks.
pub fn compact(json: &Json) -> String {
    let mut text = String::new();
    write(json, None, &mut text);
    text
}

/// On several lines, two blanks deeper with each level, the first line without any. `level` is how deep the
/// other lines begin.
pub fn pretty(json: &Json, level: usize) -> String {
    let mut text = String::new();
    write(json, Some(level), &mut text);
    text
}

fn write(json: &Json, level: Option<usize>, text: &mut String) {
    match json {
        Json::Null => text.push_str("null"),
        Json::Boolean(value) => text.push_str(if *value { "true" } else { "false" }),
        Json::Number(number) => text.push_str(number),
        Json::Text(value) => write_text(value, text),
        Json::Array(items) => {
            let items = items.iter().map(|item| (None, item));
            write_all(items, ('[', ']'), level, text);
        }
        Json::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| (Some(name.as_str()), value));
            write_all(members, ('{', '}'), level, text);
        }
    }
}

fn write_all<'a>(
    parts: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Json)>,
    (open, close): (char, char),
    level: Option<usize>,
    text: &mut String,
) {
    text.push(open);
    let is_empty = parts.len() == 0;
    let inner = level.map(|level| level + 1);
    for (index, (name, value)) in parts.enumerate() {
        if index > 0 {
            text.push(',');
        }
        break_line(inner, text);
        if let Some(name) = name {
            write_text(name, text);
            text.push_str(if level.is_some() { ": " } else { ":" });
        }
        write(value, inner, text);
    }
    if !is_empty {
        break_line(level, text);
    }
    text.push(close);
}

fn break_line(level: Option<usize>, text: &mut String) {
    if let Some(level) = level {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    }
}

/// A text with what JSON must escape, and with the controls of C1 and the signs that turn the direction of
/// text: they could change what a terminal shows.
fn write_text(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            _ if character.is_control() || turns_direction(character) => {
                text.push_str(&format!("\\u{:04x}", u32::from(character)));
            }
            _ => text.push(character),
        }
    }
    text.push('"');
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{Json, compact, pretty};

    #[test]
    fn it_is_written_as_it_was_read() {
        let text = r#"{"b":1.50,"a":[true,null,{}],"c":[],"b":"x"}"#;
        let json = Json::read(text).unwrap();
        assert_eq!(compact(&json), text);
        assert_eq!(
            pretty(&json, 0),
            "{\n  \"b\": 1.50,\n  \"a\": [\n    true,\n    null,\n    {}\n  ],\n  \"c\": [],\n  \"b\": \"x\"\n}"
        );
        assert_eq!(pretty(&Json::read("[1]").unwrap(), 1), "[\n    1\n  ]");
    }

    #[test]
    fn no_control_character_reaches_a_terminal() {
        let json = Json::Text("a\u{1b}[2J\u{9b}\u{202e}\n\"".to_owned());
        assert_eq!(compact(&json), r#""a\u001b[2J\u009b\u202e\n\"""#);
        assert_eq!(Json::read(&compact(&json)).unwrap(), json);
    }
}
