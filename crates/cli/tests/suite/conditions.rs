//! What help says about flags: which go together, which do not, and which have to be given.

use backhaul_cli::args::{self, Named, kebab};
use backhaul_cli::{program, providers};
use clap::{Arg, Command};
use documents::Document;
use serde_json::Value;

use crate::support::program::Program;

/// Every command that has no others below it, with its name.
fn commands() -> Vec<(String, Command)> {
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut found = Vec::new();
    let mut open = vec![(String::new(), tree)];
    while let Some((name, command)) = open.pop() {
        for below in command
            .get_subcommands()
            .filter(|below| below.get_name() != "help")
        {
            open.push((format!("{name} {}", below.get_name()), below.clone()));
        }
        found.push((name, command));
    }
    found
}

fn help(arg: &Arg) -> String {
    arg.get_help().map(ToString::to_string).unwrap_or_default()
}

fn of<'a>(command: &'a Command, flag: &str) -> &'a Arg {
    let mut arguments = command.get_arguments();
    arguments.find(|arg| arg.get_id() == flag).unwrap()
}

/// The flags that `arg` needs, which only its `Debug` tells.
fn needed(arg: &Arg) -> Vec<String> {
    let text = format!("{arg:?}");
    let (_, rest) = text.split_once(" requires: [").unwrap();
    let list = rest.split(']').next().unwrap();
    let names = list.split('"').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn every_flag_tells_what_it_needs_and_what_it_excludes() {
    let (mut exclusions, mut needs) = (0, 0);
    for (name, command) in commands() {
        for (one, other) in args::conflicts(&command) {
            for (flag, against) in [(&one, &other), (&other, &one)] {
                let help = help(of(&command, flag));
                let against = format!("--{against}");
                let told = args::names_flag(&help, &against);
                assert!(told, "{name} --{flag}: {against}: {help}");
                exclusions += 1;
            }
        }
        for arg in command.get_arguments() {
            for other in needed(arg) {
                let help = help(arg);
                let told = args::names_flag(&help, &format!("--{other}"));
                assert!(told, "{name} --{}: --{other}: {help}", arg.get_id());
                needs += 1;
            }
        }
    }
    assert!(exclusions > 100 && needs > 20, "{exclusions} {needs}");
}

/// What clap does not know, because the command checks it itself.
#[test]
fn conditions_that_are_checked_by_hand_are_told() {
    let commands = commands();
    let mut positions = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            let Some(paging) = operation.answer.paging else {
                continue;
            };
            let name = format!(" {} {}", entry.table.name, operation.name);
            let (_, command) = commands.iter().find(|(known, _)| *known == name).unwrap();
            let position = help(of(command, paging.position));
            assert!(args::names_flag(&position, "--limit"), "{name}: {position}");
            let limit = help(of(command, "limit"));
            let position = format!("--{}", paging.position);
            assert!(args::names_flag(&limit, &position), "{name}: {limit}");
            positions += 1;
        }
    }
    assert!(positions > 50, "{positions}");
    let (_, sandbox) = commands
        .iter()
        .find(|(name, _)| name == " sandbox")
        .unwrap();
    let export = help(of(sandbox, "export"));
    assert!(args::names_flag(&export, "--port"), "{export}");
    for (name, command) in commands {
        for (flag, others) in [
            ("all", &["[required"][..]),
            ("timeout", &["[required", "--wait", "Default: "]),
            ("link", &["--to", "--dry-run"]),
        ] {
            let mut arguments = command.get_arguments();
            let Some(arg) = arguments.find(|arg| arg.get_id() == flag) else {
                continue;
            };
            let help = help(arg);
            let told = match flag {
                "all" | "timeout" => others.iter().any(|part| help.contains(part)),
                _ => others.iter().all(|part| help.contains(part)),
            };
            assert!(told, "{name} --{flag}: {help}");
        }
    }
}

