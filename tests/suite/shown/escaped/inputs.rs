//! What a caller sends, and what the environment holds.

use backhaul_atlas::{Credentials, Environment};
use backhaul_runtime::InvalidValue;

use crate::shown::escaped::check::{atlas, check_causes, check_error, hostile};

#[tokio::test]
async fn what_a_caller_sends_wrongly() {
    let text = hostile();
    let client = atlas("http://127.0.0.1:9");
    let call = client.get_backup_export().group_id(text.as_str());
    let error = call.cluster_name(text.as_str()).export_id(text.as_str());
    check_causes("arguments", &error.send().await.unwrap_err());
    let invalid = backhaul_atlas::parameters::GroupId::try_from(text.as_str()).unwrap_err();
    check_error("invalid value", &invalid);
    check_error("invalid value", &InvalidValue::new("Id", &text, &text));
    check_error("invalid value", &InvalidValue::none_of(&text, &["a", "b"]));
    for address in [text.as_str(), "https://u\n:p@h", "\u{202e}"] {
        let builder = backhaul_atlas::Client::builder();
        let builder = builder.credentials(Credentials::access_token("fake-token"));
        check_error("address", &builder.base_url(address).build().unwrap_err());
        let key = backhaul_sls::Credentials::access_key("FAKEID", "fake-secret");
        let builder = backhaul_sls::Client::builder().credentials(key);
        let builder = builder.endpoint(address).project(address);
        check_error("endpoint", &builder.clone().build().unwrap_err());
        check_error(
            "project",
            &builder.project("fake-project").build().unwrap_err(),
        );
        let builder = backhaul_dcs::Client::builder();
        let builder = builder.credentials(backhaul_dcs::Credentials::token("fake-token"));
        check_error("region", &builder.region(address).build().unwrap_err());
    }
}

#[test]
fn what_the_environment_holds() {
    let folder = tempfile::tempdir().unwrap();
    let odd = folder.path().join("odd\n\u{1b}[31m\u{202e}folder");
    let config = odd.join(".config/atlascli");
    std::fs::create_dir_all(&config).unwrap();
    let odd_profile = format!(
        "version = 2\n[\"{}\"]\nproject_id = 1\n",
        r"p\n\u001b\u202e"
    );
    for file in [
        odd_profile.as_str(),
        "not = [toml \u{1b}",
        "version = 2\n[a]\n[b]\n",
    ] {
        std::fs::write(config.join("config.toml"), file).unwrap();
        for profile in [None, Some(hostile()), Some("p\n\u{1b}\u{202e}".to_owned())] {
            let environment = Environment::of_variables(move |name| match name {
                "MONGODB_ATLAS_PROFILE" => profile.clone(),
                _ => None,
            });
            let environment = environment.home(&odd);
            let error = backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap_err();
            check_error("profile", &error);
            assert!(
                error.to_string().contains(r"odd\n\u{1b}[31m\u{202e}folder"),
                "{error}"
            );
        }
    }
    std::fs::write(
        odd.join("clouds.yaml"),
        "clouds: {otc: {auth: {username: x}}}",
    )
    .unwrap();
    for cloud in [hostile(), "otc".to_owned(), "o\n".to_owned()] {
        let environment = Environment::of_variables(move |name| match name {
            "OS_CLOUD" => Some(cloud.clone()),
            _ => None,
        });
        let environment = environment.current_dir(&odd);
        let error = backhaul_dcs::ClientBuilder::from_environment(&environment).unwrap_err();
        check_error("cloud", &error);
    }
    let environment = Environment::of_variables(|_| Some(hostile()));
    let error = backhaul_sls::ClientBuilder::from_environment(&environment).unwrap_err();
    let text = check_error("signature version", &error);
    assert!(text.contains("ALIYUN_LOG_CLI_SIGN_VERSION"), "{text}");
}
