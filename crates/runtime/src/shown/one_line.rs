//! Text as one line of limited length, without invisible characters.

use std::fmt::{self, Write as _};

use super::addresses::{bare_address, without_access};

/// The most characters of a provider's sentence: a message, a reason.
const LONGEST_SENTENCE: usize = 500;

/// The most characters of a provider's name: a code, a state, an id.
const LONGEST_NAME: usize = 100;

/// The most characters of a line that also contains our own words.
const LONGEST_LINE: usize = 4_000;

/// A text from outside in a form that is safe for a log or a terminal. Errors and outcomes already show their
/// texts this way. Use it for the results of accessors, such as [`Error::code`](crate::Error::code).
///
/// The result is one line: line breaks, escape sequences, characters that change the writing direction and
/// other invisible characters are written as `\n` or `\u{202e}`. For an address in the text, neither user
/// information nor the query is shown, because the query of a pre-signed link gives access. A text of more
/// than 500 characters is cut and ends with `…`.
///
/// ```
/// use backhaul_runtime::OneLine;
///
/// let text = "gone\nERROR forged, see https://bucket.example/log?Signature=not-real";
/// assert_eq!(
///     OneLine::new(text).to_string(),
///     r"gone\nERROR forged, see https://bucket.example/log?…"
/// );
/// ```
#[derive(Clone, Copy)]
pub struct OneLine<'a> {
    text: &'a str,
    longest: usize,
    is_address: bool,
}

impl<'a> OneLine<'a> {
    /// Shows at most 500 characters of `text`.
    pub const fn new(text: &'a str) -> Self {
        Self {
            text,
            longest: LONGEST_SENTENCE,
            is_address: false,
        }
    }

    /// Shows the setting `text`, which should be an address or a host but may be malformed. So it leaves out
    /// everything before an `@`, and everything from a `?` or `#` on.
    pub const fn address(text: &'a str) -> Self {
        let mut shown = Self::new(text);
        shown.is_address = true;
        shown
    }

    /// Shows at most this number of characters.
    #[must_use]
    pub const fn at_most(mut self, characters: usize) -> Self {
        self.longest = characters;
        self
    }

    /// A name: a code, a state, an id.
    pub(crate) const fn name(text: &'a str) -> Self {
        Self::new(text).at_most(LONGEST_NAME)
    }

    /// A line that also contains our own words.
    pub(crate) const fn line(text: &'a str) -> Self {
        Self::new(text).at_most(LONGEST_LINE)
    }
}

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Enough that no shown text depends on the rest, except for a query.
        let start = beginning(self.text, self.longest.saturating_mul(4));
        let text = if self.is_address {
            bare_address(start)
        } else {
            without_access(start)
        };
        // Most texts are shown as they are.
        let is_plain = |byte| matches!(byte, b' '..=b'~');
        if text.len() <= self.longest
            && start.len() == self.text.len()
            && text.bytes().all(is_plain)
        {
            return f.write_str(&text);
        }
        let mut left = self.longest;
        for character in text.chars() {
            let shown = Visible::of(character);
            let length = shown.len();
            if length > left {
                return f.write_char('…');
            }
            left -= length;
            shown.write(f)?;
        }
        if start.len() < self.text.len() {
            f.write_char('…')?;
        }
        Ok(())
    }
}

impl fmt::Debug for OneLine<'_> {
    /// The same in quotes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// At most `characters` of `text`.
pub(crate) fn beginning(text: &str, characters: usize) -> &str {
    if text.len() <= characters {
        return text;
    }
    match text.char_indices().nth(characters) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

/// One character in visible form.
enum Visible {
    Itself(char),
    Escaped(std::char::EscapeUnicode),
    Short(char),
}

impl Visible {
    fn of(character: char) -> Self {
        match character {
            '\n' => Self::Short('n'),
            '\r' => Self::Short('r'),
            '\t' => Self::Short('t'),
            _ if is_visible(character) => Self::Itself(character),
            _ => Self::Escaped(character.escape_unicode()),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Itself(_) => 1,
            Self::Short(_) => 2,
            Self::Escaped(escaped) => escaped.len(),
        }
    }

    fn write(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Itself(character) => f.write_char(character),
            Self::Short(letter) => write!(f, "\\{letter}"),
            Self::Escaped(escaped) => write!(f, "{escaped}"),
        }
    }
}