#[test]
fn what_is_required_is_said_once_and_what_has_a_default_is_not() {
    let mut required = 0;
    for (name, command) in commands() {
        for arg in command.get_arguments() {
            let help = help(arg);
            let number = help.matches("[required").count();
            required += number;
            assert!(number <= 1, "{name} --{}: {help}", arg.get_id());
            let is_both = number == 1 && help.contains("Default: ");
            assert!(!is_both, "{name} --{}: {help}", arg.get_id());
            let ends = help.replace("...", "");
            let is_one_point = !ends.contains("..") && !ends.contains(". .");
            assert!(is_one_point, "{name} --{}: {help}", arg.get_id());
        }
    }
    assert!(required > 200, "{required}");
}

/// The schema of the body of an operation, which is required.
fn body<'a>(document: &'a Document, id: &str) -> &'a Value {
    let operations = document.operations();
    let mut operations = operations.into_iter();
    let operation = operations.find(|one| one["operationId"] == id).unwrap();
    let body = document.follow(&operation["requestBody"]);
    assert_eq!(body["required"], true, "{id}");
    let media = body["content"].as_object().unwrap().values();
    document.follow(&media.into_iter().next().unwrap()["schema"])
}

/// Where no flag can say what is required, the body has to.
#[test]
fn a_body_that_is_required_says_so() {
    let commands = commands();
    let (mut required, mut named) = (0, 0);
    for entry in providers::all() {
        let document = Document::read(entry.table.name);
        for operation in entry
            .table
            .operations
            .iter()
            .filter(|one| one.body.is_some())
        {
            let name = format!(" {} {}", entry.table.name, operation.name);
            let (_, command) = commands.iter().find(|(known, _)| *known == name).unwrap();
            let body = help(of(command, "body"));
            let wanted = self::body(&document, operation.id);
            let is_flag = |wire: &str| operation.body_flags().any(|flag| flag.wire == wire);
            let mut is_needed = operation.body_flags().next().is_none();
            for member in wanted["required"].as_array().into_iter().flatten() {
                let member = member.as_str().unwrap();
                if !is_flag(member) && wanted["type"] == "object" {
                    is_needed = true;
                    let is_alone = operation.body_flags().next().is_none();
                    assert!(
                        is_alone || body.contains(&format!("`{member}`")),
                        "{name}: {body}"
                    );
                    named += 1;
                }
            }
            assert_eq!(body.contains("[required]"), is_needed, "{name}: {body}");
            required += usize::from(is_needed);
        }
    }
    assert!(required > 10 && named > 5, "{required} {named}");
}

/// A line that the terminal breaks cannot be copied.
#[test]
fn examples_fit_a_terminal_of_80_columns() {
    let mut examples = 0;
    for (name, command) in commands() {
        let Some(after) = command.get_after_help().map(ToString::to_string) else {
            continue;
        };
        assert!(!after.contains("Example: "), "{name}: {after}");
        for line in after.lines().filter(|line| line.starts_with("  backhaul")) {
            examples += 1;
            assert!(line.len() <= 80, "{name}: {line}");
        }
        let continued = after.lines().filter(|line| line.starts_with("    "));
        for line in continued {
            assert!(line.len() <= 80, "{name}: {line}");
        }
    }
    assert!(examples >= 20, "{examples}");
}

#[tokio::test]
async fn the_flags_of_every_command_are_in_one_place() {
    let program = Program::new([]);
    let all = program.run(&["help", "flags"]).await;
    let root = program.run(&["--help"]).await;
    let mut tree = program::tree(&Named::Everything);
    tree.build();
    let mut common = 0;
    for arg in tree.get_arguments().filter(|arg| arg.is_global_set()) {
        let flag = format!("--{}", arg.get_long().unwrap());
        assert!(
            args::names_flag(all.text(), &flag),
            "{flag}: {}",
            all.text()
        );
        assert!(
            args::names_flag(root.text(), &flag),
            "{flag}: {}",
            root.text()
        );
        common += 1;
    }
    assert!(common > 10, "{common}");
    for words in [
        &["atlas", "get-backup-export"][..],
        &["atlas"],
        &["wait"],
        &["wait", "atlas", "get-backup-export"],
        &["retry", "sls"],
        &["api", "dcs"],
        &["whoami"],
    ] {
        for flag in ["-h", "--help"] {
            let ran = program.run(&[words, &[flag]].concat()).await;
            assert_eq!(ran.status, Some(0), "{words:?}");
            let text = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(text.contains("`backhaul help flags`"), "{words:?}: {text}");
            assert!(!text.contains("--error-format"), "{words:?}: {text}");
        }
    }
    // A flag that is not shown is known all the same.
    let ran = program
        .run(&["whoami", "--no-call", "--error-format=json"])
        .await;
    assert!(ran.err.starts_with('{'), "{ran:?}");
}

