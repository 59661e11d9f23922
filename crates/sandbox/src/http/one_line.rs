//! Text from a client, made safe for a log. The runtime's `OneLine` leaves out queries, and a log of
//! requests must show them.

/// Most characters that are shown of it.
const MOST: usize = 1000;

/// The text on one line: control characters, characters that change the direction of writing and all
/// other invisible ones are escaped, and a long text is cut.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MOST));
    let mut characters = text.chars();
    for character in characters.by_ref().take(MOST) {
        match character {
            // Escaped by Rust for its literals alone.
            '"' | '\'' => line.push(character),
            other => line.extend(other.escape_debug()),
        }
    }
    let rest = characters.count();
    if rest > 0 {
        line.push_str(&format!("... ({rest} characters more)"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{MOST, one_line};

    #[test]
    fn what_a_terminal_acts_upon_is_escaped() {
        for (text, expected) in [
            ("/a?b=c%20d&e='f\"", "/a?b=c%20d&e='f\""),
            ("/é/漢", "/é/漢"),
            ("a\nGET / -> 200", "a\\nGET / -> 200"),
            ("\r\t\0\u{1b}[2J\u{7f}", "\\r\\t\\0\\u{1b}[2J\\u{7f}"),
            ("\u{9b}31m\u{85}", "\\u{9b}31m\\u{85}"),
            (
                "a\u{202e}b\u{2066}c\u{200f}",
                "a\\u{202e}b\\u{2066}c\\u{200f}",
            ),
            ("\u{2028}\u{feff}\u{200b}", "\\u{2028}\\u{feff}\\u{200b}"),
            ("a\\n", "a\\\\n"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }

    #[test]
    fn what_is_long_is_cut() {
        let long = "é".repeat(60_000);
        let line = one_line(&long);
        assert!(line.ends_with("é... (59000 characters more)"), "{line}");
        assert_eq!(line.chars().filter(|one| *one == 'é').count(), MOST);
        let fits = "a".repeat(MOST);
        assert_eq!(one_line(&fits), fits);
    }
}
