//! A text without its escapes, as its receiver reads it: of JSON, HTML or addresses.

use std::ops::Range;

/// Shorter words are found only as separate words; otherwise they would be found everywhere.
const SHORTEST: usize = 4;

/// How many levels of escapes are removed.
const DEEPEST: usize = 4;

/// The unescaped bytes of a text, each with its place in the text.
pub(super) struct Reading {
    bytes: Vec<u8>,
    places: Vec<Range<usize>>,
    depth: usize,
}

/// Decodes an escape at the beginning of a text: its length, and the bytes that it represents.
type Unescape = fn(&[u8]) -> Option<(usize, Vec<u8>)>;

const ESCAPES: [Unescape; 4] = [json, percent, form, html];

impl Reading {
    /// All readings of `text`, beginning with the unchanged one.
    pub(super) fn all_of(text: &str) -> Vec<Self> {
        let mut all = vec![Self {
            bytes: text.as_bytes().to_vec(),
            places: (0..text.len()).map(|at| at..at + 1).collect(),
            depth: 0,
        }];
        let mut next = 0;
        while let Some(reading) = all.get(next) {
            if reading.depth < DEEPEST {
                let further: Vec<Self> = ESCAPES
                    .iter()
                    .filter_map(|unescape| reading.further(*unescape))
                    .collect();
                for reading in further {
                    if all.iter().all(|known| known.bytes != reading.bytes) {
                        all.push(reading);
                    }
                }
            }
            next += 1;
        }
        all
    }

    /// The reading without the escapes that `unescape` knows; `None` if there is none.
    fn further(&self, unescape: Unescape) -> Option<Self> {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut places = Vec::with_capacity(self.bytes.len());
        let mut at = 0;
        while at < self.bytes.len() {
            match unescape(&self.bytes[at..]) {
                Some((length, decoded)) => {
                    let place = self.places[at].start..self.places[at + length - 1].end;
                    places.extend(decoded.iter().map(|_| place.clone()));
                    bytes.extend(decoded);
                    at += length;
                }
                None => {
                    bytes.push(self.bytes[at]);
                    places.push(self.places[at].clone());
                    at += 1;
                }
            }
        }
        (bytes.len() < self.bytes.len() || bytes != self.bytes).then_some(Self {
            bytes,
            places,
            depth: self.depth + 1,
        })
    }

    /// The places of `word` in the text.
    pub(super) fn places_of(&self, word: &[u8]) -> Vec<Range<usize>> {
        let mut places = Vec::new();
        let Some(first) = word.first() else {
            return places;
        };
        for (at, byte) in self.bytes.iter().enumerate() {
            if byte == first && self.bytes[at..].starts_with(word) && self.may_be(at, word.len()) {
                places.push(self.places[at].start..self.places[at + word.len() - 1].end);
            }
        }
        places
    }

    fn may_be(&self, at: usize, length: usize) -> bool {
        let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let before = at.checked_sub(1).and_then(|at| self.bytes.get(at));
        length >= SHORTEST || !(is_letter(before) || is_letter(self.bytes.get(at + length)))
    }
}

/// `\u002f`, `\/`, `\"`, `\n`.
fn json(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    text.first().filter(|byte| **byte == b'\\')?;
    let byte = match text.get(1)? {
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return unicode(text),
        sign if sign.is_ascii_punctuation() => *sign,
        _ => return None,
    };
    Some((2, vec![byte]))
}

/// `\u002f`, or `\ud83d\ude00` for a character of two units.
fn unicode(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    let unit = |at: usize| {
        text.get(at..at + 2).filter(|sign| *sign == b"\\u")?;
        let digits = std::str::from_utf8(text.get(at + 2..at + 6)?).ok()?;
        u16::from_str_radix(digits, 16).ok()
    };
    let units = [unit(0), unit(6)].into_iter().map_while(|unit| unit);
    let character = char::decode_utf16(units).next()?.ok()?;
    Some((
        6 * character.len_utf16(),
        character.to_string().into_bytes(),
    ))
}

/// `%2F`.
fn percent(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    text.first().filter(|byte| **byte == b'%')?;
    let digits = std::str::from_utf8(text.get(1..3)?).ok()?;
    Some((3, vec![u8::from_str_radix(digits, 16).ok()?]))
}

/// The same, and `+` for a blank.
fn form(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    match text.first()? {
        b'+' => Some((1, vec![b' '])),
        _ => percent(text),
    }
}

/// `&amp;`, `&#38;`, `&#x26;`.
fn html(text: &[u8]) -> Option<(usize, Vec<u8>)> {
    const LONGEST: usize = 10;
    text.first().filter(|byte| **byte == b'&')?;
    let end = text.iter().take(LONGEST).position(|byte| *byte == b';')?;
    let character = match std::str::from_utf8(&text[1..end]).ok()? {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
    };
    Some((end + 1, character.to_string().into_bytes()))
}
