//! The `Access=` dialect: HMAC-SHA256 with the secret key itself.

use std::borrow::Cow;

use percent_encoding::utf8_percent_encode;
use secrecy::{ExposeSecret, SecretString};

use super::canonical::{CONTENT_SHA256, SCHEME, SDK_DATE, push_canonical_path};
use crate::auth::hash::{Hex, hmac_sha256, sha256_hex};
use crate::auth::signable::{Signable, push, trimmed};
use crate::text::unreserved::RESERVED;

/// Enough for a typical canonical request, so that the text need not grow.
const USUAL_LENGTH: usize = 1024;

/// The value of `Authorization` for a request, as in the "API Request Signing Guide"
/// (<https://support.huaweicloud.com/intl/en-us/devg-apisign/apisign-devg-pdf.pdf>).
///
/// `signed_headers` are the names of the headers to sign, in any order and case; they must include
/// `X-Sdk-Date` and `Host`. The date is the value of `X-Sdk-Date`. The signature also covers the method, the
/// path, the query and the body. If the request has a body and a header `X-Sdk-Content-Sha256`, it covers
/// that header's value instead of the body.
pub fn authorization(
    request: &Signable<'_>,
    signed_headers: &[&str],
    access_key: &str,
    secret_key: &SecretString,
) -> String {
    let mut names: Vec<String> = signed_headers
        .iter()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    names.sort_unstable();
    let headers: Vec<(&str, Cow<'_, [u8]>)> = names
        .iter()
        .map(|name| (name.as_str(), request.header(name.as_str())))
        .collect();
    let query = canonical_query(request.query);
    authorization_for(request, &query, &headers, access_key, secret_key)
}

/// The same for headers whose names are lower-case and sorted, and a canonical query.
pub(super) fn authorization_for(
    request: &Signable<'_>,
    query: &str,
    headers: &[(&str, Cow<'_, [u8]>)],
    access_key: &str,
    secret_key: &SecretString,
) -> String {
    let mut names = String::with_capacity(USUAL_LENGTH / 4);
    for (index, (name, _)) in headers.iter().enumerate() {
        names.extend([if index == 0 { "" } else { ";" }, name]);
    }
    let canonical = canonical_request(request, query, headers, &names);
    let (date, hash) = (request.header(SDK_DATE), sha256_hex(&canonical));
    let signature = Hex::of(hmac_sha256(
        secret_key.expose_secret().as_bytes(),
        [SCHEME.as_bytes(), b"\n", &date, b"\n", hash.as_bytes()],
    ));
    [
        SCHEME,
        " Access=",
        access_key,
        ", SignedHeaders=",
        &names,
        ", Signature=",
        signature.as_str(),
    ]
    .concat()
}

fn canonical_request(
    request: &Signable<'_>,
    query: &str,
    headers: &[(&str, Cow<'_, [u8]>)],
    names: &str,
) -> Vec<u8> {
    let mut text = Vec::with_capacity(USUAL_LENGTH);
    push(&mut text, [request.method.as_bytes(), b"\n"]);
    push_canonical_path(&mut text, request.path);
    push(&mut text, [b"\n", query.as_bytes(), b"\n"]);
    for (name, value) in headers {
        push(&mut text, [name.as_bytes(), b":", trimmed(value), b"\n"]);
    }
    let declared = request.header(CONTENT_SHA256);
    push(&mut text, [b"\n", names.as_bytes(), b"\n"]);
    if request.body.is_empty() || declared.is_empty() {
        text.extend_from_slice(sha256_hex(request.body).as_bytes());
    } else {
        text.extend_from_slice(&declared);
    }
    text
}

/// Pairs sorted by name, then value, and encoded after sorting. An empty value keeps its `=`.
pub(super) fn canonical_query(query: &[(String, String)]) -> String {
    let mut pairs: Vec<&(String, String)> = query.iter().collect();
    pairs.sort_unstable();
    let mut text = String::new();
    for (index, (name, value)) in pairs.into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "&" });
        text.extend(utf8_percent_encode(name, RESERVED));
        text.push('=');
        text.extend(utf8_percent_encode(value, RESERVED));
    }
    text
}
