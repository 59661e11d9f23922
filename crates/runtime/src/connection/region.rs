//! Checks the name of a region.

use crate::error::Error;
use crate::settings::given::Given;
use crate::shown::OneLine;

/// Checks that `region` looks like a region, such as `example`. It becomes part of a host name or of a
/// signed text, so it must not bring a host, a user or a password of its own.
///
/// # Errors
/// If it is empty, or has characters other than lower-case letters, digits and hyphens. The error does not
/// show all of it: it may be an address with a password.
pub fn check_region(region: &Given, example: &str) -> Result<(), Error> {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let name = region.text();
    if !name.is_empty() && name.bytes().all(is_allowed) {
        return Ok(());
    }
    Err(region.wrong(format_args!(
        "{:?} is not a valid region; use one such as {example:?}",
        OneLine::address(name)
    )))
}
