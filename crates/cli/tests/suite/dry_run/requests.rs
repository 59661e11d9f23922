//! Requests of several kinds, with and without credentials.

use backhaul_cli::json::Json;
use backhaul_sandbox::Sandbox;

use super::shell::{shell, shown, variables};
use crate::support::accounts;
use crate::support::listener::Listener;
use crate::support::program::{Program, has_program};

/// With digest the shell gets what the program gets.
#[tokio::test]
async fn a_shell_answers_a_challenge() {
    if !has_program("curl") {
        return;
    }
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let variables = accounts::variables(sandbox.url(), fixtures);
    let program = Program::new(variables.clone());
    let group = format!("--group-id={}", fixtures.group_id);
    let words = ["atlas", "list-export-buckets", &group, "--page-num=1"];
    let ran = program.run(&[&words[..], &["--dry-run"]].concat()).await;
    let answer = shell(shown(&ran), &variables).await;
    let expected = program.run(&words).await;
    assert_eq!(expected.status, Some(0), "{}", expected.err);
    let read = |bytes: &[u8]| Json::read(std::str::from_utf8(bytes).unwrap()).unwrap();
    assert_eq!(read(&answer), read(&expected.out));
}

const LIST: [&str; 4] = [
    "atlas",
    "list-export-buckets",
    "--group-id=5f0000000000000000000001",
    "--dry-run",
];

#[tokio::test]
async fn no_credentials_are_needed_and_addresses_are_found_all_the_same() {
    let ran = Program::new([]).run(&LIST).await;
    let command = shown(&ran);
    assert!(
        command.contains("https://cloud.mongodb.com/api/atlas/v2/groups/"),
        "{command}"
    );
    assert!(
        command.contains("\"Authorization: Bearer $MONGODB_ATLAS_ACCESS_TOKEN\""),
        "{command}"
    );
    assert_eq!(ran.err, "");

    let set = [("MONGODB_ATLAS_BASE_URL", "http://127.0.0.1:9".to_owned())];
    let ran = Program::new(set).run(&LIST).await;
    assert!(
        shown(&ran).contains("http://127.0.0.1:9/api/atlas"),
        "{}",
        ran.text()
    );

    let manager = [
        "cloud-manager",
        "list-log-collection-jobs",
        LIST[2],
        "--dry-run",
    ];
    let ran = Program::new([]).run(&manager).await;
    let user = "--digest --user \"$MONGODB_ATLAS_PUBLIC_API_KEY:$MONGODB_ATLAS_PRIVATE_API_KEY\"";
    assert!(shown(&ran).contains(user), "{}", ran.text());

    let instances = [
        "dcs",
        "list-instances",
        "--dry-run",
        "--project=0524e839a54847039e9b2b46e8aa788a",
    ];
    let ran = Program::new([]).run(&instances).await;
    assert_eq!(ran.status, Some(2));
    assert!(
        ran.err
            .contains("the region is missing: give --region eu-de"),
        "{}",
        ran.err
    );
    let set = [("OS_REGION_NAME", "eu-nl".to_owned())];
    let ran = Program::new(set).run(&instances).await;
    let command = shown(&ran);
    assert!(
        command.contains("https://dcs.eu-nl.otc.t-systems.com/v2/"),
        "{command}"
    );
    assert!(command.contains("\"X-Auth-Token: $OS_TOKEN\""), "{command}");
}

/// Credentials that are there, but broken, are told: without `--dry-run` the command would fail.
#[tokio::test]
async fn broken_credentials_are_a_warning() {
    let half = [("MONGODB_ATLAS_PUBLIC_API_KEY", "fakepubl".to_owned())];
    let ran = Program::new(half).run(&LIST).await;
    assert!(shown(&ran).contains("curl"), "{}", ran.text());
    assert!(
        ran.err
            .contains("warning: half of the credentials is missing"),
        "{}",
        ran.err
    );

    let program = Program::new([]);
    let folder = program.home().join(".config/atlascli");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("config.toml"), "fake-marker is not TOML").unwrap();
    let ran = program.run(&LIST).await;
    assert!(shown(&ran).contains("curl"), "{}", ran.text());
    assert!(
        ran.err.contains("warning: ") && ran.err.contains("config.toml, line 1"),
        "{}",
        ran.err
    );
    assert!(!ran.err.contains("fake-marker"), "{}", ran.err);
}

