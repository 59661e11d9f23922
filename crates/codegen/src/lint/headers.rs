//! Headers that are parameters: none that belongs to the client, the credentials or the connection.

use super::part::{Findings, Part};
use crate::header_names::{is_of_the_connection, is_token};

/// Headers that the client or its credentials set, beside those of the connection.
const OF_THE_CLIENT: &[&str] = &[
    "authorization",
    "cookie",
    "date",
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

/// Whether a header can have the name at `place`, which is reported if none can.
pub(super) fn check_token(name: &str, place: &Part<'_>, findings: &mut Findings<'_>) -> bool {
    if !is_token(name) {
        findings.report(
            "document/header-name",
            place,
            format!("{name:?} is not the name of a header"),
            "use ASCII letters and digits with hyphens between them",
        );
    }
    is_token(name)
}

/// Checks the name of a header.
pub(super) fn check_name(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if !check_token(name, &parameter.at("name"), findings) {
        return;
    }
    if name.contains('_') {
        findings.report(
            "house/header-underscore",
            &parameter.at("name"),
            format!(
                "the header {name} has an underscore, which gateways drop and signatures leave out"
            ),
            "correct the name, or leave the header out",
        );
    } else if is_of_the_connection(name) {
        findings.report(
            "idle/reserved-header",
            &parameter.at("name"),
            format!("the header {name} is set by the client itself"),
            "remove it: media types and the connection have their own places",
        );
    } else if OF_THE_CLIENT.contains(&name.to_ascii_lowercase().as_str()) {
        findings.report(
            "house/reserved-header",
            &parameter.at("name"),
            format!("the header {name} is set by the client's credentials"),
            "remove it: credentials have their own places",
        );
    }
}

/// Checks the name of a cookie.
pub(super) fn check_cookie(parameter: &Part<'_>, findings: &mut Findings<'_>) {
    let name = parameter.text("name");
    if !is_token(name) {
        findings.report(
            "document/cookie-name",
            &parameter.at("name"),
            format!("{name:?} is not the name of a cookie"),
            "use ASCII letters and digits with hyphens between them",
        );
    }
}
