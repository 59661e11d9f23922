//! An error about a setting that was found names its place; a path that operations bring, and blank credentials,
//! are refused wherever they come from.

use std::fs;

use backhaul_runtime::auth::env::Environment;
use backhaul_runtime::{Error, ErrorKind};
use tempfile::{TempDir, tempdir};

type Set<'a> = &'a [(&'static str, &'static str)];

/// Files of all tools with one setting that `text` gives.
fn home(text: &str) -> TempDir {
    let home = tempdir().unwrap();
    let profile = format!(
        "[default]\npublic_api_key = \"fakepubl\"\nprivate_api_key = \"fake-private\"\n{text}"
    );
    let clouds = format!("clouds:\n  mine:\n    auth: {{ token: fake-token }}\n    {text}\n");
    let section = format!("[main]\naccess-id = FAKEID\naccess-key = fake-secret\n{text}\n");
    for (path, text) in [
        (".config/atlascli/config.toml", &profile),
        (".config/mongocli/config.toml", &profile),
        ("clouds.yaml", &clouds),
        (".aliyunlogcli", &section),
    ] {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    home
}

fn environment(set: Set<'_>) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn atlas(environment: &Environment) -> Error {
    let builder = backhaul_atlas::ClientBuilder::from_environment(environment);
    builder
        .map_err(Error::from)
        .and_then(|builder| builder.build())
        .unwrap_err()
}

fn cloud_manager(environment: &Environment) -> Error {
    let builder = backhaul_cloud_manager::ClientBuilder::from_environment(environment);
    builder
        .map_err(Error::from)
        .and_then(|builder| builder.build())
        .unwrap_err()
}

fn sls(environment: &Environment) -> Error {
    let builder = backhaul_sls::ClientBuilder::from_environment(environment);
    let builder = builder.map(|builder| builder.project("ali-test-project"));
    builder
        .map_err(Error::from)
        .and_then(|builder| builder.build())
        .unwrap_err()
}

fn dcs(environment: &Environment) -> Error {
    let builder = backhaul_dcs::ClientBuilder::from_environment(environment);
    builder
        .map_err(Error::from)
        .and_then(|builder| builder.build())
        .unwrap_err()
}

#[test]
fn a_variable_whose_value_is_wrong_is_named() {
    let token = ("MONGODB_ATLAS_ACCESS_TOKEN", "fake");
    for name in [
        "MONGODB_ATLAS_OPS_MANAGER_URL",
        "MONGODB_ATLAS_BASE_URL",
        "MCLI_OPS_MANAGER_URL",
    ] {
        for (value, problem) in [
            ("fake host", "is not an absolute address"),
            (
                "https://u:fake-marker@host.example",
                "must not contain a user or password",
            ),
            ("http://host.example", "is plain http to another machine"),
            (
                "https://host.example/api/atlas/v2/api/public/v1.0",
                "must not have /api/",
            ),
        ] {
            let environment = environment(&[token, (name, value)]);
            for error in [atlas(&environment), cloud_manager(&environment)] {
                assert_place(&error, &format!("{name} in the environment: "), problem);
            }
        }
    }

    let token = ("OS_TOKEN", "fake");
    let login = [
        ("OS_USER_ID", "fake"),
        ("OS_PASSWORD", "fake"),
        ("OS_PROJECT_ID", "fake"),
        ("OS_REGION", "eu-de"),
        ("OS_AUTH_URL", "ftp://host.example"),
    ];
    for (set, name) in [
        (&[token, ("OS_REGION_NAME", "EU DE")][..], "OS_REGION_NAME"),
        (&[token, ("OS_REGION", "EU DE")], "OS_REGION"),
        (&login, "OS_AUTH_URL"),
    ] {
        let error = dcs(&environment(set));
        assert_place(&error, &format!("{name} in the environment: "), "");
    }

    let key = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "FAKEID"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake-secret"),
    ];
    let endpoint = ("ALIYUN_LOG_CLI_ENDPOINT", "cn-hangzhou.log.aliyuncs.com");
    let with = |wrong: (&'static str, &'static str)| [key[0], key[1], wrong];
    for name in [
        "ALIYUN_LOG_CLI_ENDPOINT",
        "ALIBABA_CLOUD_DEFAULT_REGION",
        "ALICLOUD_REGION",
        "ALIBABACLOUD_REGION_ID",
        "ALICLOUD_REGION_ID",
    ] {
        let error = sls(&environment(&with((name, "a b"))));
        assert_place(
            &error,
            &format!("{name} in the environment: "),
            "is not a valid endpoint",
        );
    }
    let signing = [
        key[0],
        key[1],
        endpoint,
        ("ALIYUN_LOG_CLI_REGION_ID", "A B"),
    ];
    for (set, name) in [
        (&signing[..], "ALIYUN_LOG_CLI_REGION_ID"),
        (
            &with(("ALIYUN_LOG_CLI_ENDPOINT", "http://host.example")),
            "ALIYUN_LOG_CLI_ENDPOINT",
        ),
        (
            &[endpoint, ("ALIBABA_CLOUD_ECS_METADATA", "..")],
            "ALIBABA_CLOUD_ECS_METADATA",
        ),
        (
            &[endpoint, ("ALIBABA_CLOUD_CREDENTIALS_URI", "fake")],
            "ALIBABA_CLOUD_CREDENTIALS_URI",
        ),
        (
            &[
                endpoint,
                (
                    "ALIBABA_CLOUD_CREDENTIALS_URI",
                    "http://keys.example/?fake-marker",
                ),
            ],
            "ALIBABA_CLOUD_CREDENTIALS_URI",
        ),
    ] {
        let set: Vec<_> = set
            .iter()
            .copied()
            .chain([("ALIYUN_LOG_CLI_REGION_ID", "cn-hangzhou")])
            .collect();
        assert_place(
            &sls(&environment(&set)),
            &format!("{name} in the environment: "),
            "",
        );
    }
}

