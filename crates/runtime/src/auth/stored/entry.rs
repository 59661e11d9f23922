//! A token with its times, as the text that a store keeps.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::auth::carried;
use crate::auth::life::LONGEST_LEAD;
use crate::auth::token::Token;
use crate::token_store::TokenKey;

/// What every entry begins with. A change of the format changes the number.
const FORMAT: &str = "backhaul token 1";

/// How far the clocks of two processes may differ: a date may be set back, and a folder may be shared by
/// machines.
const LARGEST_SKEW: Duration = Duration::from_secs(60);

pub(super) struct Entry {
    pub(super) token: Token,
    pub(super) fetched_at: SystemTime,
    pub(super) expires_at: SystemTime,
}

/// The fields in a text. Times are seconds since 1970.
#[derive(Serialize, Deserialize)]
struct Fields<'a> {
    format: &'a str,
    /// Whose token it is. A file that was renamed must not send it to somebody else.
    key: &'a str,
    fetched_at: u64,
    expires_at: u64,
    #[serde(borrow)]
    token: Cow<'a, str>,
}

/// Only what tells the format.
#[derive(Deserialize)]
struct Format {
    format: String,
}

impl Entry {
    /// The entry in `text`, if it belongs to `key`. An error does not show the text.
    pub(super) fn read(text: &str, key: &TokenKey) -> Result<Self, String> {
        let format: Format =
            serde_json::from_str(text).map_err(|_| "it is not a token that this crate saved")?;
        if format.format != FORMAT {
            return Err("another version of this crate saved it, in another format".to_owned());
        }
        let fields: Fields<'_> =
            serde_json::from_str(text).map_err(|_| "it is incomplete".to_owned())?;
        if fields.key != key.as_str() {
            return Err("it belongs to another account, user or endpoint".to_owned());
        }
        carried::check("it", "token", &fields.token).map_err(|error| error.to_string())?;
        let moment = |seconds| {
            let moment = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
            moment.ok_or_else(|| "it has a date that is not possible".to_owned())
        };
        Ok(Self {
            fetched_at: moment(fields.fetched_at)?,
            expires_at: moment(fields.expires_at)?,
            token: Token::new(fields.token.as_ref()),
        })
    }

    /// The text for a store; `None` if a date is before 1970.
    pub(super) fn write(&self, key: &TokenKey) -> Option<SecretString> {
        let seconds = |moment: SystemTime| {
            let since = moment.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            Some(since.as_secs())
        };
        let fields = Fields {
            format: FORMAT,
            key: key.as_str(),
            fetched_at: seconds(self.fetched_at)?,
            expires_at: seconds(self.expires_at)?,
            token: Cow::Borrowed(self.token.expose()),
        };
        serde_json::to_string(&fields).ok().map(SecretString::from)
    }

    /// Whether a client that begins now should use it, instead of one that lives longer. A token from the
    /// future comes from a clock that is wrong, so its end means nothing.
    pub(super) fn is_fresh(&self, now: SystemTime) -> bool {
        let since = |later: SystemTime, earlier| later.duration_since(earlier).unwrap_or_default();
        let life = since(self.expires_at, self.fetched_at);
        since(self.fetched_at, now) <= LARGEST_SKEW
            && since(self.expires_at, now) > LONGEST_LEAD.min(life / 10)
    }
}
