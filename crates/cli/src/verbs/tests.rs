//! Every command that the program tells exists, with its flags.
#![cfg(all(
    feature = "atlas",
    feature = "cloud-manager",
    feature = "sls",
    feature = "dcs"
))]

use std::fs;
use std::path::Path;

use clap::Command;

use super::{VERBS, flows, whole_job};
use crate::args::{self, Named};
use crate::call::Operation;
use crate::providers;

fn tree() -> Command {
    let verbs = VERBS.iter().map(|verb| (verb.command)(&Named::Everything));
    let mut tree = args::root(&Named::Everything, verbs, &whole_job);
    tree.build();
    tree
}

/// The commands in a text: what follows the name of the program, until the line, the quotes or the pipe end.
fn commands(text: &str) -> Vec<String> {
    // As it stands in the code, too: a line that goes on in the shell, one that ends, and one that goes on in the code.
    let text = text.replace("\\\\\\n\\\n", " ");
    let text = text.replace("\\n\\\n", "\n").replace("\\\n", " ");
    let text = text.replace("\\n", "\n").replace("\\x20", " ");
    let mut found = Vec::new();
    for line in text.lines() {
        for (at, _) in line.match_indices("backhaul ") {
            let before = line[..at].chars().last();
            if before.is_some_and(|one| !" `\"$(".contains(one)) {
                continue;
            }
            let rest = line[at..].split(['`', '|', ';']).next().unwrap_or_default();
            // Behind more blanks is what it does.
            let rest = rest.split("  ").next().unwrap_or_default();
            found.push(rest.trim().to_owned());
        }
    }
    found
}

/// What is wrong with a command.
fn wrong(tree: &Command, line: &str) -> Option<String> {
    let mut command = tree;
    let mut words = line.split_whitespace().skip(1).peekable();
    while let Some(inner) = words.peek().and_then(|word| command.find_subcommand(word)) {
        command = inner;
        words.next();
    }
    let is_name = |word: &&str| {
        !word.starts_with('-')
            && word
                .chars()
                .all(|one| one.is_ascii_lowercase() || one == '-')
    };
    if command.has_subcommands() {
        // A placeholder, such as PROVIDER, says nothing of flags.
        let unknown = words.next().filter(is_name)?;
        return Some(format!("{} has no {unknown}", command.get_name()));
    }
    for word in words.filter_map(|word| word.strip_prefix("--")) {
        let flag = word.split(|one: char| !one.is_ascii_alphanumeric() && one != '-');
        let flag = flag.into_iter().next().unwrap_or_default();
        let knows = |command: &Command| {
            command.get_arguments().any(|arg| {
                let aliases = arg.get_all_aliases().unwrap_or_default();
                arg.get_long() == Some(flag) || aliases.contains(&flag)
            })
        };
        if !["", "help"].contains(&flag) && !knows(command) && !knows(tree) {
            return Some(format!("{} has no --{flag}", command.get_name()));
        }
    }
    None
}

fn check(tree: &Command, texts: &[String]) -> usize {
    let mut number = 0;
    let lines = texts.iter().flat_map(|text| commands(text));
    // Topics of the help are no commands.
    for line in lines.filter(|line| !line.starts_with("backhaul help")) {
        assert_eq!(wrong(tree, &line), None, "{line}");
        number += 1;
    }
    number
}

#[test]
fn a_command_that_does_not_exist_is_noticed() {
    let tree = tree();
    for (line, is_wrong) in [
        ("backhaul atlas list-clusters --group-id ID", false),
        ("backhaul wait PROVIDER OPERATION --nothing", false),
        ("backhaul atlas list-nothing", true),
        ("backhaul collect atlas --nothing ID", true),
        ("backhaul nothing", true),
    ] {
        assert_eq!(wrong(&tree, line).is_some(), is_wrong, "{line}");
    }
    let text = "Go on: backhaul a b | backhaul c; see `backhaul d e` for more";
    assert_eq!(
        commands(text),
        ["backhaul a b", "backhaul c", "backhaul d e"]
    );
}

