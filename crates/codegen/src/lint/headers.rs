//! Headers that are parameters: none that belongs to the client, the credentials or the connection.

use super::part::{Findings, Part};

/// Headers that the client, its credentials or the connection set.
const OF_THE_CLIENT: &[&str] = &[
    "accept",
    "accept-encoding",
    "authorization",
    "connection",
    "content-encoding",
    "content-length",
    "content-type",
    "cookie",
    "date",
    "expect",
    "host",
    "if-range",
    "keep-alive",
    "proxy-authorization",
    "proxy-connection",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-acs-security-token",
    "x-auth-token",
    "x-domain-id",
    "x-log-apiversion",
    "x-log-bodyrawsize",
    "x-log-content-sha256",
    "x-log-date",
    "x-log-signaturemethod",
    "x-project-id",
    "x-sdk-content-sha256",
    "x-sdk-date",
    "x-security-token",
    "x-subject-token",
];

/// Checks the name of a header.
pub(super) fn check_name(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if name.is_empty() || !name.bytes().all(is_token) {
        findings.report(
            &parameter.at("name"),
            format!("{name:?} is not the name of a header"),
            "use ASCII letters and digits with hyphens between them",
        );
    } else if name.contains('_') {
        findings.report(
            &parameter.at("name"),
            format!(
                "the header {name} has an underscore, which gateways drop and signatures leave out"
            ),
            "correct the name, or leave the header out",
        );
    } else if OF_THE_CLIENT.contains(&name.to_ascii_lowercase().as_str()) {
        findings.report(
            &parameter.at("name"),
            format!("the header {name} is set by the client itself"),
            "remove it: media types, credentials and the connection have their own places",
        );
    }
}
