//! What may be the name of a region.

use crate::error::Error;
use crate::shown::OneLine;

/// Checks that `region` may be one, such as `example`. It becomes a part of a host name or of what is
/// signed, so that it must not bring a host, a user or a password of its own.
///
/// # Errors
/// If it has anything but lower-case letters, digits and hyphens, or nothing. The error does not show it
/// whole: it may be an address with a password.
pub fn check_region(region: &str, example: &str) -> Result<(), Error> {
    let may_stand = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !region.is_empty() && region.bytes().all(may_stand) {
        return Ok(());
    }
    Err(Error::invalid_input(format!(
        "{:?} is no region: use one such as {example:?}",
        OneLine::address(region)
    )))
}
