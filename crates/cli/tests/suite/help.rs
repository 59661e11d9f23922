//! Help texts, usage errors, and what `-v` and `--color` do.

use std::collections::BTreeSet;

use backhaul_cli::args::Named;
use backhaul_cli::json::Json;
use backhaul_cli::{program, providers};
use backhaul_sandbox::Sandbox;

use crate::support::accounts;
use crate::support::program::Program;

/// The whole tree of commands.
fn tree() -> clap::Command {
    program::tree(&Named::Everything)
}

/// clap checks it too, but only of what is built, and in debug builds.
#[test]
fn no_flag_is_there_twice() {
    let mut tree = tree();
    tree.build();
    let mut flags = 0;
    let mut commands = vec![&tree];
    while let Some(command) = commands.pop() {
        let mut known = BTreeSet::new();
        for argument in command.get_arguments() {
            for name in argument
                .get_long_and_visible_aliases()
                .into_iter()
                .flatten()
            {
                assert!(
                    known.insert(name.to_owned()),
                    "{}: --{name} twice",
                    command.get_name()
                );
                flags += 1;
            }
        }
        let mut names = BTreeSet::new();
        for below in command.get_subcommands() {
            let all = below.get_all_aliases().chain([below.get_name()]);
            for name in all {
                assert!(
                    names.insert(name.to_owned()),
                    "{}: {name} twice",
                    command.get_name()
                );
            }
        }
        commands.extend(command.get_subcommands());
    }
    assert!(flags > 1000, "{flags}");
}

#[tokio::test]
async fn help_about_topics_and_operations() {
    let program = Program::new([]);
    let ran = program.run(&["help", "exit-codes"]).await;
    assert_eq!(ran.status, Some(0));
    for line in ["    0  everything was done", "  124  the time was over"] {
        assert!(ran.text().contains(line), "{}", ran.text());
    }
    let ran = program.run(&["help", "environment"]).await;
    assert!(
        ran.text().contains("MONGODB_ATLAS_PUBLIC_API_KEY"),
        "{}",
        ran.text()
    );
    let ran = program.run(&["help", "atlas", "get-backup-export"]).await;
    assert_eq!(ran.status, Some(0), "{}", ran.err);
    assert!(ran.text().contains("--export-id <TEXT>"), "{}", ran.text());
    for (word, other) in [("flags", "options"), ("exit-codes", "exit-statuses")] {
        let ran = program.run(&["help", word]).await;
        let same = program.run(&["help", other]).await;
        assert!(!ran.text().is_empty(), "{ran:?}");
        assert_eq!(ran.text(), same.text());
    }
    let ran = program.run(&["help", "nothing"]).await;
    assert_eq!(ran.status, Some(2));
}

/// Words in capitals with an underscore.
fn variables(text: &str) -> BTreeSet<String> {
    let words = text.split(|one: char| !one.is_ascii_alphanumeric() && one != '_');
    let is_name = |word: &&str| {
        word.contains('_')
            && word.starts_with(|first: char| first.is_ascii_uppercase())
            && !word.contains(|one: char| one.is_ascii_lowercase())
    };
    words.filter(is_name).map(str::to_owned).collect()
}