#[test]
fn a_setting_of_a_file_whose_value_is_wrong_is_named_with_its_file() {
    for key in ["ops_manager_url", "base_url"] {
        for (value, problem) in [
            ("fake host", "is not an absolute address"),
            (
                "https://host.example/api/atlas/v2/api/public/v1.0",
                "must not have /api/",
            ),
        ] {
            let home = home(&format!("{key} = \"{value}\""));
            let environment = environment(&[]).home(home.path());
            for error in [atlas(&environment), cloud_manager(&environment)] {
                assert_place(
                    &error,
                    &format!("{key} in profile \"default\" of "),
                    problem,
                );
            }
        }
    }
    for (setting, name) in [
        ("region_name: EU DE", "region_name"),
        ("regions: [EU DE]", "regions"),
    ] {
        let home = home(setting);
        let environment = environment(&[("OS_CLOUD", "mine")]).current_dir(home.path());
        assert_place(
            &dcs(&environment),
            &format!("{name} in cloud \"mine\" of "),
            "is not a valid region",
        );
    }
    let home = home("region-endpoint = a b");
    let error = sls(&environment(&[]).home(home.path()));
    assert_place(
        &error,
        "region-endpoint in client \"main\" of ",
        "is not a valid endpoint",
    );
}

fn assert_place(error: &Error, place: &str, problem: &str) {
    let text = error.to_string();
    assert!(
        text.starts_with(place) && text.contains(problem),
        "{place}{problem}: {text}"
    );
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{text}");
    assert!(
        !format!("{text} {error:?}").contains("fake-marker"),
        "{text}"
    );
}

#[test]
fn a_base_address_has_no_path_that_the_operations_bring() {
    let refused =
        |built: Result<(), Error>| built.map_or_else(|error| error.to_string(), |()| String::new());
    let atlas = |address: &str| {
        let credentials = backhaul_atlas::Credentials::access_token("fake");
        let builder = backhaul_atlas::Client::builder().credentials(credentials);
        refused(builder.base_url(address).build().map(drop))
    };
    let cloud_manager = |address: &str| {
        let credentials = backhaul_cloud_manager::Credentials::access_token("fake");
        let builder = backhaul_cloud_manager::Client::builder().credentials(credentials);
        refused(builder.base_url(address).build().map(drop))
    };
    let dcs = |address: &str| {
        let credentials = backhaul_dcs::Credentials::token("fake");
        let builder = backhaul_dcs::Client::builder().credentials(credentials);
        refused(builder.base_url(address).build().map(drop))
    };
    let sls = |address: &str| {
        let credentials = backhaul_sls::Credentials::access_key("FAKEID", "fake");
        let builder = backhaul_sls::Client::builder().credentials(credentials);
        let builder = builder.endpoint(address).region("cn-hangzhou");
        refused(builder.project("ali-test-project").build().map(drop))
    };
    let host = "https://host.example";
    for (error, part) in [
        (
            atlas("https://cloud.mongodb.com/api/atlas/v2"),
            "/api/atlas/v2",
        ),
        (
            atlas("https://host.example/gateway/api/atlas/v2/"),
            "/api/atlas/v2",
        ),
        (atlas("https://host.example/api/atlas/v1.0"), "/api/atlas"),
        (
            cloud_manager("https://cloud.mongodb.com/api/public/v1.0"),
            "/api/public/v1.0",
        ),
        (
            cloud_manager("https://host.example/api/public/v1.0/groups"),
            "/api/public/v1.0",
        ),
        (dcs("https://dcs.eu-de.otc.t-systems.com/v2"), "/v2"),
    ] {
        let told = format!("the base address must not have {part}, because");
        assert!(error.starts_with(&told), "{error}");
    }
    assert!(
        sls("https://cn-hangzhou.log.aliyuncs.com/logstores").contains("is not a valid endpoint")
    );
    for path in ["", "/", "/gateway", "/api"] {
        let address = format!("{host}{path}");
        assert_eq!(atlas(&address), "");
        assert_eq!(cloud_manager(&address), "");
        assert_eq!(dcs(&address), "");
    }
    assert_eq!(sls(host), "");
}
