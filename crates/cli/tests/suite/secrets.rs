//! Marker secrets in variables and files: nothing that the program prints, and no list of processes, shows one.

use backhaul_cli::args::Named;
use backhaul_cli::program;
use backhaul_sandbox::Sandbox;

use crate::support::program::Program;

/// Every secret contains it.
const MARKER: &str = "fake-marker";

/// Variables, a file in the home with its content, and the provider.
type Kind = (
    &'static [(&'static str, &'static str)],
    Option<(&'static str, &'static str)>,
    &'static str,
);

const KINDS: [Kind; 14] = [
    (
        &[("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker-token")],
        None,
        "atlas",
    ),
    (
        &[
            ("MONGODB_ATLAS_CLIENT_ID", "mdb_sa_id_fake"),
            ("MONGODB_ATLAS_CLIENT_SECRET", "fake-marker"),
        ],
        None,
        "atlas",
    ),
    (
        &[
            ("MONGODB_ATLAS_PUBLIC_API_KEY", "fakepubl"),
            ("MONGODB_ATLAS_PRIVATE_API_KEY", "fake-marker"),
        ],
        None,
        "cloud-manager",
    ),
    (
        &[],
        Some((
            ".config/atlascli/config.toml",
            "[default]\npublic_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"\n",
        )),
        "atlas",
    ),
    (
        &[],
        Some((
            ".config/mongocli/config.toml",
            "[default]\npublic_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"\n",
        )),
        "cloud-manager",
    ),
    (
        &[],
        Some((
            ".config/atlascli/config.toml",
            "[default]\nthis is \"fake-marker\"\n",
        )),
        "atlas",
    ),
    (
        &[
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "FAKEID"),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake-marker"),
            ("ALIBABA_CLOUD_SECURITY_TOKEN", "fake-marker"),
        ],
        None,
        "sls",
    ),
    (
        &[],
        Some((
            ".aliyunlogcli",
            "[main]\naccess-id = FAKEID\naccess-key = fake-marker\nsts-token = fake-marker\n",
        )),
        "sls",
    ),
    (
        &[(
            "ALIBABA_CLOUD_CREDENTIALS_URI",
            "http://127.0.0.1:9/fake-marker",
        )],
        None,
        "sls",
    ),
    (&[("OS_TOKEN", "fake-marker")], None, "dcs"),
    (
        &[
            ("OS_ACCESS_KEY", "FAKEID"),
            ("OS_SECRET_KEY", "fake-marker"),
            ("OS_SECURITY_TOKEN", "fake-marker"),
        ],
        None,
        "dcs",
    ),
    (
        &[
            ("OS_USERNAME", "fake-user"),
            ("OS_PASSWORD", "fake-marker"),
            ("OS_DOMAIN_NAME", "OTC-FAKE"),
            ("OS_PROJECT_NAME", "eu-de"),
        ],
        None,
        "dcs",
    ),
    (
        &[
            ("OS_USERNAME", "fake-user"),
            ("OS_PASSWORD", "fake-marker"),
            ("OS_DOMAIN_NAME", "OTC-FAKE-B"),
            ("OS_PROJECT_NAME", "eu-de"),
            ("OS_AGENCY_NAME", "readers"),
            ("OS_AGENCY_DOMAIN_NAME", "OTC-FAKE-A"),
            ("OS_DELEGATED_PROJECT", "0524e839a54847039e9b2b46e8aa788a"),
        ],
        None,
        "dcs",
    ),
    (
        &[("OS_CLOUD", "otc")],
        Some((
            ".config/openstack/clouds.yaml",
            "clouds:\n  otc:\n    auth:\n      token: fake-marker\n",
        )),
        "dcs",
    ),
];

/// An operation of each provider that needs nothing but a project.
fn call(provider: &str) -> Vec<&'static str> {
    match provider {
        "atlas" => vec!["atlas", "list-export-buckets"],
        "cloud-manager" => vec!["cloud-manager", "list-log-collection-jobs"],
        "sls" => vec!["sls", "list-oss-exports"],
        _ => vec!["dcs", "list-instances"],
    }
}

#[tokio::test]
async fn no_secret_is_shown() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut runs = 0;
    for (variables, file, provider) in KINDS {
        let url = sandbox.url().to_owned();
        let places = [
            ("MONGODB_ATLAS_BASE_URL", url.clone()),
            ("ALIYUN_LOG_CLI_ENDPOINT", url.clone()),
            ("ALIYUN_LOG_CLI_REGION_ID", "cn-hangzhou".to_owned()),
            ("BACKHAUL_DCS_ENDPOINT", url.clone()),
            ("OS_AUTH_URL", url.clone()),
        ];
        let given = variables
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let program = Program::new(places.into_iter().chain(given));
        if let Some((path, content)) = file {
            let path = program.home().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, content).unwrap();
        }
        let project = match provider {
            "sls" => "--project=ali-test-project",
            "dcs" => "--project=0524e839a54847039e9b2b46e8aa788a",
            _ => "--project=5f0000000000000000000001",
        };
        let call = [&call(provider)[..], &[project, "--attempts=1"]].concat();
        let whoami = ["whoami", provider, project, "--attempts=1"];
        for more in [
            &[][..],
            &["-vv"],
            &["--error-format=json"],
            &["-vv", "--output=json"],
            &["--dry-run"],
        ] {
            for words in [&call[..], &whoami[..]] {
                let words = [words, more].concat();
                let ran = program.run(&words).await;
                let shown = format!("{} {}", ran.text(), ran.err);
                assert!(!shown.contains(MARKER), "{variables:?} {words:?}: {shown}");
                assert!(shown.trim().len() > 10, "{words:?}");
                runs += 1;
            }
        }
    }
    assert_eq!(runs, 140);
}

/// What other users of the machine see of a process.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn no_secret_is_among_the_arguments_of_a_process() {
    // A server that never answers keeps the program alive.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let program = Program::new([
        ("MONGODB_ATLAS_BASE_URL", url),
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker-token".to_owned()),
    ]);
    let words = [
        "atlas",
        "list-export-buckets",
        "--group-id=5f0000000000000000000001",
    ];
    let mut child = program.command(&words).spawn().unwrap();
    let (stream, _) = listener.accept().await.unwrap();
    let line = std::fs::read(format!("/proc/{}/cmdline", child.id().unwrap())).unwrap();
    let line = String::from_utf8(line).unwrap();
    assert!(line.contains("list-export-buckets"), "{line}");
    assert!(!line.contains(MARKER), "{line}");
    drop(stream);
    child.kill().await.unwrap();
}

/// No flag takes a secret: the arguments of a process are seen by others, and shells keep them.
#[test]
fn no_flag_takes_a_secret() {
    let words = ["secret", "password", "token", "credential", "private-key"];
    // A file that has one is no secret; its content never comes by the arguments.
    let is_secret =
        |name: &str| words.iter().any(|word| name.contains(word)) && !name.ends_with("-file");
    assert!(is_secret("client-secret") && is_secret("password"));
    assert!(!is_secret("password-file"));
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut commands = vec![&tree];
    let mut flags = 0;
    while let Some(command) = commands.pop() {
        for argument in command.get_arguments() {
            let name = argument.get_long().unwrap_or_default();
            assert!(!is_secret(name), "{} --{name}", command.get_name());
            flags += 1;
        }
        commands.extend(command.get_subcommands());
    }
    assert!(flags > 1000, "{flags}");
}
