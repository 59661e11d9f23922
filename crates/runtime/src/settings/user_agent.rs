//! What a client says about itself.

use crate::error::Error;
use crate::settings::config::Config;

/// A longer one is a mistake, and servers refuse headers that are too long.
const LONGEST_SUFFIX: usize = 200;

/// The value of the `User-Agent` header.
pub(crate) fn of(config: &Config) -> String {
    match &config.user_agent_suffix {
        Some(suffix) => format!("{} {suffix}", config.user_agent),
        None => config.user_agent.clone(),
    }
}

/// Checks the suffix.
///
/// # Errors
/// If it is not a list of products, or if another HTTP client decides on the header. The error does not show it.
pub(crate) fn check(config: &Config) -> Result<(), Error> {
    let Some(suffix) = &config.user_agent_suffix else {
        return Ok(());
    };
    let is_plain = suffix
        .chars()
        .all(|character| matches!(character, ' '..='~'));
    let has_good_length = (1..=LONGEST_SUFFIX).contains(&suffix.len());
    if !is_plain || !has_good_length || suffix.trim() != suffix {
        return Err(Error::invalid_input(format!(
            "user_agent_suffix must be 1 to {LONGEST_SUFFIX} printable ASCII characters, without a space at its \
             beginning or end, such as \"my-tool/1.2\""
        )));
    }
    if config.http_client.is_some() {
        return Err(Error::invalid_input(
            "user_agent_suffix has no effect together with http_client: set the whole header with \
             `.user_agent(...)` when you build that HTTP client",
        ));
    }
    Ok(())
}