fn is_visible(character: char) -> bool {
    if character.is_ascii() {
        return !character.is_ascii_control();
    }
    // The standard library knows the characters that cannot be printed: controls, formats, separators,
    // unassigned ones. A letter comes first, because a combining mark is escaped only at the beginning.
    let mut bytes = [b'a', 0, 0, 0, 0];
    let length = 1 + character.encode_utf8(&mut bytes[1..]).len();
    let printable = std::str::from_utf8(&bytes[..length])
        .is_ok_and(|text| text.escape_debug().nth(1) == Some(character));
    printable && !is_blank(character)
}

/// Characters that count as letters or marks but are invisible.
fn is_blank(character: char) -> bool {
    matches!(
        character,
        '\u{34f}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{e0100}'..='\u{e01ef}'
    )
}

/// Removes the full stop of a provider's sentence, so that our own words can follow. An ellipsis stays.
pub(crate) fn without_full_stop(message: &str) -> &str {
    match message.strip_suffix('.') {
        Some(sentence) if !sentence.ends_with('.') => sentence,
        _ => message,
    }
}

#[cfg(test)]
mod tests {
    use super::OneLine;

    fn shown(text: &str) -> String {
        OneLine::new(text).to_string()
    }

    #[test]
    fn visible_characters_stay_and_all_others_are_escaped() {
        for plain in [
            "a \"quoted\" 'word' and a \\ backslash",
            "Grüße, naïve, 日本語, e\u{301}, हिन्दी, ₿, 😀 …",
        ] {
            assert_eq!(shown(plain), plain);
        }
        assert_eq!(shown("a\nb\rc\td"), r"a\nb\rc\td");
        assert_eq!(shown("\u{1b}[31m\0"), r"\u{1b}[31m\u{0}");
        let hidden = [
            '\u{7f}',
            '\u{85}',
            '\u{9b}',
            '\u{ad}',
            '\u{61c}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{2028}',
            '\u{2029}',
            '\u{202a}',
            '\u{202b}',
            '\u{202c}',
            '\u{202d}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2067}',
            '\u{2068}',
            '\u{2069}',
            '\u{3164}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{fff9}',
            '\u{e0041}',
            '\u{e0100}',
            '\u{e000}',
        ];
        for character in hidden {
            let expected = format!("a\\u{{{:x}}}b", u32::from(character));
            assert_eq!(shown(&format!("a{character}b")), expected);
        }
        for code in (0..0x20).chain(0x7f..0xa0) {
            let text = shown(&char::from_u32(code).unwrap().to_string());
            assert!(
                text.starts_with('\\') && text.is_ascii(),
                "{code:x}: {text}"
            );
        }
        assert_eq!(format!("{:?}", OneLine::new("a\n")), r#""a\n""#);
    }

    #[test]
    fn an_address_shows_only_scheme_host_and_path() {
        for (text, expected) in [
            ("https://h.example:1/p", "https://h.example:1/p"),
            ("https://u:fake@h.example/p", "https://…@h.example/p"),
            ("u:fake@h.example", "…@h.example"),
            ("https:u:fake@h.example", "…@h.example"),
            ("https://u:f@a?k#e@h.example", "https://…@h.example"),
            ("https://h.example/?fake", "https://h.example/…"),
            ("h.example#fake", "h.example…"),
            ("h\n", r"h\n"),
        ] {
            assert_eq!(OneLine::address(text).to_string(), expected);
        }
    }

    #[test]
    fn long_text_is_cut_and_marked() {
        let of = |count: usize| OneLine::new(&"x".repeat(count)).at_most(5).to_string();
        assert_eq!((of(4), of(5)), ("xxxx".to_owned(), "xxxxx".to_owned()));
        assert_eq!(of(6), "xxxxx…");
        // A text of which the beginning is all that was looked at is cut, even if little of that is shown.
        let query = format!("https://h.example/?{}", "x".repeat(5_000));
        assert_eq!(shown(&query), "https://h.example/?……");
        assert_eq!(of(60_000_000), "xxxxx…");
        // An escape is never cut in two.
        assert_eq!(OneLine::new("xxx\n").at_most(4).to_string(), "xxx…");
        assert_eq!(OneLine::new("xx\u{202e}").at_most(9).to_string(), "xx…");
        let bound = shown(&"\u{202e}".repeat(60_000)).chars().count();
        assert!(bound <= 501, "{bound}");
    }
}
