//! Settings from environment variables.

use super::{GOVERNMENT_BASE_URL, Given, at_now, discover, in_atlas, token_ending, variables};
use crate::auth::env::Environment;
use crate::error::{Error, ErrorKind};

/// One `?` serves for finding credentials and for the calls made with them.
#[test]
fn a_search_that_finds_nothing_becomes_the_error_of_a_client() {
    let missing = discover(&variables(&[]), &[]).unwrap_err();
    let said = missing.to_string();
    let error = Error::from(missing);
    assert_eq!(error.kind(), ErrorKind::Credentials);
    assert!(error.never_sent() && !error.is_retryable());
    assert_eq!(
        (error.to_string(), format!("{error:?}")),
        (said.clone(), said)
    );
}

#[test]
fn the_base_address_comes_from_variables_in_the_order_of_the_tools() {
    let mut set = vec![
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker"),
        ("MONGODB_ATLAS_OPS_MANAGER_URL", "https://first.example"),
        ("MONGODB_ATLAS_BASE_URL", "https://second.example"),
        ("MCLI_OPS_MANAGER_URL", "https://third.example"),
        ("MONGODB_ATLAS_SERVICE", "cloudgov"),
    ];
    for expected in [
        "https://first.example",
        "https://second.example",
        "https://third.example",
        GOVERNMENT_BASE_URL,
    ] {
        let found = in_atlas(&variables(&set)).unwrap();
        assert_eq!(found.base_url.as_ref().map(Given::text), Some(expected));
        assert!(!format!("{found:?}").contains("fake-marker"), "{found:?}");
        set.remove(1);
    }
    assert_eq!(in_atlas(&variables(&set)).unwrap().base_url, None);
}

#[test]
fn an_expired_access_token_in_a_variable_is_an_error() {
    for (seconds, ended) in [(1, false), (0, true), (-3600, true)] {
        let token = token_ending(seconds);
        let shown = token.clone();
        let environment = Environment::of_variables(move |name| match name {
            "MONGODB_ATLAS_ACCESS_TOKEN" => Some(token.clone()),
            _ => None,
        });
        match in_atlas(&at_now(environment)) {
            Ok(_) => assert!(!ended, "{seconds}"),
            Err(error) => {
                assert!(ended, "{seconds}: {error}");
                let date = if seconds == 0 { "22:13:20" } else { "21:13:20" };
                let expected = format!(
                    "the access token in MONGODB_ATLAS_ACCESS_TOKEN expired at 2023-11-14T{date}Z: set another one, or unset it"
                );
                assert_eq!(error, expected);
                assert!(!error.contains(&shown));
            }
        }
    }
}

#[cfg(not(feature = "config-files"))]
#[test]
fn without_the_feature_a_profile_is_not_read_and_a_named_one_is_an_error() {
    let missed = in_atlas(&variables(&[])).unwrap_err();
    assert!(missed.contains("`config-files` is off"), "{missed}");
    let named = in_atlas(&variables(&[("MONGODB_ATLAS_PROFILE", "work")])).unwrap_err();
    assert!(
        named.starts_with("MONGODB_ATLAS_PROFILE names a profile")
            && named.contains("`config-files`"),
        "{named}"
    );
}

#[test]
fn variables_that_change_whom_to_trust_are_refused() {
    for (name, value, is_refused) in [
        ("MCLI_OPS_MANAGER_SKIP_VERIFY", "true", true),
        ("MCLI_OPS_MANAGER_SKIP_VERIFY", "yes", true),
        ("MCLI_OPS_MANAGER_SKIP_VERIFY", "no", false),
    ] {
        let environment = variables(&[(name, value), ("MONGODB_ATLAS_ACCESS_TOKEN", "fake")]);
        match in_atlas(&environment) {
            Ok(_) => assert!(!is_refused, "{name} was dropped"),
            Err(error) => assert!(
                is_refused && error.starts_with(&format!("{name} in the environment is set")),
                "{error}"
            ),
        }
    }
}
