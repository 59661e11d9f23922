//! JSON text to a value whose parts know their place. A document in JSON is read as JSON says: YAML takes neither the
//! control characters nor the pairs of escapes that JSON has.

use std::collections::HashMap;

use serde_json::{Map, Number, Value};

use crate::places::{Parts, Places};

/// Why a text is not JSON, and where.
pub(crate) struct Wrong {
    pub(crate) position: (u64, u64),
    pub(crate) what: String,
    /// Whether it is a key that is there twice.
    pub(crate) is_twice: bool,
}

/// Deeper than this no document is.
const MOST_DEPTH: usize = 128;

/// Whether a text looks like an object of JSON, whatever is wrong with it.
pub(crate) fn is_meant(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('{');
    inner.is_some_and(|inner| inner.trim_start().starts_with(['"', '}']))
}

/// Reads the whole of `text`.
///
/// # Errors
/// The first place that is not JSON, or a key that is there twice.
pub(crate) fn read(text: &str) -> Result<(Value, Places), Wrong> {
    let mut reader = Reader {
        text,
        at: 0,
        line: 1,
        column: 1,
    };
    reader.skip_blanks();
    let read = reader.value(0)?;
    reader.skip_blanks();
    match reader.peek() {
        None => Ok(read),
        Some(_) => Err(reader.expected("the end of the text")),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u64,
    column: u64,
}

impl<'t> Reader<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn position(&self) -> (u64, u64) {
        (self.line, self.column)
    }

    /// Goes on to the byte `end`, counting lines and characters.
    fn advance(&mut self, end: usize) {
        let passed = self.text.as_bytes().get(self.at..end).unwrap_or_default();
        for byte in passed {
            if *byte == b'\n' {
                self.line += 1;
                self.column = 1;
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                self.column += 1;
            }
        }
        self.at = end;
    }

    /// Goes on while `is` holds, and gives what was passed.
    fn while_is(&mut self, is: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| is(**byte)).count();
        let start = self.at;
        self.advance(start + count);
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.while_is(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r'));
    }

    fn expected(&self, what: &str) -> Wrong {
        let found = self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next());
        let found = found.map_or("the end of the text".to_owned(), |found| {
            format!("{found:?}")
        });
        self.wrong(format!("{what} is expected here, not {found}"))
    }

    fn wrong(&self, what: String) -> Wrong {
        Wrong {
            position: self.position(),
            what,
            is_twice: false,
        }
    }

    /// The sign `sign`, which must be next.
    fn sign(&mut self, sign: u8, what: &str) -> Result<(), Wrong> {
        if self.peek() != Some(sign) {
            return Err(self.expected(what));
        }
        self.advance(self.at + 1);
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<(Value, Places), Wrong> {
        if depth > MOST_DEPTH {
            return Err(self.wrong("it is nested too deep".to_owned()));
        }
        let here = Some(self.position());
        let (value, parts) = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => (Value::String(self.string()?), Parts::None),
            Some(b'-' | b'0'..=b'9') => (Value::Number(self.number()?), Parts::None),
            _ => (self.word()?, Parts::None),
        };
        let moved_from = None;
        let places = Places {
            here,
            moved_from,
            parts,
        };
        Ok((value, places))
    }

    fn object(&mut self, depth: usize) -> Result<(Value, Parts), Wrong> {
        let (mut object, mut places) = (Map::new(), HashMap::new());
        self.sign(b'{', "`{`")?;
        self.skip_blanks();
        while self.peek() != Some(b'}') {
            if !object.is_empty() {
                self.sign(b',', "`,` or `}`")?;
                self.skip_blanks();
            }
            let place = self.position();
            let key = self.string()?;
            if object.contains_key(&key) {
                return Err(Wrong {
                    position: place,
                    what: format!("duplicate mapping key: {key}"),
                    is_twice: true,
                });
            }
            self.skip_blanks();
            self.sign(b':', "`:`")?;
            self.skip_blanks();
            let (value, mut inner) = self.value(depth + 1)?;
            // People look for the key.
            inner.here = Some(place);
            places.insert(key.clone(), inner);
            object.insert(key, value);
            self.skip_blanks();
        }
        self.sign(b'}', "`}`")?;
        Ok((Value::Object(object), Parts::Members(places)))
    }

    fn list(&mut self, depth: usize) -> Result<(Value, Parts), Wrong> {
        let (mut items, mut places) = (Vec::new(), Vec::new());
        self.sign(b'[', "`[`")?;
        self.skip_blanks();
        while self.peek() != Some(b']') {
            if !items.is_empty() {
                self.sign(b',', "`,` or `]`")?;
                self.skip_blanks();
            }
            let (value, inner) = self.value(depth + 1)?;
            items.push(value);
            places.push(inner);
            self.skip_blanks();
        }
        self.sign(b']', "`]`")?;
        Ok((Value::Array(items), Parts::Items(places)))
    }

    fn string(&mut self) -> Result<String, Wrong> {
        if self.peek() != Some(b'"') {
            return Err(self.expected("a text in double quotes"));
        }
        let start = self.at;
        let mut end = start + 1;
        let bytes = self.text.as_bytes();
        let mut is_plain = true;
        loop {
            match bytes.get(end) {
                None => return Err(self.wrong("the text that begins here has no end".to_owned())),
                Some(b'"') => break,
                Some(b'\\') => {
                    is_plain = false;
                    end += 2;
                }
                Some(byte) => {
                    is_plain &= *byte >= b' ';
                    end += 1;
                }
            }
        }
        let whole = self.text.get(start..=end).unwrap_or_default();
        let text = match is_plain {
            true => whole.trim_matches('"').to_owned(),
            false => serde_json::from_str(whole).map_err(|error| {
                let said = error.to_string();
                self.wrong(
                    said.split(" at line ")
                        .next()
                        .unwrap_or_default()
                        .to_owned(),
                )
            })?,
        };
        self.advance(end + 1);
        Ok(text)
    }

    fn number(&mut self) -> Result<Number, Wrong> {
        let place = self.position();
        let is_part = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
        let written = self.while_is(is_part);
        serde_json::from_str(written).map_err(|_| Wrong {
            position: place,
            what: format!("{written} is not a number"),
            is_twice: false,
        })
    }

    fn word(&mut self) -> Result<Value, Wrong> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let words = [
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("null", Value::Null),
        ];
        for (word, value) in words {
            if rest.starts_with(word) {
                self.advance(self.at + word.len());
                return Ok(value);
            }
        }
        Err(self.expected("a value"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{is_meant, read};

    #[test]
    fn what_is_read_is_what_json_says() {
        for text in [
            r#"{}"#,
            r#"{"a": [], "b": {"c": [1, -2.5e3, 0, true, false, null, "x"]}}"#,
            "\t{\r\n\t\"a\" : \"\u{9f}\u{7f}\u{fffe}\u{85}\" }\n",
            r#"{"a": "\ud83d\ude00\/\n\u0000\"", "\u00e9\\": "\"\\"}"#,
            r#"{"": 18446744073709551615, "e": -9223372036854775808, "f": 1.0}"#,
        ] {
            let expected: Value = serde_json::from_str(text).unwrap();
            let Ok((value, _)) = read(text) else {
                panic!("{text}")
            };
            assert_eq!(value, expected, "{text}");
        }
    }

    #[test]
    fn parts_know_their_line_and_column() {
        let text = "{\r\n  \"é\": [1,\n    {\"b\": 2}], \"c\": \"x\"\n}";
        let Ok((value, places)) = read(text) else {
            panic!("{text}")
        };
        assert_eq!(value, json!({"é": [1, {"b": 2}], "c": "x"}));
        let place = |path: &[&str]| {
            let path: Vec<String> = path.iter().map(|key| (*key).to_owned()).collect();
            places.nearest(&path)
        };
        assert_eq!(place(&[]), Some((1, 1)));
        assert_eq!(place(&["é"]), Some((2, 3)));
        assert_eq!(place(&["é", "0"]), Some((2, 9)));
        assert_eq!(place(&["é", "1"]), Some((3, 5)));
        assert_eq!(place(&["é", "1", "b"]), Some((3, 6)));
        assert_eq!(place(&["c"]), Some((3, 16)));
    }

    #[test]
    fn what_is_no_json_is_located() {
        for (text, position, what) in [
            (
                r#"{"a": 1,}"#,
                (1, 9),
                "a text in double quotes is expected here, not '}'",
            ),
            (
                "{\"a\": 1\n \"b\": 2}",
                (2, 2),
                "`,` or `}` is expected here, not '\"'",
            ),
            (r#"{"a" 1}"#, (1, 6), "`:` is expected here, not '1'"),
            (r#"{"a": x}"#, (1, 7), "a value is expected here, not 'x'"),
            (
                r#"{"a": [1 2]}"#,
                (1, 10),
                "`,` or `]` is expected here, not '2'",
            ),
            (r#"{"a": 1.}"#, (1, 7), "1. is not a number"),
            (
                r#"{"a": "x"#,
                (1, 7),
                "the text that begins here has no end",
            ),
            (r#"{"a": "\x"}"#, (1, 7), "invalid escape"),
            (
                "{\"a\": \"x\ny\"}",
                (1, 7),
                "control character (\\u0000-\\u001F) found while parsing a string",
            ),
            (
                r#"{"a": {"#,
                (1, 8),
                "a text in double quotes is expected here, not the end of the text",
            ),
            (
                r#"{"a": 1} x"#,
                (1, 10),
                "the end of the text is expected here, not 'x'",
            ),
            (r#"{"a": 1, "a": 2}"#, (1, 10), "duplicate mapping key: a"),
            (
                "",
                (1, 1),
                "a value is expected here, not the end of the text",
            ),
        ] {
            let Err(wrong) = read(text) else {
                panic!("{text}")
            };
            assert_eq!(
                (wrong.position, wrong.what.as_str()),
                (position, what),
                "{text}"
            );
        }
        let deep = "[".repeat(100_000);
        assert!(read(&deep).is_err_and(|wrong| wrong.what.contains("too deep")));
    }

    #[test]
    fn an_object_of_json_is_told_from_a_mapping_of_yaml() {
        for (text, is_json) in [
            ("{\"a\": ", true),
            (" {\n  \"a\"", true),
            ("{}", true),
            ("{a: 1}", false),
            ("a: {\"b\": 1}", false),
            ("- 1", false),
        ] {
            assert_eq!(is_meant(text), is_json, "{text}");
        }
    }
}
