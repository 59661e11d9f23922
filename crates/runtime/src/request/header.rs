//! Headers that are parameters of an operation.

use reqwest::header::{COOKIE, HeaderName, HeaderValue};

/// The header called `name` with the value `text`.
///
/// # Errors
/// The reason why it cannot be sent as it is. It does not show the value.
pub(crate) fn header(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| "is not the name of a header".to_owned())?;
    if text.trim_matches([' ', '\t']) != text {
        return Err("must not begin or end with a blank: the receiver would not see it".to_owned());
    }
    // Nobody agrees on the charset of other bytes.
    let is_sent = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    match HeaderValue::from_str(text) {
        Ok(mut value) if text.bytes().all(is_sent) => {
            // A session, as often as not.
            value.set_sensitive(name == COOKIE);
            Ok((name, value))
        }
        _ => Err("has a character that no header can carry: use printable ASCII".to_owned()),
    }
}

/// The header with the cookie called `name` of the value `text`.
///
/// # Errors
/// The reason why it cannot be sent as it is. It does not show the value.
pub(crate) fn cookie(name: &str, text: &str) -> Result<(HeaderName, HeaderValue), String> {
    match not_in_cookie(text) {
        None => header(COOKIE.as_str(), &format!("{name}={text}")),
        Some(reason) => Err(reason),
    }
}

/// Why a cookie cannot carry `text`, which the reason does not show.
pub(crate) fn not_in_cookie(text: &str) -> Option<String> {
    let sign = text.chars().find(|sign| " \t\",;\\".contains(*sign))?;
    Some(format!("has {sign:?}, which a cookie cannot carry"))
}

/// Two headers with cookies in one.
pub(crate) fn with_another(before: &HeaderValue, cookies: &HeaderValue) -> HeaderValue {
    let all = [before.as_bytes(), b"; ", cookies.as_bytes()].concat();
    match HeaderValue::from_bytes(&all) {
        Ok(mut all) => {
            all.set_sensitive(true);
            all
        }
        // Two values in one are a value.
        Err(_) => before.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{cookie, header, with_another};

    #[test]
    fn cookies_share_a_header_and_do_not_show() {
        let (name, one) = cookie("a", "1=2").unwrap();
        let (_, other) = header("Cookie", "b=3; c=4").unwrap();
        let all = with_another(&one, &other);
        assert_eq!(
            (name.as_str(), all.as_bytes()),
            ("cookie", &b"a=1=2; b=3; c=4"[..])
        );
        for value in [one, other, all] {
            assert!(value.is_sensitive() && !format!("{value:?}").contains('='));
        }
        for text in [
            "hid den", "hid;den", "hid,den", "hid\\den", "hid\"den", "hid\nden", "hidé",
        ] {
            let reason = cookie("a", text).unwrap_err();
            assert!(!reason.contains("hid"), "{reason}");
        }
    }

    #[test]
    fn a_value_is_sent_as_it_is_or_refused() {
        for text in [
            "",
            "a b",
            "a\tb",
            "!~,;=\"\\",
            "Tue, 01 Dec 2026 00:00:00 GMT",
        ] {
            let (name, value) = header("X-Feature", text).unwrap();
            assert_eq!(
                (name.as_str(), value.as_bytes()),
                ("x-feature", text.as_bytes())
            );
        }
        for text in [
            "hidden\r\nb: c",
            "hidden\n",
            "hidden\0",
            "hidden\u{7f}",
            "hiddén",
            " hidden",
            "hidden\t",
        ] {
            let reason = header("x-feature", text).unwrap_err();
            assert!(!reason.contains("hid"), "{reason}");
        }
    }
}
