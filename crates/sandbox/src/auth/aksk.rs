//! AK/SK signatures of Open Telekom Cloud (`SDK-HMAC-SHA256`) in both dialects, recomputed with
//! the pure functions of the runtime. Which dialect the real gateway takes is not known; this one
//! takes both.

use std::time::Duration;

use backhaul_runtime::auth::{Signable, sdk_hmac, sdk_hmac_scoped};
use secrecy::SecretString;

use super::sls::parse_basic_date;
use crate::fixtures::Fixtures;
use crate::http::Request;
use crate::time::Clock;

/// What a signature's `Authorization` begins with.
const SCHEME: &str = "SDK-HMAC-SHA256 ";

/// How far `X-Sdk-Date` may be from the gateway's clock.
const TOLERANCE: Duration = Duration::from_secs(15 * 60);

/// Who signed, in one of the two dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signer<'a> {
    /// `Access=AK`.
    Access(&'a str),
    /// `Credential=AK/DAY/REGION/SERVICE/sdk_request`.
    Scoped {
        access_key: &'a str,
        day: &'a str,
        region: &'a str,
        service: &'a str,
    },
}

impl<'a> Signer<'a> {
    fn parse(authorization: &'a str) -> Option<Self> {
        if let Some(access_key) = field(authorization, "Access=") {
            return Some(Self::Access(access_key));
        }
        let credential = field(authorization, "Credential=")?;
        let parts: Vec<&str> = credential.split('/').collect();
        match parts.as_slice() {
            [access_key, day, region, service, "sdk_request"] => Some(Self::Scoped {
                access_key,
                day,
                region,
                service,
            }),
            _ => None,
        }
    }

    fn access_key(self) -> &'a str {
        match self {
            Self::Access(access_key) | Self::Scoped { access_key, .. } => access_key,
        }
    }
}

/// The value of one field of `Authorization`.
fn field<'a>(authorization: &'a str, name: &str) -> Option<&'a str> {
    authorization
        .strip_prefix(SCHEME)?
        .split(',')
        .find_map(|part| part.trim().strip_prefix(name))
}

/// The value of `Authorization`, if it is an AK/SK signature.
pub(crate) fn authorization(request: &Request) -> Option<&str> {
    request
        .header("authorization")
        .filter(|value| value.starts_with(SCHEME))
}

/// Checks key, date and signature. The errors are in our own words.
pub(crate) fn check(
    fixtures: &Fixtures,
    clock: &Clock,
    request: &Request,
    authorization: &str,
) -> Result<(), &'static str> {
    let signer = Signer::parse(authorization).ok_or("no access key")?;
    let secret_key = secret_of(fixtures, request, signer.access_key())?;
    let date = request.header("x-sdk-date").unwrap_or_default();
    let time = parse_basic_date(date).ok_or("X-Sdk-Date is missing or unreadable")?;
    if !clock.is_within(TOLERANCE, time) {
        return Err("X-Sdk-Date is more than 15 minutes off");
    }
    let signed: Vec<&str> = field(authorization, "SignedHeaders=")
        .unwrap_or_default()
        .split(';')
        .collect();
    // The scheme needs these two; without them a signature would fit any host and any day.
    let covers = |needed: &str| signed.iter().any(|name| name.eq_ignore_ascii_case(needed));
    if !covers("x-sdk-date") || !covers("host") {
        return Err("X-Sdk-Date or Host is not signed");
    }
    let signable = Signable {
        method: request.method.as_str(),
        path: request.path(),
        query: &request.query(),
        headers: &request.headers,
        body: &request.body,
    };
    let expected = match signer {
        Signer::Access(access_key) => {
            sdk_hmac::authorization(&signable, &signed, access_key, &secret_key)
        }
        Signer::Scoped { day, .. } if !date.starts_with(day) => {
            return Err("the scope is for another day than X-Sdk-Date");
        }
        // Which regions and services the real gateway takes in a scope is unknown. The provider's
        // own SDK leaves both empty; the sandbox takes whatever was signed.
        Signer::Scoped {
            access_key,
            region,
            service,
            ..
        } => sdk_hmac_scoped::authorization(
            &signable,
            &signed,
            access_key,
            &secret_key,
            date,
            region,
            service,
        ),
    };
    if authorization == expected {
        Ok(())
    } else {
        Err("the signature does not match")
    }
}

/// The secret key of the access key, if the security token that was sent with it is the right one. A
/// temporary pair has a security token, a permanent pair has none.
fn secret_of(
    fixtures: &Fixtures,
    request: &Request,
    access_key: &str,
) -> Result<SecretString, &'static str> {
    let token = request.header("x-security-token");
    let (secret_key, expected) = if access_key == fixtures.dcs_access_key {
        (fixtures.dcs_secret_key, None)
    } else if access_key == fixtures.dcs_temporary_access_key {
        let token = fixtures.dcs_security_token;
        (fixtures.dcs_temporary_secret_key, Some(token))
    } else {
        return Err("the access key does not exist");
    };
    if token == expected {
        Ok(SecretString::from(secret_key))
    } else {
        Err("the security token does not belong to the access key")
    }
}

#[cfg(test)]
mod tests {
    use super::Signer;

    #[test]
    fn the_signer_is_read_in_both_dialects() {
        let parse = |signer: &str| {
            Signer::parse(&format!("SDK-HMAC-SHA256 {signer}, SignedHeaders=host"))
                .map(|signer| signer.access_key().to_owned())
        };
        assert_eq!(parse("Access=AK").as_deref(), Some("AK"));
        assert_eq!(
            parse("Credential=AK/20240229///sdk_request").as_deref(),
            Some("AK")
        );
        assert_eq!(
            parse("Credential=AK/20240229/eu-de/dcs/sdk_request").as_deref(),
            Some("AK")
        );
        for wrong in [
            "Nobody=AK",
            "Credential=AK",
            "Credential=AK/20240229/eu-de/sdk_request",
            "Credential=AK/20240229///aws4_request",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
