//! What `cargo xtask review` shows of the command: the help of each operation, and the columns of its tables.

use std::collections::BTreeMap;

use backhaul_cli::args::Named;
use backhaul_cli::output::columns;
use backhaul_cli::{program, providers};

/// The part of a help text that is the operation's own, without where the flags of every command are.
fn own(text: &str) -> String {
    let lines = text.trim_end().lines();
    let own = lines.filter(|line| !line.starts_with("Flags of every command"));
    format!("{}\n", own.collect::<Vec<_>>().join("\n").trim_end())
}

/// One text per operation, one per provider, and one for the tables of a provider.
#[test]
fn help_texts() {
    let mut texts = BTreeMap::new();
    for entry in providers::all() {
        let names = entry
            .table
            .operations
            .iter()
            .map(|operation| operation.name);
        let names = names.chain([entry.table.name]).map(str::to_owned);
        let mut tree = program::tree(&Named::Words(names.collect()));
        tree.build();
        let provider = tree.find_subcommand(entry.table.name).unwrap();
        let mut commands = vec![("_provider", provider)];
        for operation in entry.table.operations {
            let command = provider.find_subcommand(operation.name).unwrap();
            commands.push((operation.name, command));
        }
        for (name, command) in commands {
            let mut command = command.clone().term_width(100).max_term_width(100);
            let text = own(&command.render_long_help().to_string());
            texts.insert(format!("{}.{name}", entry.table.name), text);
        }
        texts.insert(format!("{}._columns", entry.table.name), tables(entry));
    }
    let operations: usize = providers::all()
        .map(|entry| entry.table.operations.len())
        .sum();
    assert_eq!(texts.len(), operations + 2 * providers::all().count());
    documents::assert_all("help", &texts);
}

/// What tables show of each answer.
fn tables(entry: &providers::Entry) -> String {
    let mut text = String::new();
    for operation in entry.table.operations {
        let answer = operation.answer;
        if answer.columns.is_empty() {
            continue;
        }
        let (narrow, wide) = (columns(&answer, false), columns(&answer, true));
        let list = if answer.items.is_some() {
            " (list)"
        } else {
            ""
        };
        text.push_str(&format!(
            "{}{list}\n  {}\n",
            operation.name,
            narrow.join(", ")
        ));
        let more = &wide[narrow.len()..];
        if !more.is_empty() {
            text.push_str(&format!("  wide: {}\n", more.join(", ")));
        }
    }
    text
}