/// How to go on with what was begun: complete commands, which the command line takes.
#[test]
fn every_way_to_go_on_is_a_command() {
    let tree = tree();
    let said = flows::said();
    assert!(said.len() > 40, "{}", said.len());
    // A shell leaves out a comment.
    let commands = said.iter().map(|line| line.split("   # ").next().unwrap());
    for line in commands.flat_map(|line| line.split(" | ")) {
        let line = line.replace('\'', "");
        let read = tree.clone().try_get_matches_from(line.split(' '));
        assert!(read.is_ok(), "{line}: {}", read.unwrap_err());
    }
}

/// Snapshots of sharded clusters are read by other operations than those of replica sets.
#[test]
fn a_snapshot_of_a_sharded_cluster_is_waited_for_where_it_is() {
    let said = flows::said().join("\n");
    let place = "--group-id g --cluster-name c --snapshot-id x";
    for operation in ["get-backup-sharded-cluster", "get-cluster-backup-snapshot"] {
        let wait = format!("backhaul wait atlas {operation} {place} --timeout");
        assert!(said.contains(&wait), "{said}");
    }
    let export = format!("backhaul export atlas {place} --export-bucket-id b --custom-data ");
    assert!(said.contains(&export), "{said}");
}

/// The help of every command, and what is said where something is missing or not found.
#[test]
fn every_help_and_every_list_names_commands_that_exist() {
    let tree = tree();
    let mut texts = Vec::new();
    helps(&tree, &mut texts);
    for entry in providers::all() {
        for operation in entry.table.operations {
            let known = |_: &str| Some("x".to_owned());
            texts.extend(super::missing::not_found(entry, operation, &known));
            texts.extend(lists(entry, operation));
        }
    }
    let number = check(&tree, &texts);
    assert!(number > 300, "{number}");
}

/// What stands in the code and in the README, with a placeholder for what is filled in.
#[test]
fn every_message_and_the_readme_name_commands_that_exist() {
    let tree = tree();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = vec![fs::read_to_string(root.join("README.md")).unwrap()];
    sources(&root.join("src"), &mut texts);
    let number = check(&tree, &texts);
    assert!(number > 60, "{number}");
}

/// The texts in the code of a folder, without tests and comments.
fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, texts);
            continue;
        }
        if path.ends_with("verbs/tests.rs") || path.extension().is_none_or(|end| end != "rs") {
            continue;
        }
        let code = fs::read_to_string(&path).unwrap();
        let code = code
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        let lines = code.lines().map(str::trim_start);
        let lines = lines.filter(|line| !line.starts_with("//"));
        let lines: Vec<String> = lines.map(filled).collect();
        texts.push(lines.join("\n"));
    }
}

/// A line with `X` in place of each `{...}`, and without what is behind the end of a text.
fn filled(line: &str) -> String {
    let mut text = String::new();
    let mut depth = 0;
    for one in line.replace("\\\"", "'").chars() {
        match one {
            '{' => depth += 1,
            '}' if depth > 0 => {
                depth -= 1;
                text.push('X');
            }
            // Another text begins.
            '"' => text.push_str("; "),
            one if depth == 0 => text.push(one),
            _ => {}
        }
    }
    text
}

fn lists(entry: &providers::Entry, operation: &'static Operation) -> Vec<String> {
    let flags = operation.flags.iter();
    let lists = flags
        .flat_map(|flag| super::missing::list_of(entry, Some(operation), flag.name, &|_| None));
    lists.collect()
}

fn helps(command: &Command, texts: &mut Vec<String>) {
    let own = [
        command.get_about(),
        command.get_long_about(),
        command.get_after_help(),
    ];
    texts.extend(own.into_iter().flatten().map(ToString::to_string));
    let flags = command.get_arguments().filter_map(|arg| arg.get_help());
    texts.extend(flags.map(ToString::to_string));
    for inner in command.get_subcommands() {
        helps(inner, texts);
    }
}
