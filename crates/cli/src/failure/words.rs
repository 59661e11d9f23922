//! What the libraries say to programs, in the words of the command.

use backhaul_runtime::Error;

use super::rules;

/// What the libraries advise a program to do, and what a person does instead.
const ADVICE: &[(&str, &str)] = &[
    ("use https, or call .allow_plain_http(true)", "use https"),
    (
        ": call .allow_plain_http(true) on the client's builder if that is acceptable",
        ": ask for a link that begins with https",
    ),
    (
        "call .ca_certificates_file(...)",
        "name a file with it in SSL_CERT_FILE",
    ),
    (
        "check that, or call .idempotent(true) on the builder if sending it twice does no harm",
        "check that before you repeat the command",
    ),
    (
        "successful calls refill it, and Retry::budget sets its size",
        "try again later",
    ),
    (
        ", or raise the limit with .answer_limit(...) of the client or the call",
        "",
    ),
    (" (answer_limit)", ""),
    (", the most that answer_limit allows", ", which is the most"),
    (": call `any_media_type` to accept it", ""),
    (
        "call .query(name, value)",
        "give it with --query NAME=VALUE",
    ),
    (
        ": write the text itself, or give it with .path(name, value)",
        ": write the text itself",
    ),
    (
        ", or build the client with Client::builder() and give it an HTTP client of your own by http_client(...)",
        "",
    ),
    (
        ", which was not read: that takes the cargo feature `keyring`, or a keyring in the Environment",
        ", which this command does not read: put them into variables",
    ),
    (", or give a client that has it by .http_client(...)", ""),
    (
        ", or give a client that sends no credentials by .link_http_client(...)",
        "",
    ),
    (
        "call rustls::crypto::CryptoProvider::install_default before the client is built, or enable the feature `rustls` (aws-lc-rs) or `rustls-ring` (ring)",
        "build the command with the feature `rustls`",
    ),
    (
        "call .region(...) or .iam_url(...)",
        "give --region eu-de, or set OS_AUTH_URL",
    ),
    ("call .region(\"eu-de\")", "give --region eu-de"),
    ("call .region(\"cn-hangzhou\")", "give --region cn-hangzhou"),
    (
        "project is missing: call .project(...)",
        "the project is missing: give --project NAME, or set BACKHAUL_SLS_PROJECT",
    ),
    (
        "endpoint is missing: call .endpoint(\"cn-hangzhou.log.aliyuncs.com\")",
        "the endpoint is missing: give --region cn-hangzhou or --endpoint cn-hangzhou.log.aliyuncs.com",
    ),
    (" for ClientBuilder::from_env", ""),
    (": relative URL without a base", ""),
];

/// A message of a library, in the words of the command.
pub fn in_words(message: &str) -> String {
    let advised = ADVICE
        .iter()
        .fold(message.to_owned(), |message, (advice, instead)| {
            message.replace(advice, instead)
        });
    rules::in_words(&advised)
}

/// The message of a call that failed.
pub fn told(error: &Error) -> String {
    of_operation(&error.to_string(), error.operation())
}

/// A message about a call, which begins with the operation as a program writes it, if `operation` is one.
fn of_operation(message: &str, operation: Option<&str>) -> String {
    let named = operation.and_then(|name| Some((name, message.strip_prefix(name)?)));
    match named {
        Some((name, rest)) if rest.starts_with(':') => {
            in_words(&format!("{}{rest}", name.replace('_', "-")))
        }
        _ => in_words(message),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, of_operation};

    #[test]
    fn advice_for_programs_becomes_advice_for_people() {
        for (said, told) in [
            (
                "the base address is plain http to another machine, which would send credentials unencrypted: use \
                 https, or call .allow_plain_http(true)",
                "the base address is plain http to another machine, which would send credentials unencrypted: use \
                 https",
            ),
            (
                "the region is missing: call .region(\"eu-de\"), or set OS_REGION_NAME for ClientBuilder::from_env",
                "the region is missing: give --region eu-de, or set OS_REGION_NAME",
            ),
            ("404 Not Found", "404 Not Found"),
        ] {
            assert_eq!(in_words(said), told);
        }
    }

    #[test]
    fn an_operation_is_spelled_as_on_the_command_line() {
        let said = "get_backup_export: 404 Not Found: get_backup_export";
        let told = "get-backup-export: 404 Not Found: get_backup_export";
        assert_eq!(of_operation(said, Some("get_backup_export")), told);
        assert_eq!(of_operation("GET /a_b: 404", None), "GET /a_b: 404");
    }
}
