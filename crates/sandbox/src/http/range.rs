//! Range requests, as RFC 9110 has them (sections 13.1.5 and 14).

use std::ops::Range;

use axum::http::{Method, StatusCode, header};

use crate::http::{Answer, Request};

/// The answer to a request for a representation of `length` bytes, or for a part of it, which
/// `part` makes. If `ranges` are not allowed, every answer is whole.
pub(crate) fn serve(
    request: &Request,
    ranges: bool,
    etag: &str,
    length: u64,
    part: impl FnOnce(StatusCode, Range<u64>) -> Answer,
) -> Answer {
    let wanted = if ranges {
        wanted(request, etag, length)
    } else {
        Wanted::Whole
    };
    let answer = match wanted {
        Wanted::Whole => {
            part(StatusCode::OK, 0..length).header(header::CONTENT_LENGTH, &length.to_string())
        }
        Wanted::Part(range) => {
            let (first, last) = (range.start, range.end - 1);
            part(StatusCode::PARTIAL_CONTENT, range)
                .header(header::CONTENT_LENGTH, &(last + 1 - first).to_string())
                .header(
                    header::CONTENT_RANGE,
                    &format!("bytes {first}-{last}/{length}"),
                )
        }
        Wanted::Nothing => Answer::empty(StatusCode::RANGE_NOT_SATISFIABLE)
            .header(header::CONTENT_RANGE, &format!("bytes */{length}")),
    };
    let accepts = if ranges { "bytes" } else { "none" };
    answer
        .header(header::ACCEPT_RANGES, accepts)
        .header(header::ETAG, etag)
}

/// Which part of a representation to send.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wanted {
    /// All of it.
    Whole,
    /// The bytes of one range.
    Part(Range<u64>),
    /// A range that begins after the end.
    Nothing,
}

/// Which part `request` asks for of a representation of `length` bytes. A range that is not understood, or
/// that has several parts, is ignored, which every server may do.
fn wanted(request: &Request, etag: &str, length: u64) -> Wanted {
    // Ranges are defined for GET only.
    if request.method != Method::GET {
        return Wanted::Whole;
    }
    // A representation that has changed is sent whole. The sandbox sends no dates to compare with,
    // so a date is one that does not match.
    let unchanged = request
        .header(header::IF_RANGE.as_str())
        .is_none_or(|validator| validator == etag);
    match request.header(header::RANGE.as_str()) {
        Some(range) if unchanged => parse(range, length),
        _ => Wanted::Whole,
    }
}

fn parse(range: &str, length: u64) -> Wanted {
    let Some((first, last)) = range
        .split_once('=')
        .filter(|(unit, _)| unit.trim().eq_ignore_ascii_case("bytes"))
        .and_then(|(_, range)| range.trim().split_once('-'))
    else {
        return Wanted::Whole;
    };
    match (bound(first), bound(last)) {
        // From the first byte to the end.
        (Bound::At(first), Bound::Open) => stretch(first, u64::MAX, length),
        // Both are places of bytes that belong to it.
        (Bound::At(first), Bound::At(last)) if first <= last => {
            stretch(first, last.saturating_add(1), length)
        }
        // The last bytes, by their number.
        (Bound::Open, Bound::At(0)) => Wanted::Nothing,
        (Bound::Open, Bound::At(count)) => stretch(length.saturating_sub(count), length, length),
        _ => Wanted::Whole,
    }
}

fn stretch(start: u64, end: u64, length: u64) -> Wanted {
    if start < length {
        Wanted::Part(start..end.min(length))
    } else {
        Wanted::Nothing
    }
}

/// One side of a range.
enum Bound {
    Open,
    At(u64),
    NotANumber,
}

fn bound(text: &str) -> Bound {
    if text.is_empty() {
        Bound::Open
    } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that is too large is beyond every end.
        Bound::At(text.parse().unwrap_or(u64::MAX))
    } else {
        Bound::NotANumber
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, Method};
    use bytes::Bytes;

    use super::{Wanted, wanted};
    use crate::http::Request;

    const ETAG: &str = "\"1\"";

    fn of(method: Method, headers: &[(&'static str, &str)], length: u64) -> Wanted {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_str(value).unwrap());
        }
        let request = Request {
            method,
            target: "/".to_owned(),
            headers: map,
            body: Bytes::new(),
        };
        wanted(&request, ETAG, length)
    }

    fn range(value: &str, length: u64) -> Wanted {
        of(Method::GET, &[("range", value)], length)
    }

    #[test]
    fn one_range_is_cut_to_what_is_there() {
        for (value, expected) in [
            ("bytes=0-0", 0..1),
            ("bytes=3-5", 3..6),
            ("bytes=3-", 3..10),
            ("bytes=3-99", 3..10),
            ("BYTES = 9-", 9..10),
            ("bytes=-4", 6..10),
            ("bytes=-99", 0..10),
            ("bytes=0-99999999999999999999999", 0..10),
        ] {
            assert_eq!(range(value, 10), Wanted::Part(expected), "{value}");
        }
    }

    #[test]
    fn a_range_beyond_the_end_is_not_satisfiable() {
        for (value, length) in [
            ("bytes=10-", 10),
            ("bytes=-0", 10),
            ("bytes=0-", 0),
            ("bytes=-1", 0),
        ] {
            assert_eq!(range(value, length), Wanted::Nothing, "{value}");
        }
    }

    #[test]
    fn anything_but_a_single_range_of_bytes_is_ignored() {
        for value in [
            "bytes=5-3",
            "bytes=1-2,4-5",
            "lines=1-2",
            "bytes=a-",
            "bytes=-",
            "bytes",
            "bytes=1-b",
        ] {
            assert_eq!(range(value, 10), Wanted::Whole, "{value}");
        }
        assert_eq!(
            of(Method::HEAD, &[("range", "bytes=1-2")], 10),
            Wanted::Whole
        );
    }

    #[test]
    fn a_part_of_something_that_changed_is_not_given() {
        let with = |validator| {
            of(
                Method::GET,
                &[("range", "bytes=1-2"), ("if-range", validator)],
                10,
            )
        };
        assert_eq!(with(ETAG), Wanted::Part(1..3));
        for validator in ["\"2\"", "W/\"1\"", "Sun, 27 May 2018 08:25:04 GMT"] {
            assert_eq!(with(validator), Wanted::Whole, "{validator}");
        }
    }
}
