//! Whether credentials are complete, and whether a header can carry them.

use crate::auth::error::AuthError;

/// Checks that there is a `text`, which errors call `what`. A blank one is never a credential, but often a
/// variable that nobody filled.
///
/// # Errors
/// If it is empty, or has nothing but white space.
pub(super) fn present(scheme: &'static str, what: &str, text: &str) -> Result<(), AuthError> {
    let fault = match text {
        "" => "is empty",
        blank if blank.trim().is_empty() => "has nothing but white space",
        _ => return Ok(()),
    };
    Err(AuthError::new(scheme, format!("the {what} {fault}")))
}

/// Checks that a header can carry `text`, which errors call `what`. The error never shows the text.
///
/// # Errors
/// If the text is blank, or has a line break, another control character, or a character that is not ASCII.
pub(super) fn check(scheme: &'static str, what: &str, text: &str) -> Result<(), AuthError> {
    let fault = match text
        .chars()
        .find(|character| !(' '..='~').contains(character))
    {
        None => return present(scheme, what, text),
        Some('\n' | '\r') => "has a line break, which a header cannot carry",
        Some(character) if character.is_ascii_control() => {
            "has a control character, which a header cannot carry"
        }
        Some(_) => "has a character that is not ASCII, which a header cannot carry",
    };
    Err(AuthError::new(scheme, format!("the {what} {fault}")))
}

/// Checks a `text` that is encoded before it is sent. A control character in it is a mistake all the same: no
/// provider gives out such a credential, but files end with a line break.
///
/// # Errors
/// If it is blank, or has a control character.
pub(super) fn check_encoded(scheme: &'static str, what: &str, text: &str) -> Result<(), AuthError> {
    let fault = match text.chars().find(|character| character.is_control()) {
        None => return present(scheme, what, text),
        Some('\n' | '\r') => "has a line break",
        Some(_) => "has a control character",
    };
    Err(AuthError::new(scheme, format!("the {what} {fault}")))
}

/// Checks that a cookie can carry `text`, by RFC 6265.
///
/// # Errors
/// If a header cannot carry it, or it has a blank or a sign that would end or change the cookie.
pub(super) fn check_cookie(scheme: &'static str, what: &str, text: &str) -> Result<(), AuthError> {
    check(scheme, what, text)?;
    match text.chars().find(|sign| " \",;\\".contains(*sign)) {
        None => Ok(()),
        Some(' ') => Err(AuthError::new(
            scheme,
            format!("the {what} has a blank, which a cookie cannot carry"),
        )),
        Some(sign) => Err(AuthError::new(
            scheme,
            format!("the {what} has {sign:?}, which a cookie cannot carry"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::{check, check_cookie, check_encoded};

    #[test]
    fn a_secret_that_is_not_sent_must_be_there() {
        for blank in ["", " ", "\t\n", "\u{3000}"] {
            assert!(super::present("S", "secret", blank).is_err(), "{blank:?}");
        }
        assert!(super::present("S", "secret", " \u{e4}\n").is_ok());
    }

    #[test]
    fn what_is_encoded_may_have_anything_but_control_characters() {
        assert!(check_encoded("S", "key", "a &=\u{e4}").is_ok());
        for (text, fault) in [
            ("", "the key is empty"),
            ("fake-marker\n", "the key has a line break"),
            ("fake\u{85}marker", "the key has a control character"),
        ] {
            let error = check_encoded("S", "key", text).unwrap_err().to_string();
            assert_eq!(error, format!("S: {fault}"));
        }
    }

    #[test]
    fn a_cookie_carries_less_than_a_header() {
        assert!(check_cookie("S", "key", "a=b/c+d==").is_ok());
        for (text, fault) in [
            ("a;b", "the key has ';'"),
            ("a\"b", "the key has '\"'"),
            ("a b", "the key has a blank"),
            ("a\nb", "the key has a line break"),
        ] {
            let error = check_cookie("S", "key", text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("S: {fault}")), "{error}");
        }
    }

    #[test]
    fn an_error_names_the_problem_and_hides_the_text() {
        assert!(check("S", "token", "a b~").is_ok());
        for (text, fault) in [
            ("", "the token is empty"),
            (" ", "the token has nothing but white space"),
            ("   ", "the token has nothing but white space"),
            ("fake-marker\n", "the token has a line break"),
            ("fake\r\nmarker", "the token has a line break"),
            ("fake\0marker", "the token has a control character"),
            ("fake\tmarker", "the token has a control character"),
            ("fake\u{7f}marker", "the token has a control character"),
            (
                "fake-m\u{e4}rker",
                "the token has a character that is not ASCII",
            ),
            (
                "fake-marker\u{feff}",
                "the token has a character that is not ASCII",
            ),
        ] {
            let error = check("S", "token", text).unwrap_err().to_string();
            assert!(error.starts_with(&format!("S: {fault}")), "{error}");
            assert!(
                !error.contains("fake") && !error.contains("rker"),
                "{error}"
            );
        }
    }
}
