//! A hostile text, and the check that what is shown of it is short and on one line.

use std::error::Error as _;
use std::fmt::{Debug, Display};

use backhaul_atlas::Credentials;
use backhaul_runtime::{Error, Retry};

pub(super) const GROUP: &str = "5f0000000000000000000001";
pub(super) const ID: &str = "5f0000000000000000000002";

/// What cannot be seen, or does harm where it is shown.
const HIDDEN: &str = "\0\u{1}\u{7}\u{8}\t\n\u{b}\u{c}\r\u{1b}\u{7f}\u{80}\u{85}\u{9b}\u{9f}\u{ad}\u{61c}\
    \u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\
    \u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{fff9}\u{e0041}\u{e000}";

/// More than this has no line.
const LONGEST: usize = 5_000;

/// A text with all of that in it, and a forged line; 60 kB long.
pub(super) fn hostile() -> String {
    let text = format!("x{HIDDEN}\n2026-01-01 ERROR forged \u{1b}[31m\u{202e}");
    let times = 60_000 / text.len();
    text.repeat(times)
}

#[track_caller]
pub(super) fn check(what: &str, shown: &str) {
    let hidden: Vec<char> = shown
        .chars()
        .filter(|character| character.is_control() || HIDDEN.contains(*character))
        .collect();
    let beginning: String = shown.chars().take(300).collect();
    assert!(hidden.is_empty(), "{what}: {hidden:?} in {beginning}");
    let length = shown.chars().count();
    assert!(
        length <= LONGEST,
        "{what}: {length} characters: {beginning}"
    );
}

/// Everything that a program may print of `error`, with its causes.
#[track_caller]
pub(super) fn check_error(what: &str, error: &(impl Display + Debug)) -> String {
    let display = error.to_string();
    check(what, &display);
    check(what, &format!("{error:?}"));
    check(what, &format!("{error:#?}"));
    display
}

#[track_caller]
pub(super) fn check_causes(what: &str, error: &Error) {
    check_error(what, error);
    let mut cause = error.source();
    while let Some(error) = cause {
        check_error(what, &error);
        cause = error.source();
    }
}

pub(super) fn atlas(url: &str) -> backhaul_atlas::Client {
    with(url, Credentials::access_token("fake-token"))
}

pub(super) fn with(url: &str, credentials: Credentials) -> backhaul_atlas::Client {
    let builder = backhaul_atlas::Client::builder().credentials(credentials);
    builder.base_url(url).retry(Retry::off()).build().unwrap()
}

pub(super) async fn get_export(client: &backhaul_atlas::Client) -> Error {
    let call = client
        .get_backup_export()
        .group_id(GROUP)
        .cluster_name("fake");
    call.export_id(ID).send().await.unwrap_err()
}
