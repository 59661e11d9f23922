//! `help` about what is no command.

use std::fmt::Write as _;

use crate::failure::EXIT_CODES;

/// The text about a topic.
fn topic(name: &str) -> Option<String> {
    match name {
        "exit-codes" => Some(exit_codes()),
        "environment" => Some(environment()),
        _ => None,
    }
}

/// The topic that a command line asks for: `help exit-codes`.
pub fn asked(words: &[String]) -> Option<String> {
    match words {
        [_, help, name] if help == "help" => topic(name),
        _ => None,
    }
}

fn exit_codes() -> String {
    let mut text = "Exit statuses:\n".to_owned();
    for (status, meaning) in EXIT_CODES {
        let _ = writeln!(text, "  {:>3}  {meaning}", status.code());
    }
    text.push_str("\nWith --error-format json, a failure is one JSON object on standard error.\n");
    text
}

/// The variables that are read, and what for.
pub(super) const VARIABLES: [(&str, &str); 14] = [
    (
        "MONGODB_ATLAS_PUBLIC_API_KEY, MONGODB_ATLAS_PRIVATE_API_KEY",
        "an API key (atlas, cloud-manager)",
    ),
    (
        "MONGODB_ATLAS_CLIENT_ID, MONGODB_ATLAS_CLIENT_SECRET",
        "a service account (atlas, cloud-manager)",
    ),
    (
        "MONGODB_ATLAS_ACCESS_TOKEN",
        "an access token (atlas, cloud-manager)",
    ),
    (
        "MONGODB_ATLAS_PROFILE, MCLI_PROFILE",
        "the profile of the Atlas CLI, or of mongocli",
    ),
    (
        "MONGODB_ATLAS_PROJECT_ID, MCLI_PROJECT_ID",
        "the project, for --group-id",
    ),
    (
        "MONGODB_ATLAS_BASE_URL, MONGODB_ATLAS_OPS_MANAGER_URL, MCLI_OPS_MANAGER_URL",
        "the address (atlas, cloud-manager)",
    ),
    (
        "ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET, ALIBABA_CLOUD_SECURITY_TOKEN",
        "an access key (sls)",
    ),
    (
        "ALIYUN_LOG_CLI_ENDPOINT, ALIYUN_LOG_CLI_REGION_ID",
        "the endpoint, and the region for signatures (sls)",
    ),
    ("BACKHAUL_SLS_PROJECT", "the project (sls)"),
    ("OS_TOKEN", "a token (dcs)"),
    ("OS_ACCESS_KEY, OS_SECRET_KEY", "an access key (dcs)"),
    (
        "OS_CLOUD, OS_REGION_NAME, OS_PROJECT_ID",
        "the entry of clouds.yaml, the region, the project (dcs)",
    ),
    ("BACKHAUL_DCS_ENDPOINT", "the address (dcs)"),
    (
        "NO_COLOR, CLICOLOR, CLICOLOR_FORCE",
        "whether there are colors",
    ),
];

fn environment() -> String {
    let mut text = "The most important variables. The providers' own tools read them too, and their files are \
                    read where the variables are not set:\n"
        .to_owned();
    for (names, meaning) in VARIABLES {
        let _ = writeln!(text, "  {names}\n      {meaning}");
    }
    text.push_str(
        "\n`backhaul whoami` says what is found. The README of each client crate lists them all.\n",
    );
    text
}
