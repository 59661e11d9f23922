//! Errors in the words of people: no error names a method or a type of Rust, a pattern, or a variable in place of a
//! flag that was given.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use anstream::adapter::strip_str;
use backhaul_cli::call::{Kind, Member, Operation, Shape};
use backhaul_cli::providers;
use backhaul_sandbox::Sandbox;

use crate::support::accounts;
use crate::support::person::Person;
use crate::support::program::{Program, Ran};

/// Whether a text has something that only a program is told.
fn for_programs(text: &str) -> Option<String> {
    for word in [
        "::", "Some(", "is None", "^[", "^(", "]*$", "]+$", "(...)", "(true)", "builder",
    ] {
        if text.contains(word) {
            return Some(word.to_owned());
        }
    }
    // `.method(`, `snake_case`, `PascalCaseName`.
    let is_word = |one: char| one.is_ascii_alphanumeric() || one == '_';
    let mut before = ' ';
    for word in text.split_inclusive(|one: char| !is_word(one)) {
        let name = word.trim_end_matches(|one: char| !is_word(one));
        let is_call = before == '.' && word.ends_with('(');
        let is_small = !name.is_empty()
            && name
                .chars()
                .all(|one| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '_');
        let is_snake = is_small && name.trim_matches('_').contains('_');
        let capitals = name.chars().filter(char::is_ascii_uppercase).count();
        let is_type = name.starts_with(|one: char| one.is_ascii_uppercase())
            && capitals >= 2
            && name.chars().any(|one| one.is_ascii_lowercase())
            && !name.contains('_');
        if is_call || is_snake || is_type && !KNOWN.contains(&name) {
            return Some(name.to_owned());
        }
        before = word.chars().last().unwrap_or(' ');
    }
    None
}

/// Names of the providers that look like types.
const KNOWN: [&str; 3] = ["MongoDB", "OAuth", "NoSQL"];

fn check(words: &[&str], ran: &Ran) {
    assert!(!matches!(ran.status, None | Some(0)), "{words:?}: {ran:?}");
    assert!(ran.err.starts_with("error: "), "{words:?}: {ran:?}");
    // What the command line itself says is quoted back.
    let mut said = ran.err.clone();
    for word in words {
        let value = word.split_once('=').map_or(*word, |(_, value)| value);
        if value.len() > 1 {
            said = said.replace(value, "");
        }
    }
    // Names and values of the provider have the provider's spelling.
    for word in theirs() {
        said = said.replace(word, "");
    }
    let found = for_programs(&said);
    assert_eq!(found, None, "{words:?}: {}", ran.err);
}

/// Names and values of all providers that have more than one word, the longest first.
fn theirs() -> &'static [&'static str] {
    static WORDS: OnceLock<Vec<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let mut words = BTreeSet::new();
        let operations = providers::all().flat_map(|entry| entry.table.operations);
        for operation in operations {
            for flag in operation.flags {
                words.insert(flag.wire);
                if let Kind::OneOf(values) = flag.kind {
                    words.extend(values);
                }
            }
            if let Some(body) = operation.body {
                of_shape(body, &mut words);
            }
        }
        let mut words: Vec<&str> = words.into_iter().filter(|word| word.len() > 3).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    })
}

fn of_shape(shape: &'static Shape, words: &mut BTreeSet<&'static str>) {
    match shape.resolved() {
        Shape::OneOf(values) => words.extend(*values),
        Shape::List(item) => of_shape(item, words),
        Shape::Object(members) => {
            for member in *members {
                words.insert(member.wire);
                of_shape(&member.shape, words);
            }
        }
        Shape::Choice(tag, shapes) => {
            words.insert(tag);
            for (values, shape) in *shapes {
                words.extend(*values);
                of_shape(shape, words);
            }
        }
        _ => {}
    }
}

/// A value that no rule lets through: wrong characters, too short or too long, no number, none of the words.
fn wrong_values() -> [String; 3] {
    ["x/y\\ z".to_owned(), String::new(), "long".repeat(200)]
}