/// The names are those of the variables that were found; of a file, those of its kind.
#[tokio::test]
async fn placeholders_are_what_was_found() {
    let set = [
        ("MCLI_PUBLIC_API_KEY", "fakepubl".to_owned()),
        ("MCLI_PRIVATE_API_KEY", "fake-marker".to_owned()),
    ];
    let ran = Program::new(set).run(&LIST).await;
    assert!(
        shown(&ran).contains("\"$MCLI_PUBLIC_API_KEY:$MCLI_PRIVATE_API_KEY\""),
        "{}",
        ran.text()
    );

    let program = Program::new([]);
    let folder = program.home().join(".config/atlascli");
    std::fs::create_dir_all(&folder).unwrap();
    let profile = "[default]\nclient_id = \"mdb_sa_id_fake\"\nclient_secret = \"fake-marker\"\n";
    std::fs::write(folder.join("config.toml"), profile).unwrap();
    let ran = program.run(&LIST).await;
    let command = shown(&ran);
    assert!(
        command
            .starts_with("# MONGODB_ATLAS_ACCESS_TOKEN is a token that the service account gets"),
        "{command}"
    );
    assert!(
        command.contains("Bearer $MONGODB_ATLAS_ACCESS_TOKEN"),
        "{command}"
    );
    assert!(!command.contains("fake-marker"), "{command}");
}

/// What is wrong with the arguments is told as without `--dry-run`.
#[tokio::test]
async fn arguments_are_checked() {
    let ran = Program::new([])
        .run(&["atlas", "list-export-buckets", "--group-id=x", "--dry-run"])
        .await;
    assert_eq!(ran.status, Some(2));
    assert!(ran.err.contains("--group-id"), "{}", ran.err);
    assert_eq!(ran.text(), "");
}

/// The other verbs send nothing either.
#[tokio::test]
async fn every_verb_shows_its_request() {
    let listener = Listener::start().await;
    let program = Program::new(variables(&listener.url));
    let group = "--group-id=5f0000000000000000000001";
    for (words, shown_part) in [
        (
            &[
                "wait",
                "cloud-manager",
                "get-log-collection-job",
                group,
                "--job-id=5f00000000000000000000c1",
                "--timeout=1h",
            ][..],
            "/logCollectionJobs/5f00000000000000000000c1",
        ),
        (
            &[
                "download",
                "cloud-manager",
                "download-log-collection-job",
                group,
                "--job-id=5f00000000000000000000c1",
                "--to=x",
            ],
            "/logCollectionJobs/5f00000000000000000000c1/download",
        ),
        (
            &[
                "api",
                "atlas",
                "DELETE",
                "/api/atlas/v2/groups/{id}",
                "--path=id=5f0000000000000000000001",
                "--query=a=it's",
            ],
            "'http://127.0.0.1",
        ),
        (
            &[
                "api",
                "atlas",
                "GET",
                "/api/atlas/v2/x",
                "--header=x-mine: two words",
            ],
            "--header 'x-mine: two words'",
        ),
    ] {
        let ran = program.run(&[words, &["--dry-run"]].concat()).await;
        let command = shown(&ran);
        assert!(command.starts_with("curl --request "), "{command}");
        assert!(command.contains(shown_part), "{command}");
        assert!(
            command.contains("Bearer $MONGODB_ATLAS_ACCESS_TOKEN"),
            "{command}"
        );
        assert_eq!(listener.taken().len(), 0, "{words:?}");
    }
    assert!(!program.home().join("x").exists());
    let link = format!("{}/fake", listener.url);
    let words = ["download", "--link", "-", "--to=x", "--dry-run"];
    let ran = program.run_with(&words, link.as_bytes()).await;
    assert_eq!(
        (ran.status, listener.taken().len()),
        (Some(2), 0),
        "{}",
        ran.err
    );
    let header = [
        "api",
        "atlas",
        "GET",
        "/api/atlas/v2/x",
        "--header=x-mine: é",
        "--dry-run",
    ];
    let ran = program.run(&header).await;
    let command = shown(&ran);
    assert!(
        command.starts_with("# A header that is not ASCII is left out.")
            && !command.contains("x-mine"),
        "{command}"
    );
    // Without credentials too.
    let words = ["api", "atlas", "GET", "/api/atlas/v2/x", "--dry-run"];
    assert!(
        shown(&Program::new([]).run(&words).await)
            .contains("https://cloud.mongodb.com/api/atlas/v2/x")
    );
}
