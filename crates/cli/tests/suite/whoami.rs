//! `whoami`: which credentials there are, and whether the provider takes them.

use backhaul_cli::json::Json;
use backhaul_sandbox::{Fault, Sandbox};

use crate::support::accounts;
use crate::support::listener::Listener;
use crate::support::program::{Program, Ran};

fn member<'a>(json: &'a Json, name: &str) -> &'a str {
    json.member(name)
        .and_then(Json::as_text)
        .unwrap_or_default()
}

fn read(ran: &Ran) -> Json {
    Json::read(ran.text()).unwrap()
}

#[tokio::test]
async fn what_was_found_is_tried() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let mut variables = accounts::variables(sandbox.url(), fixtures);
    variables.push(("MONGODB_ATLAS_PROJECT_ID", fixtures.group_id.to_owned()));
    variables.push(("OS_PROJECT_ID", fixtures.dcs_project_id.to_owned()));
    let program = Program::new(variables);
    for (provider, kind, id, project, names, tried) in [
        (
            "atlas",
            "API key",
            fixtures.public_key,
            fixtures.group_id,
            "MONGODB_ATLAS_PUBLIC_KEY, MONGODB_ATLAS_PRIVATE_KEY",
            "list-export-buckets",
        ),
        (
            "cloud-manager",
            "API key",
            fixtures.public_key,
            fixtures.group_id,
            "MONGODB_ATLAS_PUBLIC_KEY, MONGODB_ATLAS_PRIVATE_KEY",
            "list-log-collection-jobs",
        ),
        (
            "sls",
            "access key",
            fixtures.sls_access_key_id,
            fixtures.sls_project,
            "ALIBABA_CLOUD_ACCESS_KEY_ID, ALIBABA_CLOUD_ACCESS_KEY_SECRET",
            "list-oss-exports",
        ),
        (
            "dcs",
            "token",
            "",
            fixtures.dcs_project_id,
            "OS_TOKEN",
            "list-instances",
        ),
    ] {
        let before = sandbox.requests().len();
        let ran = program.run(&["whoami", provider, "--output=json"]).await;
        assert_eq!(ran.status, Some(0), "{provider}: {}", ran.err);
        let told = read(&ran);
        assert_eq!(member(&told, "provider"), provider);
        assert_eq!(member(&told, "credentials"), kind);
        assert_eq!(member(&told, "id"), id, "{provider}");
        assert_eq!(member(&told, "place"), "the environment");
        assert_eq!(member(&told, "names"), names);
        assert_eq!(member(&told, "project"), project, "{provider}");
        assert!(member(&told, "address").starts_with("http://"), "{told:?}");
        assert_eq!(member(&told, "result"), format!("accepted ({tried})"));
        assert!(sandbox.requests().len() > before, "{provider}");

        let before = sandbox.requests().len();
        let ran = program
            .run(&["whoami", provider, "--no-call", "--output=json"])
            .await;
        assert_eq!(ran.status, Some(0), "{provider}: {}", ran.err);
        assert_eq!(member(&read(&ran), "result"), "found, not tried");
        assert_eq!(sandbox.requests().len(), before, "{provider}");
    }
    let ran = program.run(&["whoami", "--output=json"]).await;
    let Json::Array(all) = read(&ran) else {
        panic!("{}", ran.text())
    };
    assert_eq!((all.len(), ran.status), (4, Some(0)));
    let ran = program.run(&["whoami"]).await;
    assert_eq!(
        ran.text().matches("accepted (").count(),
        4,
        "{}",
        ran.text()
    );
}

#[tokio::test]
async fn refused_credentials_are_told_with_the_providers_words() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    for (provider, secret) in [
        ("atlas", "MONGODB_ATLAS_PRIVATE_KEY"),
        ("cloud-manager", "MONGODB_ATLAS_PRIVATE_KEY"),
        ("sls", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        ("dcs", "OS_TOKEN"),
    ] {
        let mut variables = accounts::variables(sandbox.url(), fixtures);
        variables.push(("MONGODB_ATLAS_PROJECT_ID", fixtures.group_id.to_owned()));
        variables.push(("OS_PROJECT_ID", fixtures.dcs_project_id.to_owned()));
        variables.push((secret, "fake-marker".to_owned()));
        let ran = Program::new(variables)
            .run(&["whoami", provider, "--output=json"])
            .await;
        assert_eq!(ran.status, Some(3), "{provider}: {}", ran.err);
        assert!(
            ran.err.contains("401 Unauthorized"),
            "{provider}: {}",
            ran.err
        );
        assert!(
            member(&read(&ran), "result").contains("401 Unauthorized"),
            "{}",
            ran.text()
        );
        assert!(!format!("{ran:?}").contains("fake-marker"), "{ran:?}");
        // Whoever sees both reads the provider's words once.
        assert_eq!(member(&read(&ran), "result"), "refused (401 Unauthorized)");
        let said = ran.err.trim().strip_prefix("error: ").unwrap();
        assert!(!ran.text().contains(said), "{ran:?}");
    }
}

