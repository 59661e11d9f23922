//! Settings that have a secret in the wrong place.

use reqwest::Proxy;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::json;

use crate::shown::redaction::everything::{Shown, WRONG};

/// Settings that have a secret where none belongs: user information in an address, headers and proxies of a
/// client that the user brings.
pub(super) fn drive_settings(shown: &mut Shown) {
    use backhaul_atlas::Environment;
    let with_user = |host: &str| format!("https://user:{WRONG}@{host}");
    let mut token = HeaderValue::from_static(WRONG);
    token.set_sensitive(false);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, token)]);
    let proxy = Proxy::all("http://127.0.0.1:9")
        .unwrap()
        .basic_auth("user", WRONG);
    let own = reqwest::Client::builder()
        .default_headers(headers)
        .proxy(proxy);
    let own = own.build().unwrap();
    macro_rules! drive {
        ($builder:expr) => {{
            let builder = $builder;
            shown.value(&builder);
            shown.outcome(builder.clone().build());
            let builder = builder
                .http_client(own.clone())
                .link_http_client(own.clone());
            shown.value(&builder);
            shown.outcome(builder.build());
        }};
    }
    let addresses = [
        with_user("h.example"),
        with_user("127.0.0.1:9/v3"),
        with_user("h.example:port"),
        format!("user:{WRONG}@h.example"),
        format!("https:user:{WRONG}@h.example"),
        format!("https://h.example/?token={WRONG}"),
        format!("https://h.example/#access_token={WRONG}"),
        format!("https://user:{WRONG}/@h.example"),
        // These are built.
        "https://h.example".to_owned(),
        "h.example".to_owned(),
    ];
    for address in addresses {
        let key = backhaul_atlas::Credentials::api_key("fakepubl", WRONG);
        drive!(
            backhaul_atlas::Client::builder()
                .credentials(key.clone())
                .base_url(&address)
        );
        drive!(
            backhaul_cloud_manager::Client::builder()
                .credentials(key)
                .base_url(&address)
        );
        let key = backhaul_sls::Credentials::access_key("FAKEID", WRONG);
        let builder = backhaul_sls::Client::builder()
            .credentials(key)
            .project("fake-project");
        drive!(builder.clone().endpoint(&address).region("cn-hangzhou"));
        drive!(builder.clone().endpoint("h.example").region(&address));
        drive!(
            builder
                .endpoint("h.example")
                .region("cn-hangzhou")
                .project(&address)
        );
        let login = backhaul_dcs::Credentials::password(backhaul_dcs::PasswordLogin {
            user: backhaul_dcs::IdOrName::Id("fake-user".into()),
            user_domain: None,
            password: WRONG.into(),
            project: backhaul_dcs::IdOrName::Id("fake".into()),
            project_domain: None,
        });
        let builder = backhaul_dcs::Client::builder().credentials(login);
        drive!(builder.clone().base_url(&address).region("eu-de"));
        drive!(
            builder
                .clone()
                .base_url("https://h.example")
                .iam_url(&address)
        );
        drive!(builder.region(&address));
        let key = backhaul_dcs::Credentials::access_key("FAKEID", WRONG).project_id(&address);
        drive!(
            backhaul_dcs::Client::builder()
                .credentials(key)
                .region("eu-de")
        );

        let variables = |name: &str| match name {
            "MONGODB_ATLAS_BASE_URL" | "ALIYUN_LOG_CLI_ENDPOINT" | "OS_AUTH_URL" => {
                Some(address.clone())
            }
            "MONGODB_ATLAS_ACCESS_TOKEN" | "OS_TOKEN" => Some(WRONG.to_owned()),
            "ALIBABA_CLOUD_ACCESS_KEY_ID" | "OS_REGION_NAME" => Some("eu-de".to_owned()),
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some(WRONG.to_owned()),
            _ => None,
        };
        let known: Vec<(&str, Option<String>)> = [
            "MONGODB_ATLAS_BASE_URL",
            "ALIYUN_LOG_CLI_ENDPOINT",
            "OS_AUTH_URL",
            "MONGODB_ATLAS_ACCESS_TOKEN",
            "OS_TOKEN",
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "OS_REGION_NAME",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        ]
        .map(|name| (name, variables(name)))
        .to_vec();
        let environment = Environment::of_variables(move |wanted| {
            let found = known.iter().find(|(name, _)| *name == wanted);
            found.and_then(|(_, value)| value.clone())
        });
        drive!(backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap());
        drive!(backhaul_cloud_manager::ClientBuilder::from_environment(&environment).unwrap());
        drive!(
            backhaul_sls::ClientBuilder::from_environment(&environment)
                .unwrap()
                .project("fake-project")
        );
        drive!(backhaul_dcs::ClientBuilder::from_environment(&environment).unwrap());

        // And in a profile of the Atlas CLI.
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".config/atlascli");
        std::fs::create_dir_all(&folder).unwrap();
        let quoted = json!(address);
        let profile = format!("[default]\naccess_token = \"{WRONG}\"\nbase_url = {quoted}\n");
        std::fs::write(folder.join("config.toml"), profile).unwrap();
        let environment = Environment::of_variables(|_| None).home(home.path());
        drive!(backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap());
        shown.value(
            &backhaul_runtime::auth::mongodb::discover(
                &environment,
                &[backhaul_runtime::auth::mongodb::Tool::AtlasCli],
            )
            .map_err(|error| error.to_string()),
        );
    }
}
