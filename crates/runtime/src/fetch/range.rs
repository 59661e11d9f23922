//! Requests the rest of a content, and reads which part of it arrived.

use reqwest::header::{ACCEPT_ENCODING, HeaderMap, HeaderName, HeaderValue, IF_RANGE, RANGE};

/// The rest of a content from a byte on, provided that the content is still the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Range {
    from: u64,
    if_range: HeaderValue,
}

impl Range {
    /// The bytes from number `from` on (the first is 0), if the content still has the validator `if_range`, an
    /// entity tag or a date.
    pub fn new(from: u64, if_range: HeaderValue) -> Self {
        Self { from, if_range }
    }

    /// Number of the first requested byte.
    pub fn from(&self) -> u64 {
        self.from
    }
}

/// The headers that request bytes as they are stored, limited to `range` if there is one.
///
/// A compressed answer could not be continued: its positions would count other bytes than those that arrive
/// here.
pub(crate) fn headers(range: Option<&Range>) -> Vec<(HeaderName, HeaderValue)> {
    let mut headers = vec![(ACCEPT_ENCODING, HeaderValue::from_static("identity"))];
    if let Some(range) = range {
        let from = range.from;
        if let Ok(bytes) = HeaderValue::try_from(format!("bytes={from}-")) {
            headers.push((RANGE, bytes));
            headers.push((IF_RANGE, range.if_range.clone()));
        }
    }
    headers
}

/// Sets [`headers`] on a request.
pub(crate) fn apply(range: Option<&Range>, to: &mut HeaderMap) {
    for (name, value) in headers(range) {
        to.insert(name, value);
    }
}

/// Which bytes an answer with status 206 contains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ContentRange {
    /// Number of the first byte.
    pub(crate) from: u64,
    /// Number of the byte after the last one.
    pub(crate) end: u64,
    /// Length of the whole content, if the server knows it.
    pub(crate) length: Option<u64>,
}

impl ContentRange {
    /// Reads a `Content-Range` header such as `bytes 7-99/100`; `None` if it is something else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (unit, range) = text.trim().split_once(' ')?;
        let (positions, length) = range.trim().split_once('/')?;
        let (from, to) = positions.split_once('-')?;
        let (from, to) = (number(from)?, number(to)?);
        let length = match length {
            "*" => None,
            length => Some(number(length)?),
        };
        let is_valid = from <= to && length.is_none_or(|length| to < length);
        let end = to.checked_add(1)?;
        let is_valid = is_valid && unit.eq_ignore_ascii_case("bytes");
        is_valid.then_some(Self { from, end, length })
    }
}

/// Digits only: `parse` alone would also accept a sign.
fn number(text: &str) -> Option<u64> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::ContentRange;

    #[test]
    fn a_content_range_is_read_or_refused() {
        let range = |from, end, length| Some(ContentRange { from, end, length });
        for (text, expected) in [
            ("bytes 7-99/100", range(7, 100, Some(100))),
            ("Bytes 0-0/1", range(0, 1, Some(1))),
            ("bytes 7-99/*", range(7, 100, None)),
            ("bytes */100", None),
            ("bytes 7-100/100", None),
            ("bytes 8-7/100", None),
            ("bytes +7-99/100", None),
            ("bytes -/100", None),
            ("items 7-99/100", None),
            ("bytes 7-99", None),
            ("bytes 7-99999999999999999999/*", None),
            ("bytes 7-18446744073709551615/*", None),
            ("", None),
        ] {
            assert_eq!(ContentRange::parse(text), expected, "{text}");
        }
    }
}