/// A test of the clients holds these sections to what the code asks for.
#[tokio::test]
async fn every_variable_of_every_client_is_in_the_help() {
    let ran = Program::new([]).run(&["help", "environment"]).await;
    let told = variables(ran.text());
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut asked = BTreeSet::new();
    for entry in providers::all() {
        let readme = crates.join(entry.table.name).join("README.md");
        let readme = std::fs::read_to_string(readme).unwrap();
        let (_, section) = readme.split_once("\n## Credentials\n").unwrap();
        asked.extend(variables(section.split_once("\n## ").unwrap().0));
    }
    assert!(asked.len() > 60, "{asked:?}");
    let missing: Vec<_> = asked.difference(&told).collect();
    assert!(missing.is_empty(), "{missing:?}");
    let ours = [
        "BACKHAUL_SLS_PROJECT",
        "BACKHAUL_DCS_ENDPOINT",
        "HTTPS_PROXY",
        "HTTP_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "XDG_CONFIG_HOME",
        "NO_COLOR",
        "CLICOLOR_FORCE",
    ];
    let unknown: Vec<_> = told
        .difference(&asked)
        .filter(|name| !ours.contains(&name.as_str()))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

/// A group has a heading and a blank line before it, and there is one blank line in a row at most.
#[tokio::test]
async fn the_help_of_a_provider_is_laid_out_by_groups() {
    let program = Program::new([]);
    for entry in providers::all() {
        let ran = program.run(&[entry.table.name, "--help"]).await;
        let text = ran.text();
        assert!(!text.contains("\n\n\n"), "{text}");
        for operation in entry.table.operations {
            assert!(
                text.contains(&format!("\n\n{}:\n  ", operation.tag)),
                "{text}"
            );
        }
        assert!(text.contains("`backhaul help flags`"), "{text}");
        let styled = program
            .run(&[entry.table.name, "--help", "--color=always"])
            .await;
        assert!(styled.text().contains("\u{1b}["), "{text}");
    }
}

/// Also a command line that cannot be read ends in one JSON object.
#[tokio::test]
async fn usage_errors_are_json_too() {
    let program = Program::new([]);
    for (words, said) in [
        (&["--nope"][..], "unexpected argument '--nope' found"),
        (&[][..], "requires a subcommand"),
        (
            &["atlas"],
            "'backhaul atlas' requires a subcommand but one was not provided",
        ),
        (
            &["atlas", "get-backup-exp"],
            "unrecognized subcommand 'get-backup-exp'",
        ),
        (
            &["find"],
            "the following required arguments were not provided: <WORDS>",
        ),
        (
            &["atlas", "list-export-buckets", "--limit", "x"],
            "--limit: \"x\" is not allowed: it must be a whole number\n--group-id is required",
        ),
        (&["atlas", "list-export-buckets"], "--group-id is required"),
    ] {
        let mut words = words.to_vec();
        words.push("--error-format=json");
        words.push("--dry-run");
        let ran = program.run(&words).await;
        assert_eq!(ran.status, Some(2), "{words:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{words:?}: {}", ran.err);
        let told = Json::read(ran.err.trim()).unwrap();
        assert_eq!(told.member("kind").and_then(Json::as_text), Some("usage"));
        let message = told.member("message").and_then(Json::as_text).unwrap();
        assert!(message.len() < 200, "{message}");
        assert!(message.contains(said), "{words:?}: {message}");
    }
}

#[tokio::test]
async fn calls_and_requests_are_told_on_standard_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let program = Program::new(accounts::variables(sandbox.url(), fixtures));
    let group = format!("--group-id={}", fixtures.group_id);
    let words = ["atlas", "list-export-buckets", &group, "--page-num=1"];
    let quiet = program.run(&words).await;
    assert_eq!((quiet.status, quiet.err.as_str()), (Some(0), ""));
    let calls = program.run(&[&words[..], &["-v"]].concat()).await;
    assert_eq!(calls.out, quiet.out);
    assert_eq!(calls.err.lines().count(), 1, "{}", calls.err);
    assert!(
        calls.err.starts_with("list-export-buckets: 200 in "),
        "{}",
        calls.err
    );
    assert!(calls.err.contains(" ms after 1 attempt"), "{}", calls.err);
    // Digest: one request for the challenge, and one with its answer.
    let requests = program.run(&[&words[..], &["-vv"]].concat()).await;
    assert_eq!(requests.out, quiet.out);
    assert_eq!(requests.err.lines().count(), 3, "{}", requests.err);
    let template = "GET /api/atlas/v2/groups/{groupId}/backup/exportBuckets at 127.0.0.1:";
    assert!(requests.err.contains(template), "{}", requests.err);
    assert!(requests.err.contains(": 401 in "), "{}", requests.err);
}

/// Color goes where it is wanted: a pipe has none unless it is asked for.
#[tokio::test]
async fn color_is_chosen() {
    let escape = "\u{1b}[";
    for (variables, words, has_color) in [
        (&[][..], &["--nope"][..], false),
        (&[], &["--nope", "--color=always"], true),
        (&[], &["--nope", "--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--nope"], true),
        (
            &[("CLICOLOR_FORCE", "1")],
            &["--nope", "--color=never"],
            false,
        ),
        (&[("NO_COLOR", "1")], &["--nope"], false),
        (&[], &["whoami", "dcs", "--color=always"], true),
        (&[], &["whoami", "dcs"], false),
    ] {
        let variables = variables
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()));
        let ran = Program::new(variables).run(words).await;
        assert_eq!(
            ran.err.contains(escape),
            has_color,
            "{words:?}: {:?}",
            ran.err
        );
    }
    let ran = Program::new([]).run(&["--help", "--color=always"]).await;
    assert!(ran.text().contains(escape), "{}", ran.text());
    let ran = Program::new([]).run(&["--help"]).await;
    assert!(!ran.text().contains(escape), "{}", ran.text());
}
