//! A shell that runs what was shown.

use std::process::Stdio;

use crate::support::program::Ran;

/// Variables for all four providers at `url`, with credentials that curl can send at once.
pub(super) fn variables(url: &str) -> Vec<(&'static str, String)> {
    let text = |text: &str| text.to_owned();
    vec![
        ("MONGODB_ATLAS_BASE_URL", text(url)),
        ("MONGODB_ATLAS_ACCESS_TOKEN", text("fake-marker-token")),
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", text("FAKEAKID0000example")),
        (
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            text("fake-marker-secret"),
        ),
        ("ALIYUN_LOG_CLI_ENDPOINT", text(url)),
        ("ALIYUN_LOG_CLI_REGION_ID", text("cn-hangzhou")),
        ("BACKHAUL_SLS_PROJECT", text("ali-test-project")),
        ("OS_TOKEN", text("fake-marker-token")),
        ("BACKHAUL_DCS_ENDPOINT", text(url)),
    ]
}

/// Runs a command that was shown, with `variables`.
pub(super) async fn shell(command: &str, variables: &[(&'static str, String)]) -> Vec<u8> {
    let shell = tokio::process::Command::new("sh")
        .args([
            "-c",
            &format!("{command} --silent --show-error --max-time 30"),
        ])
        .envs(variables.iter().cloned())
        .env("NO_PROXY", "127.0.0.1")
        .stdin(Stdio::null())
        .output();
    let output = shell.await.unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command}\n{said}");
    output.stdout
}

/// What was shown, without the newline that would end the command.
pub(super) fn shown(ran: &Ran) -> &str {
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    ran.text().trim_end()
}
