//! Settings beside a client of the user's own, which is used as it is.

use std::time::Duration;

use backhaul_dcs::{Client, ClientBuilder, Credentials};
use backhaul_runtime::ErrorKind;

fn builder() -> ClientBuilder {
    let builder = Client::builder().credentials(Credentials::token("fake-token"));
    builder.base_url("https://127.0.0.1:9")
}

#[test]
fn settings_that_it_would_silently_replace_are_refused() {
    let second = Duration::from_secs(1);
    for (with_setting, setter) in [
        (builder().connect_timeout(second), "connect_timeout"),
        (builder().user_agent("mine"), "user_agent"),
        (builder().pool_idle_timeout(second), "pool_idle_timeout"),
        (
            builder().pool_max_idle_per_host(1),
            "pool_max_idle_per_host",
        ),
        (builder().system_certificates(true), "system_certificates"),
        (builder().ca_certificates("fake"), "ca_certificates"),
        (
            builder().ca_certificates_file("fake.pem"),
            "ca_certificates_file",
        ),
    ] {
        let own = reqwest::Client::new();
        // The order does not matter.
        let error = with_setting
            .clone()
            .http_client(own.clone())
            .build()
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let text = error.to_string();
        assert!(text.contains(&format!("no effect: {setter}.")), "{text}");
        assert!(text.contains("reqwest::Client::builder()"), "{text}");
        // The setting counts for calls then.
        let built = with_setting.link_http_client(own).build();
        assert_eq!(
            built.is_ok(),
            !setter.starts_with("ca_"),
            "{setter}: {built:?}"
        );
    }
    let twice = builder()
        .user_agent("a")
        .connect_timeout(second)
        .user_agent("b");
    let error = twice
        .http_client(reqwest::Client::new())
        .build()
        .unwrap_err();
    assert!(
        error
            .to_string()
            .contains("no effect: user_agent, connect_timeout."),
        "{error}"
    );
}

#[test]
fn settings_that_still_count_are_taken() {
    let second = Duration::from_secs(1);
    let builder = builder()
        .timeout(second)
        .read_timeout(second)
        .call_timeout(second);
    let builder = builder
        .allow_plain_http(true)
        .answer_limit(1)
        .polls_at_once(1);
    builder.http_client(reqwest::Client::new()).build().unwrap();
}
