//! The `SDK-HMAC-SHA256` signature in its `Credential=` dialect: HMAC-SHA256 with a key derived for a day, a
//! region and a service.
//!
//! Source: `signer_helper.go` of gophertelekomcloud, Open Telekom Cloud's own Go SDK,
//! <https://github.com/opentelekomcloud/gophertelekomcloud/blob/30e3307593c0a3c6cc92ed1309d873fdf9241c8b/signer_helper.go>, which its Terraform provider uses.
//! That SDK sends an empty region and an empty service.
//!
//! It shares only its name with the `Access=` dialect in [`super::authorization`]. These parts differ: the
//! scope in the string to sign, the derived key, a POST without a body, the order of the query and the blanks
//! in header values. `X-Project-Id` and `X-Security-Token` are added after signing, so a client does not sign
//! them.

use std::borrow::Cow;
use std::cmp::Ordering;

use percent_encoding::utf8_percent_encode;
use secrecy::{ExposeSecret, SecretString};

use super::canonical::{SCHEME, canonical_path};
use crate::auth::hash::{Hex, hmac_sha256, sha256_hex};
use crate::auth::signable::Signable;
use crate::text::unreserved::RESERVED;

const TERMINATOR: &str = "sdk_request";
const CONTENT_SHA256: &str = "x-sdk-content-sha256";

/// The value of `Authorization` for a request, as gophertelekomcloud computes it
/// (<https://github.com/opentelekomcloud/gophertelekomcloud/blob/30e3307593c0a3c6cc92ed1309d873fdf9241c8b/signer_helper.go>).
///
/// `signed_headers` are the names of the headers to sign, in any order and case; they must include
/// `X-Sdk-Date` and `Host`. `timestamp` is the value of `X-Sdk-Date`, `YYYYMMDDTHHMMSSZ`; its first eight
/// characters are the day of the scope. `region` and `service` complete the scope, and may be empty. The
/// signature also covers the method, the path, the query (only the first value of a repeated name, unless the
/// request is a POST without a body), and the body. If the request has a header `X-Sdk-Content-Sha256`, it
/// covers that header's value instead of the body.
pub fn authorization(
    request: &Signable<'_>,
    signed_headers: &[&str],
    access_key: &str,
    secret_key: &SecretString,
    timestamp: &str,
    region: &str,
    service: &str,
) -> String {
    let mut names: Vec<String> = signed_headers
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();

    let day = timestamp.get(..8).unwrap_or(timestamp);
    let scope = format!("{day}/{region}/{service}/{TERMINATOR}");
    let string_to_sign = format!(
        "{SCHEME}\n{timestamp}\n{scope}\n{}",
        sha256_hex(canonical_request(request, &names).as_bytes()).as_str()
    );
    let key = signing_key(secret_key, [day, region, service, TERMINATOR]);
    let signature = Hex::of(hmac_sha256(&key, [string_to_sign.as_bytes()]));
    let signature = signature.as_str();
    format!(
        "{SCHEME} Credential={access_key}/{scope}, SignedHeaders={}, Signature={signature}",
        names.join(";")
    )
}

/// The secret key, hashed with each part of the scope in turn.
fn signing_key(secret_key: &SecretString, scope: [&str; 4]) -> Vec<u8> {
    let key = format!("SDK{}", secret_key.expose_secret()).into_bytes();
    scope.iter().fold(key, |key, part| {
        hmac_sha256(&key, [part.as_bytes()]).to_vec()
    })
}

fn canonical_request(request: &Signable<'_>, names: &[String]) -> String {
    let headers: String = names
        .iter()
        .map(|name| {
            let value = request.header(name);
            format!("{name}:{}\n", collapse_blanks(&text(&value)))
        })
        .collect();
    // Like the form of a web page, whose fields can be in the query or in the body.
    let query_is_payload = request.method == "POST" && request.body.is_empty();
    let query = if query_is_payload {
        String::new()
    } else {
        canonical_query(request.query)
    };
    let declared = request.header(CONTENT_SHA256);
    let payload = if !declared.is_empty() {
        text(&declared).into_owned()
    } else if query_is_payload {
        sha256_hex(form(request.query).as_bytes())
            .as_str()
            .to_owned()
    } else {
        sha256_hex(request.body).as_str().to_owned()
    };
    format!(
        "{}\n{}\n{query}\n{headers}\n{}\n{payload}",
        request.method,
        canonical_path(request.path),
        names.join(";"),
    )
}

/// A header's value, which is UTF-8.
fn text(value: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(value)
}

/// Pairs sorted by their encoded name, ignoring case, with the first value of each name. In the SDK, the
/// order of names that differ only in case is random; here capitals come first.
fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<(String, String)> = query.iter().map(encode).collect();
    // Stable, so the first value of a name stays first.
    pairs.sort_by(|(one, _), (other, _)| ignoring_case(one, other));
    pairs.dedup_by(|(later, _), (earlier, _)| later == earlier);
    join(&pairs)
}

fn ignoring_case(one: &str, other: &str) -> Ordering {
    one.to_ascii_lowercase()
        .cmp(&other.to_ascii_lowercase())
        .then_with(|| one.cmp(other))
}

/// Pairs sorted by name, with all values in their original order, and a space as `+`.
fn form(query: &[(String, String)]) -> String {
    let mut pairs: Vec<&(String, String)> = query.iter().collect();
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    let pairs: Vec<(String, String)> = pairs.into_iter().map(encode).collect();
    // A plus sign itself is encoded, and so is the percent sign before each code.
    join(&pairs).replace("%20", "+")
}

fn encode((name, value): &(String, String)) -> (String, String) {
    let encode = |text| utf8_percent_encode(text, RESERVED).to_string();
    (encode(name), encode(value))
}

fn join(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    pairs.join("&")
}

/// One space for each run of blanks. The ends are not trimmed.
fn collapse_blanks(value: &str) -> String {
    let mut collapsed = String::with_capacity(value.len());
    let mut after_blank = false;
    for character in value.chars() {
        let blank = character.is_ascii_whitespace();
        if !blank {
            collapsed.push(character);
        } else if !after_blank {
            collapsed.push(' ');
        }
        after_blank = blank;
    }
    collapsed
}

#[cfg(test)]
mod tests {
    use super::{canonical_path, canonical_query, collapse_blanks, form};

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn the_query_is_sorted_ignoring_case_and_has_one_value_for_each_name() {
        let query = pairs(&[("b", "2"), ("C", "3 +"), ("a", "1"), ("b", "4"), ("d", "")]);
        assert_eq!(canonical_query(&query), "a=1&b=2&C=3%20%2B&d=");
    }

    #[test]
    fn the_form_of_a_post_is_sorted_by_case_and_has_all_values() {
        let query = pairs(&[("b", "2"), ("C", "3 +%"), ("a", "1*"), ("b", "1")]);
        assert_eq!(form(&query), "C=3+%2B%25&a=1%2A&b=2&b=1");
    }

    #[test]
    fn blanks_in_header_values_become_one_and_are_not_trimmed() {
        assert_eq!(collapse_blanks(" a \t b  "), " a b ");
    }

    #[test]
    fn the_path_is_encoded_once_and_ends_with_a_slash() {
        assert_eq!(canonical_path("/a%20b/c"), "/a%20b/c/");
        assert_eq!(canonical_path("/a%2Fb/"), "/a/b/");
    }
}