/// Credentials that nobody looked at are no success.
#[tokio::test]
async fn what_cannot_be_tried_is_not_said_to_work() {
    let sandbox = Sandbox::start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    // A gateway may answer this before anybody looks at credentials.
    let missing = Fault::status(404);
    sandbox.faults().on("listGroups", missing);
    for (provider, variable) in [
        ("atlas", "MONGODB_ATLAS_PROJECT_ID"),
        ("dcs", "OS_PROJECT_ID"),
    ] {
        let ran = program.run(&["whoami", provider, "-o", "json"]).await;
        assert_eq!(ran.status, Some(2), "{provider}: {ran:?}");
        assert_eq!(member(&read(&ran), "result"), "found, not tried");
        let said = format!("or set {variable}");
        assert!(
            ran.err
                .contains("the credentials were found, but not tried"),
            "{ran:?}"
        );
        assert!(
            ran.err.contains("Give --project, ") && ran.err.contains(&said),
            "{ran:?}"
        );
    }
    // All at once: each is named, and those that work do not hide the others.
    let ran = program.run(&["whoami"]).await;
    assert_eq!(ran.status, Some(2), "{ran:?}");
    assert_eq!(ran.err.lines().count(), 3, "{ran:?}");
    assert!(
        ran.err.contains("error: dcs: the credentials were found"),
        "{ran:?}"
    );
    // The list of projects needs none.
    sandbox.faults().clear();
    for provider in ["atlas", "cloud-manager"] {
        let ran = program.run(&["whoami", provider, "-o", "json"]).await;
        assert_eq!(ran.status, Some(0), "{ran:?}");
        assert!(member(&read(&ran), "result").starts_with("accepted"));
    }
}

#[tokio::test]
async fn a_profile_is_named_with_its_file() {
    let program = Program::new([]);
    let folder = program.home().join(".config/atlascli");
    std::fs::create_dir_all(&folder).unwrap();
    let profile = "[work]\npublic_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"\n\
                   project_id = \"5f0000000000000000000009\"\n[other]\n";
    std::fs::write(folder.join("config.toml"), profile).unwrap();
    let words = [
        "whoami",
        "atlas",
        "--no-call",
        "--output=json",
        "--profile=work",
    ];
    let ran = program.run(&words).await;
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    let told = read(&ran);
    assert!(
        member(&told, "place").starts_with("profile \"work\" of /"),
        "{told:?}"
    );
    assert_eq!(member(&told, "names"), "public_api_key, private_api_key");
    assert_eq!(member(&told, "id"), "fakepubl");
    assert_eq!(member(&told, "project"), "5f0000000000000000000009");
    assert_eq!(member(&told, "address"), "https://cloud.mongodb.com");
    assert!(!ran.text().contains("fake-marker"));
}

#[tokio::test]
async fn without_credentials_it_says_where_they_are_looked_for() {
    let ran = Program::new([]).run(&["whoami", "sls"]).await;
    assert_eq!(ran.status, Some(3));
    let told = "provider  sls\nresult    no credentials found\n";
    assert_eq!(ran.text(), told);
    assert!(
        ran.err
            .contains("ALIBABA_CLOUD_ACCESS_KEY_ID with ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        "{}",
        ran.err
    );
    let ran = Program::new([]).run(&["whoami"]).await;
    assert_eq!(ran.status, Some(3));
    assert!(
        ran.err.contains("no credentials found for any provider"),
        "{}",
        ran.err
    );
    // One account is enough.
    let set = [
        ("OS_TOKEN", "fake-marker".to_owned()),
        ("OS_REGION_NAME", "eu-de".to_owned()),
    ];
    let ran = Program::new(set).run(&["whoami", "--no-call"]).await;
    assert_eq!(ran.status, Some(0), "{}", ran.err);
}

/// Who lacks a right was recognized before.
#[tokio::test]
async fn a_missing_right_is_no_refusal() {
    let json = r#"{"error":403,"errorCode":"USER_UNAUTHORIZED","detail":"Current user is not authorized."}"#;
    let listener = Listener::answering("403 Forbidden", |_| json.to_owned()).await;
    let program = Program::new([
        ("MONGODB_ATLAS_BASE_URL", listener.url.clone()),
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker".to_owned()),
        (
            "MONGODB_ATLAS_PROJECT_ID",
            "5f0000000000000000000001".to_owned(),
        ),
    ]);
    let ran = program.run(&["whoami", "atlas", "--output=json"]).await;
    assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
    let told = read(&ran);
    let result = member(&told, "result");
    assert!(
        result.starts_with("accepted, but a right is missing: "),
        "{result}"
    );
    assert!(result.contains("USER_UNAUTHORIZED"), "{result}");

    // Without a project, a call that every account may make.
    let listener = Listener::start().await;
    let program = Program::new([
        ("MONGODB_ATLAS_BASE_URL", listener.url.clone()),
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker".to_owned()),
    ]);
    for (provider, path) in [
        ("atlas", "/api/atlas/v2/groups"),
        ("cloud-manager", "/api/public/v1.0/groups"),
    ] {
        let ran = program.run(&["whoami", provider, "--output=json"]).await;
        assert_eq!((ran.status, ran.err.as_str()), (Some(0), ""));
        assert_eq!(
            member(&read(&ran), "result"),
            format!("accepted (GET {path})")
        );
        let sent = listener.taken();
        assert_eq!(sent.len(), 1);
        assert!(
            sent[0].starts_with(&format!("GET {path}?itemsPerPage=1 HTTP/1.1\r\n")),
            "{sent:?}"
        );
    }
}