/// Values that clap reads as a number, if it is one.
fn wrong_for(kind: &Kind) -> Vec<String> {
    match kind {
        Kind::Integer => vec!["-987654321".to_owned(), "1e9".to_owned()],
        Kind::Number => vec!["NaN".to_owned(), "1,5".to_owned()],
        Kind::Boolean => vec!["maybe".to_owned()],
        Kind::Time(form) if form.is_number() => wrong_for(&Kind::Integer),
        Kind::Text | Kind::Json | Kind::File | Kind::Time(_) | Kind::OneOf(_) => {
            wrong_values().to_vec()
        }
        Kind::List(item) => wrong_for(item),
    }
}

fn wrong_for_member(shape: &Shape) -> Vec<String> {
    match shape.resolved() {
        Shape::Integer => wrong_for(&Kind::Integer),
        Shape::Time(form) => wrong_for(&Kind::Time(*form)),
        Shape::Boolean => wrong_for(&Kind::Boolean),
        Shape::List(item) => wrong_for_member(item),
        _ => wrong_values().to_vec(),
    }
}

fn members(operation: &'static Operation) -> impl Iterator<Item = &'static Member> {
    operation.body_flags()
}

pub(crate) async fn program() -> (Sandbox, Program) {
    let sandbox = Sandbox::start().await.unwrap();
    let program = Program::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    (sandbox, program)
}

/// Every operation with nothing, and with every flag wrong at once.
#[tokio::test]
async fn no_operation_answers_a_mistake_in_words_for_programs() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut person = Person::new(accounts::variables(sandbox.url(), sandbox.fixtures()));
    // As in the tests below, nobody sits there. A process for each of so many lines would say the same.
    person.width = None;
    let mut runs = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            let mut lines = vec![Vec::new(); 3];
            for (index, line) in lines.iter_mut().enumerate() {
                for flag in operation.flags {
                    let wrong = wrong_for(&flag.kind);
                    let value = &wrong[index.min(wrong.len() - 1)];
                    line.push(format!("--{}={value}", flag.name));
                }
                for member in members(operation) {
                    let wrong = wrong_for_member(&member.shape);
                    let value = &wrong[index.min(wrong.len() - 1)];
                    line.push(format!("--{}={value}", member.flag));
                }
            }
            let has_required = operation.flags.iter().any(|flag| flag.required)
                || members(operation).any(|member| member.required);
            if has_required {
                lines.push(Vec::new());
            }
            for line in lines {
                let mut words = vec![entry.table.name, operation.name, "--dry-run"];
                words.extend(line.iter().map(String::as_str));
                let saw = person.run(&words).await;
                let ran = Ran {
                    status: Some(saw.status.into()),
                    out: saw.out.into_bytes(),
                    err: strip_str(&saw.err).to_string(),
                };
                // Some take any text.
                if ran.status == Some(0) {
                    continue;
                }
                check(&words, &ran);
                runs += 1;
            }
        }
    }
    assert!(runs > 250, "{runs}");
    assert!(sandbox.requests().is_empty());
}

/// The commands beside the operations.
#[tokio::test]
async fn no_other_command_does_either() {
    let (sandbox, program) = program().await;
    for words in [
        &["api", "atlas", "GET", "no-slash"][..],
        &["api", "atlas", "GET", "/a/../b"],
        &["api", "atlas", "GET", "/a?b=c"],
        &["api", "atlas", "GET", "/a/%20"],
        &["api", "atlas", "GET", "/a/{b}"],
        &["api", "atlas", "GET", "/a", "--path=b=c"],
        &["api", "atlas", "GET", "/a", "--header=Authorization: x"],
        &["api", "atlas", "GET", "/a", "--query=b"],
        &["api", "atlas", "FETCH", "/a"],
        &["wait", "atlas", "get-backup-export", "--timeout=soon"],
        &["wait", "atlas", "list-backup-exports", "--timeout=1h"],
        &["download", "atlas", "download-log", "--to=x"],
        &["download", "--link=-", "--to=x"],
        &["retry", "sls", "--failed"],
        &["restore", "dcs", "--timeout=1h"],
        &["export", "atlas"],
        &["completion", "csh"],
        &["whoami", "nobody"],
        &["find"],
        &["sandbox", "--port=x"],
    ] {
        let ran = program.run_with(words, b"http://example.com/x\n").await;
        check(words, &ran);
    }
    assert!(sandbox.requests().is_empty());
}

