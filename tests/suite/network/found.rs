//! Whom to trust, by the settings of the providers' tools: the authority that they name, and nobody else.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use backhaul_runtime::auth::env::Environment;
use backhaul_runtime::{Error, Retry};
use tempfile::{TempDir, tempdir};

use crate::network::authority::Authority;

const ID: &str = "5f0000000000000000000001";

/// A folder with the PEM of `authority` and the settings files of all tools, which name it.
fn home(authority: &Authority, url: &str) -> TempDir {
    let home = tempdir().unwrap();
    let write = |path: &str, text: String| {
        let path = home.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let file = home.path().join("ca.pem");
    let file = file.display();
    write("ca.pem", authority.pem());
    for tool in ["atlascli", "mongocli"] {
        write(
            &format!(".config/{tool}/config.toml"),
            format!(
                "[default]\nops_manager_ca_certificate = '{file}'\nbase_url = '{url}'\n\
                 public_api_key = 'fakepubl'\nprivate_api_key = 'fake-private'\n"
            ),
        );
    }
    write(
        "clouds.yaml",
        format!("clouds:\n  mine:\n    cacert: '{file}'\n    auth: {{ token: fake-token }}\n"),
    );
    home
}

fn environment(set: &[(&'static str, String)], home: &Path) -> Environment {
    let set = set.to_vec();
    let environment = Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| value.clone())
    });
    environment.home(home).current_dir(home)
}

async fn atlas(environment: &Environment) -> Result<(), Error> {
    let builder = backhaul_atlas::ClientBuilder::from_environment(environment)?;
    let client = builder.retry(Retry::off()).build()?;
    let call = client.get_backup_export().group_id(ID).cluster_name("fake");
    call.export_id(ID).send().await.map(drop)
}

async fn cloud_manager(environment: &Environment) -> Result<(), Error> {
    let builder = backhaul_cloud_manager::ClientBuilder::from_environment(environment)?;
    let client = builder.retry(Retry::off()).build()?;
    let call = client.get_log_collection_job().group_id(ID).job_id(ID);
    call.send().await.map(drop)
}

async fn dcs(environment: &Environment, url: &str) -> Result<(), Error> {
    let builder = backhaul_dcs::ClientBuilder::from_environment(environment)?;
    let client = builder.base_url(url).retry(Retry::off()).build()?;
    let project = "0524e839a54847039e9b2b46e8aa788a";
    let call = client.list_backup_records().project_id(project);
    let call = call.instance_id("6bd10e52-3d09-4d8f-9cdc-1e5ac4ce7a5b");
    call.send().await.map(drop)
}

/// How all clients fare that take their settings from `home` or from `set`.
async fn outcomes(
    home: &Path,
    url: &str,
    set: &[(&'static str, String)],
) -> Vec<Result<(), Error>> {
    let files = environment(set, home);
    let mut named = set.to_vec();
    named.push(("OS_CLOUD", "mine".to_owned()));
    let cloud = environment(&named, home);
    vec![
        atlas(&files).await,
        cloud_manager(&files).await,
        dcs(&cloud, url).await,
    ]
}

fn by_variables(file: &Path, url: &str) -> Vec<(&'static str, String)> {
    let file = file.display().to_string();
    vec![
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-token".to_owned()),
        ("MONGODB_ATLAS_BASE_URL", url.to_owned()),
        ("MCLI_OPS_MANAGER_CA_CERTIFICATE", file.clone()),
        ("OS_TOKEN", "fake-token".to_owned()),
        ("OS_CACERT", file),
    ]
}

/// The authority that a tool's setting names is trusted, for all ways in which tools name one.
#[tokio::test]
async fn an_authority_that_a_tools_setting_names_is_trusted() {
    let authority = Authority::new("company");
    let answer =
        r#"{"id": "5f0000000000000000000001", "exportBucketId": "5f0000000000000000000003"}"#;
    let (url, requests) = authority.serve(move |_| answer).await;
    let trusting = home(&authority, &url);
    let strange = home(&Authority::new("stranger"), &url);
    let none = tempdir().unwrap();

    for outcome in outcomes(trusting.path(), &url, &[]).await {
        outcome.unwrap();
    }
    let set = by_variables(&trusting.path().join("ca.pem"), &url);
    let variables = environment(&set, none.path());
    atlas(&variables).await.unwrap();
    cloud_manager(&variables).await.unwrap();
    dcs(&variables, &url).await.unwrap();
    let before = requests.load(Ordering::SeqCst);
    assert_eq!(before, 6);

    let mut refusals = outcomes(strange.path(), &url, &[]).await;
    let set = by_variables(&strange.path().join("ca.pem"), &url);
    let variables = environment(&set, none.path());
    refusals.push(atlas(&variables).await);
    refusals.push(cloud_manager(&variables).await);
    refusals.push(dcs(&variables, &url).await);
    for refusal in refusals {
        let error = refusal.unwrap_err().to_string();
        assert!(error.contains("UnknownIssuer"), "{error}");
    }
    assert_eq!(requests.load(Ordering::SeqCst), before, "nothing was sent");
}

/// A file that cannot be used is an error that names the setting; so is a client that would ignore it.
#[tokio::test]
async fn a_setting_that_cannot_be_honored_is_named() {
    let url = "https://127.0.0.1:9";
    let authority = Authority::new("company");
    let home = home(&authority, url);
    let files = environment(&[], home.path());
    let cloud = environment(&[("OS_CLOUD", "mine".to_owned())], home.path());
    let variables = by_variables(&home.path().join("ca.pem"), url);
    let variables = environment(&variables, home.path());
    let own = || backhaul_runtime::reqwest::Client::new();
    let atlas_own = |environment| {
        let builder = backhaul_atlas::ClientBuilder::from_environment(environment).unwrap();
        builder.http_client(own()).build().map(drop)
    };
    let dcs_own = |environment| {
        let builder = backhaul_dcs::ClientBuilder::from_environment(environment).unwrap();
        let builder = builder.region("eu-de").http_client(own());
        builder.build().map(drop)
    };
    let ignored = [
        (atlas_own(&files), "ops_manager_ca_certificate in profile"),
        (
            atlas_own(&variables),
            "MCLI_OPS_MANAGER_CA_CERTIFICATE in the environment",
        ),
        (dcs_own(&cloud), "cacert in cloud"),
        (dcs_own(&variables), "OS_CACERT in the environment"),
    ];
    for (outcome, place) in ignored {
        let error = outcome.unwrap_err().to_string();
        assert!(
            error.contains("would have no effect: ") && error.contains(place),
            "{error}"
        );
    }

    fs::write(home.path().join("ca.pem"), "fake-marker").unwrap();
    for (outcome, place) in [
        (atlas(&files).await, "ops_manager_ca_certificate in profile"),
        (
            cloud_manager(&files).await,
            "ops_manager_ca_certificate in profile",
        ),
        (
            atlas(&variables).await,
            "MCLI_OPS_MANAGER_CA_CERTIFICATE in the environment",
        ),
        (dcs(&cloud, url).await, "cacert in cloud"),
        (dcs(&variables, url).await, "OS_CACERT in the environment"),
    ] {
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains(&format!("ca.pem of {place}")), "{error}");
        assert!(
            error.contains("has no certificate") && !error.contains("fake-marker"),
            "{error}"
        );
    }
}
