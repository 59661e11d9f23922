//! A request as a curl command.

use std::borrow::Cow;

use backhaul_runtime::{Method, Preview};

/// How the request is authorized. Names of variables stand for what is secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authorized {
    /// HTTP digest: variables for the user and the password.
    Digest(String, String),
    /// A header, what comes before its value, and the variable for the value.
    Header(&'static str, &'static str, String),
    /// In a way that curl does not know.
    Otherwise,
}

/// The command, which a POSIX shell reads back exactly.
pub fn curl(preview: &Preview, authorized: &Authorized) -> String {
    let mut words: Vec<String> = Vec::new();
    words.push(match preview.method() {
        // curl would wait for a body.
        Method::Head => "curl --head".to_owned(),
        other => format!("curl --request {}", other.as_str()),
    });
    match authorized {
        Authorized::Digest(user, password) => {
            words.push(format!("--digest --user \"${user}:${password}\""));
        }
        Authorized::Header(name, before, variable) => {
            words.push(format!("--header \"{name}: {before}${variable}\""));
        }
        Authorized::Otherwise => {}
    }
    for name in preview.header_names() {
        // A word of a shell has no bytes that are no text.
        let Some(value) = preview.header(name) else {
            continue;
        };
        // curl takes a header away that has no value, unless it ends with a semicolon.
        let header = match value {
            "" => format!("{name};"),
            value => format!("{name}: {value}"),
        };
        words.push(format!("--header {}", quoted(&header)));
    }
    let url = preview.url();
    if url.contains(['[', ']', '{', '}']) {
        words.push("--globoff".to_owned());
    }
    match preview.body() {
        Some(body) => words.push(data(body)),
        // curl sends no length for an empty body, which some servers ask for.
        None if matches!(preview.method(), Method::Post | Method::Put | Method::Patch) => {
            words.push("--header 'content-length: 0'".to_owned());
        }
        None => {}
    }
    words.push(quoted(url).into_owned());
    words.join(" \\\n  ")
}

/// The body, if a shell can hold it.
fn data(body: &[u8]) -> String {
    let text = std::str::from_utf8(body).ok();
    // Other control characters would act on the terminal that shows the command.
    let is_safe = |text: &&str| !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t');
    match text.filter(is_safe) {
        Some(text) => format!("--data-raw {}", quoted(text)),
        None => "--data-binary @BODY".to_owned(),
    }
}

/// `text` as one word of a POSIX shell.
fn quoted(text: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=,@%+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("'{}'", text.replace('\'', "'\\''")))
}

#[cfg(test)]
mod tests {
    use super::{data, quoted};

    #[cfg(unix)]
    #[test]
    fn a_word_is_read_back_by_a_shell() {
        for text in [
            "",
            "plain",
            "two words",
            "it's",
            "$HOME `id` \"x\" \\ ! * ? # ~ & ; | < > ( ) [a] {b,c}",
            "a\nb\tc",
            "é’",
            "-x",
        ] {
            let script = format!("printf %s {}", quoted(text));
            let output = std::process::Command::new("sh")
                .args(["-c", &script])
                .output();
            let said = String::from_utf8(output.unwrap().stdout).unwrap();
            assert_eq!(said, text, "{script}");
        }
    }

    #[test]
    fn what_a_terminal_would_obey_is_not_shown() {
        assert_eq!(data(b"{\"a\":1}"), "--data-raw '{\"a\":1}'");
        for bytes in [
            &b"\x1b[2J"[..],
            b"a\0b",
            b"\xff",
            b"a\rb",
            "\u{9b}2J".as_bytes(),
        ] {
            assert_eq!(data(bytes), "--data-binary @BODY", "{bytes:?}");
        }
    }
}