/// The size of a page is the same flag everywhere, and what the provider calls it works too.
#[tokio::test]
async fn the_documented_name_of_the_size_of_a_page_works() {
    let commands = commands();
    let mut sizes = 0;
    for entry in providers::all() {
        for operation in entry.table.operations {
            let flags = operation.flags.iter();
            for flag in flags.filter(|flag| flag.name == "page-size") {
                let name = format!(" {} {}", entry.table.name, operation.name);
                let (_, command) = commands.iter().find(|(known, _)| *known == name).unwrap();
                let arg = of(command, "page-size");
                assert!(help(arg).contains(&format!("`{}`", flag.wire)), "{name}");
                let aliases = arg.get_all_aliases().unwrap_or_default();
                // `--limit` says how many items are printed.
                let is_ours = flag.wire == "limit";
                let has = aliases.contains(&kebab(flag.wire).as_str());
                assert_eq!(has, !is_ours, "{name}: {aliases:?}");
                sizes += 1;
            }
        }
    }
    assert!(sizes > 50, "{sizes}");
    let program = Program::new([]);
    let group = "--group-id=5f0000000000000000000001";
    for (words, sent) in [
        (
            &["atlas", "list-export-buckets", group, "--items-per-page=7"][..],
            "itemsPerPage=7",
        ),
        (
            &[
                "sls",
                "list-oss-exports",
                "--project=p-x",
                "--region=cn-hangzhou",
                "--size=7",
            ],
            "size=7",
        ),
    ] {
        let ran = program.run(&[words, &["--dry-run"]].concat()).await;
        assert!(ran.text().contains(sent), "{ran:?}");
    }
}

#[tokio::test]
async fn the_help_of_a_wait_and_of_a_download_says_what_they_are() {
    let program = Program::new([]);
    let (mut waits, mut downloads) = (0, 0);
    for (name, command) in commands() {
        let after = command.get_after_help().map(ToString::to_string);
        let after = after.unwrap_or_default();
        let is_operation = name.split(' ').count() == 4;
        if is_operation && name.starts_with(" wait ") {
            let ends = after.lines().filter(|line| line.contains("ends the wait"));
            assert!(ends.count() >= 1, "{name}: {after}");
            for part in ["States", "  unknown ", "Exit statuses: 0 ", "124 "] {
                assert!(after.contains(part), "{name}: {part}: {after}");
            }
            waits += 1;
        } else if is_operation && name.starts_with(" download ") {
            for part in ["`.NAME.part`", "Exit statuses: 0 ", "130 "] {
                assert!(after.contains(part), "{name}: {part}: {after}");
            }
            downloads += 1;
        }
    }
    assert!(waits > 20 && downloads > 3, "{waits} {downloads}");
    let words = ["wait", "atlas", "get-backup-export", "--help"];
    let ran = program.run(&words).await;
    for line in [
        "\n  running    goes on        InProgress\n",
        "\n  succeeded  ends the wait  Successful\n",
    ] {
        assert!(ran.text().contains(line), "{line}: {}", ran.text());
    }
    let words = ["atlas", "download-cluster-log", "--help"];
    let ran = program.run(&words).await;
    let hint = "backhaul download atlas download-cluster-log --to FILE";
    let text = ran.text().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains(hint), "{}", ran.text());
}
