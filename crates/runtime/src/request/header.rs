//! Headers that are parameters of an operation.

use reqwest::header::{HeaderName, HeaderValue};

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
        Ok(value) if text.bytes().all(is_sent) => Ok((name, value)),
        _ => Err("has a character that no header can carry: use printable ASCII".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::header;

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
