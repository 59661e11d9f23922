//! Bodies that are not UTF-8.

use reqwest::header::{CONTENT_TYPE, HeaderMap};

const UTF_8: &str = "utf-8";

/// `body` in UTF-8 and without a byte order mark; `None` if it already is.
///
/// Servers declare one charset and write another: MongoDB Cloud Manager declares ISO-8859-1. So a body that is
/// valid UTF-8 is read as UTF-8, no matter what is declared. A body that is neither UTF-8 nor declared in a
/// known charset stays unchanged.
pub(crate) fn to_utf8(body: &[u8], declared: Option<&str>) -> Option<Vec<u8>> {
    match body {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return Some(rest.to_vec()),
        [0xFF, 0xFE, rest @ ..] => return Some(utf16(rest, u16::from_le_bytes)),
        [0xFE, 0xFF, rest @ ..] => return Some(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let declared = declared?;
    if is_any_of(declared, &[UTF_8, "utf8"]) {
        return None;
    }
    if is_any_of(declared, &["utf-16", "utf-16le", "utf-16be"]) {
        // JSON begins with ASCII, so one byte of the first unit is zero.
        return match body {
            [0, _, ..] => Some(utf16(body, u16::from_be_bytes)),
            [_, 0, ..] => Some(utf16(body, u16::from_le_bytes)),
            _ => None,
        };
    }
    let is_latin = is_any_of(
        declared,
        &[
            "iso-8859-1",
            "iso8859-1",
            "latin1",
            "windows-1252",
            "cp1252",
        ],
    );
    if !is_latin || std::str::from_utf8(body).is_ok() {
        return None;
    }
    let text: String = body.iter().copied().map(latin).collect();
    Some(text.into_bytes())
}

/// The charset in `Content-Type`.
pub(crate) fn declared(headers: &HeaderMap) -> Option<&str> {
    let media_type = headers.get(CONTENT_TYPE)?;
    // Nearly every answer declares this, so it is recognized without parsing the header.
    if let Some((_, b";charset=utf-8")) = media_type.as_bytes().split_last_chunk::<14>() {
        return Some(UTF_8);
    }
    media_type
        .to_str()
        .ok()?
        .split(';')
        .skip(1)
        .find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let is_charset = name.trim().eq_ignore_ascii_case("charset");
            is_charset.then(|| value.trim().trim_matches('"'))
        })
}

fn is_any_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| name.eq_ignore_ascii_case(one))
}

/// Invalid UTF-16 becomes U+FFFD.
fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Vec<u8> {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let characters = char::decode_utf16(units);
    let text: String = characters
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect();
    text.into_bytes()
}

/// The character of a byte in windows-1252, which is what servers mean by ISO-8859-1: they differ only where
/// ISO-8859-1 has control characters.
fn latin(byte: u8) -> char {
    const FROM_0X80: [char; 32] = [
        '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}',
        '\u{2021}', '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}',
        '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}',
        '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}',
        '\u{178}',
    ];
    let special = byte.checked_sub(0x80).map(usize::from);
    let special = special.and_then(|place| FROM_0X80.get(place));
    special.copied().unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};

    use super::{declared, to_utf8};

    fn read(body: &[u8], declared: Option<&str>) -> Option<String> {
        to_utf8(body, declared).map(|utf8| String::from_utf8(utf8).unwrap())
    }

    #[test]
    fn a_byte_order_mark_decides() {
        let text = "{\"é\":\"\u{1F600}\"}";
        let units: Vec<u16> = text.encode_utf16().collect();
        let marked = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
            let bytes = units.iter().flat_map(|unit| bytes(*unit));
            mark.into_iter().chain(bytes).collect::<Vec<u8>>()
        };
        let utf8 = [b"\xEF\xBB\xBF", text.as_bytes()].concat();
        let little = marked([0xFF, 0xFE], u16::to_le_bytes);
        let big = marked([0xFE, 0xFF], u16::to_be_bytes);
        for body in [&utf8, &little, &big] {
            for charset in [None, Some("utf-8"), Some("ISO-8859-1"), Some("utf-16")] {
                assert_eq!(read(body, charset).as_deref(), Some(text), "{charset:?}");
            }
        }
        assert_eq!(read(&little[2..], Some("UTF-16")).as_deref(), Some(text));
        assert_eq!(read(&big[2..], Some("utf-16be")).as_deref(), Some(text));
    }

    #[test]
    fn a_declared_charset_counts_only_for_invalid_utf8() {
        for charset in ["ISO-8859-1", "iso-8859-1", "Windows-1252", "latin1"] {
            let read = |body| read(body, Some(charset));
            assert_eq!(read(b"{\"a\":1}"), None, "{charset}");
            assert_eq!(read("Größe".as_bytes()), None, "{charset}");
            let latin = b"Gr\xF6\xDFe \x80 \x92 \xA0";
            let expected = "Größe € \u{2019} \u{A0}";
            assert_eq!(read(latin).as_deref(), Some(expected), "{charset}");
        }
        for charset in [None, Some("utf-8"), Some("klingon")] {
            assert_eq!(read(b"Gr\xF6\xDFe", charset), None, "{charset:?}");
        }
    }

    #[test]
    fn the_charset_is_found_in_every_spelling() {
        for (media_type, expected) in [
            ("application/json", None),
            ("application/json;charset=ISO-8859-1", Some("ISO-8859-1")),
            (
                "application/json; version=1; Charset = \"utf-8\"",
                Some("utf-8"),
            ),
            ("charset=utf-8", None),
            ("application/json;charset=utf-8", Some("utf-8")),
            ("text/html;charset=utf-8;x=\"charset=utf-8\"", Some("utf-8")),
        ] {
            let value = HeaderValue::from_static(media_type);
            let headers = HeaderMap::from_iter([(CONTENT_TYPE, value)]);
            assert_eq!(declared(&headers), expected, "{media_type}");
        }
    }
}