/// A wrong setting is told with the flag that gave it.
#[tokio::test]
async fn a_wrong_flag_is_told_by_its_name() {
    let (sandbox, program) = program().await;
    let group = "--group-id=5f0000000000000000000001";
    for (words, said) in [
        (
            &["atlas", "list-export-buckets", group, "--profile=nosuch"][..],
            "error: --profile names the profile",
        ),
        (
            &[
                "cloud-manager",
                "list-log-collection-jobs",
                group,
                "--profile=nosuch",
            ],
            "error: --profile names the profile",
        ),
        (
            &["sls", "list-oss-exports", "--profile=nosuch"],
            "error: --profile names the client",
        ),
        (
            &["dcs", "list-instances", "--cloud=nosuch"],
            "error: --cloud names the cloud",
        ),
        (
            &["whoami", "atlas", "--profile=nosuch"],
            "error: --profile names the profile",
        ),
        (
            &[
                "atlas",
                "list-export-buckets",
                group,
                "--endpoint=http://example.com",
            ],
            "error: --endpoint: it is plain http to another machine",
        ),
        (
            &["atlas", "list-export-buckets", group, "--endpoint=x"],
            "error: --endpoint: it is not an absolute address such as https://host: write https://x\n",
        ),
        (
            &[
                "cloud-manager",
                "list-log-collection-jobs",
                group,
                "--endpoint=http://example.com",
            ],
            "error: --endpoint: it is plain http",
        ),
        (
            &["sls", "list-oss-exports", "--endpoint=x y"],
            "error: --endpoint: \"x y\" is not a valid endpoint",
        ),
        (
            &["sls", "list-oss-exports", "--region=x y"],
            "error: --region: \"x y\" is not a valid region",
        ),
        (
            &["sls", "list-oss-exports", "--project=P"],
            "error: --project: \"P\" is not allowed: it must have at least 3 characters",
        ),
        (
            &["dcs", "list-instances", "--endpoint=http://example.com"],
            "error: --endpoint: it is plain http",
        ),
        (
            &["atlas", "list-export-buckets", "--group-id=x"],
            "error: --group-id: \"x\" is not allowed: it must be 24 hexadecimal digits (0-9, a-f)\n",
        ),
        (
            &[
                "atlas",
                "get-backup-export",
                group,
                "--cluster-name=a/b",
                "--export-id=5f0000000000000000000001",
            ],
            "it must be one of a-z, A-Z and 0-9, then any number of a-z, A-Z, 0-9 and -\n",
        ),
        (
            &[
                "collect",
                "cloud-manager",
                group,
                "--resource-type=replicaset",
                "--resource-name=r",
                "--log-types=mongodb,ftdc,x",
                "--to=logs",
                "--timeout=1h",
            ],
            "error: --log-types [2]: \"x\" is not allowed: it must be one of",
        ),
    ] {
        // The variable of the address would win over a region.
        let ran = match words.contains(&"--region=x y") || words.contains(&"--endpoint=x") {
            true => {
                Program::new([
                    ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake".to_owned()),
                    ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake".to_owned()),
                    ("MONGODB_ATLAS_ACCESS_TOKEN", "fake".to_owned()),
                    ("BACKHAUL_SLS_PROJECT", "ppp".to_owned()),
                ])
                .run(words)
                .await
            }
            false => program.run(words).await,
        };
        assert!(ran.err.contains(said), "{said}: {ran:?}");
        check(words, &ran);
    }
    // A variable of the command's own is told too.
    let variables = [
        ("OS_TOKEN", "fake".to_owned()),
        ("BACKHAUL_DCS_ENDPOINT", "http://example.com".to_owned()),
    ];
    let ran = Program::new(variables)
        .run(&["dcs", "list-instances"])
        .await;
    assert!(
        ran.err
            .starts_with("error: BACKHAUL_DCS_ENDPOINT: it is plain http"),
        "{ran:?}"
    );
    assert!(sandbox.requests().is_empty());
}

#[test]
fn words_for_programs_are_noticed() {
    for text in [
        "call .x(1)",
        "a::b",
        "no_such_thing: 404",
        "not a valid GroupId",
        "must match ^[a]*$",
    ] {
        assert!(for_programs(text).is_some(), "{text}");
    }
    for text in [
        "set MONGODB_ATLAS_PROJECT_ID.",
        "--group-id is required",
        "MongoDB Atlas",
        "a (b) c.",
    ] {
        assert_eq!(for_programs(text), None, "{text}");
    }
}
