//! Each operation of each document from the command line, by the rows in `wire::calls`: what is printed is what
//! was answered, to the last digit.

use backhaul_cli::call::{Operation, Place};
use backhaul_cli::json::{Json, get};
use backhaul_cli::providers;
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};
use wire::{Sent, sent};

use crate::support::accounts;
use crate::support::program::Program;
use crate::support::relay::Relay;
use crate::support::rows;

/// The command line that sends what `sent` is; its body comes on standard input.
pub(crate) fn words(provider: &str, operation: &'static Operation, sent: &Sent) -> Vec<String> {
    let mut words = vec![provider.to_owned(), operation.name.to_owned()];
    let template = operation
        .path
        .split('/')
        .filter(|segment| !segment.is_empty());
    for (segment, value) in template.zip(&sent.segments) {
        let Some((before, rest)) = segment.split_once('{') else {
            continue;
        };
        let (name, after) = rest.split_once('}').unwrap();
        let value = value
            .strip_prefix(before)
            .and_then(|value| value.strip_suffix(after));
        let flag = flag(operation, name, Place::Path);
        words.push(format!("--{flag}={}", value.unwrap()));
    }
    for (name, value) in &sent.query {
        words.push(format!("--{}={value}", flag(operation, name, Place::Query)));
    }
    if !sent.body.is_empty() {
        words.push("--body=-".to_owned());
    }
    words.extend(["--yes".to_owned(), "--reveal".to_owned()]);
    words
}

fn flag(operation: &'static Operation, wire: &str, place: Place) -> &'static str {
    let mut flags = operation.flags.iter();
    let found = flags.find(|flag| flag.wire == wire && flag.place == place);
    found
        .unwrap_or_else(|| panic!("{}: no flag for {wire}", operation.name))
        .name
}

fn read(bytes: &[u8]) -> Json {
    Json::read(std::str::from_utf8(bytes).unwrap()).unwrap()
}

/// The items of all answers of a list.
fn items(answers: &[Vec<u8>], operation: &Operation) -> Vec<Json> {
    let mut all = Vec::new();
    // 204 is a page without anything.
    for answer in answers.iter().filter(|answer| !answer.is_empty()) {
        let answer = read(answer);
        match get(&answer, operation.answer.items.unwrap()) {
            Some(Json::Array(items)) => all.extend(items.iter().cloned()),
            other => panic!("{}: {other:?}", operation.name),
        }
    }
    all
}

/// The dates of the rows are of their own day. But the program signs with the date of today for SLS.
pub(crate) async fn sandbox(provider: &str) -> Sandbox {
    match provider {
        "sls" => Sandbox::start().await.unwrap(),
        _ => Sandbox::builder().clock(calls::now).start().await.unwrap(),
    }
}

/// Runs one row. A list is run twice: one page, which is printed as it came, and all of them as one array.
async fn run(provider: &str, operation: &'static Operation, sent: &Sent) {
    let name = operation.name;
    let words = words(provider, operation, sent);
    let paging = operation.answer.paging;
    let position = paging.map(|paging| format!("--{}=", paging.position));
    let is_position = |word: &String| {
        position
            .as_ref()
            .is_some_and(|flag| word.starts_with(flag.as_str()))
    };
    let mut runs = Vec::new();
    if let Some(flag) = &position {
        runs.push(
            words
                .iter()
                .filter(|word| !is_position(word))
                .cloned()
                .collect(),
        );
        let mut page = words.clone();
        if !words.iter().any(is_position) {
            page.push(format!("{flag}1"));
        }
        runs.push(page);
    } else {
        runs.push(words);
    }
    for (index, words) in runs.iter().enumerate() {
        // A list without pages is read as it is, and its items are printed alone.
        let is_whole = operation.answer.items.is_some() && position.is_none();
        let reads_all = position.is_some() && index == 0 || is_whole;
        let sandbox = sandbox(provider).await;
        let relay = Relay::to(sandbox.url()).await;
        let program = Program::new(accounts::variables(&relay.url, sandbox.fixtures()));
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ran = program.run_with(&words, sent.body.as_bytes()).await;
        assert_eq!(ran.status, Some(0), "{words:?}: {}", ran.err);
        assert_eq!(ran.err, "", "{words:?}");

        let record = sandbox.requests().pop().unwrap();
        assert_eq!(record.operation.as_deref(), Some(operation.id), "{name}");
        assert!(record.violations.is_empty(), "{name}: {record:?}");
        let answers = relay.bodies();
        if reads_all {
            let all = Json::Array(items(&answers, operation));
            assert_eq!(read(&ran.out), all, "{name}");
        } else if operation.answer.is_json && !answers.last().unwrap().is_empty() {
            assert_eq!(read(&ran.out), read(answers.last().unwrap()), "{name}");
        } else {
            assert_eq!(&ran.out, answers.last().unwrap(), "{name}");
        }
    }
}

/// Runs the rows of a provider. Gives their number.
async fn all_print<Client, Ids>(
    provider: &'static str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: fn(&Fixtures) -> Ids,
) -> usize {
    let document = Document::read(provider);
    let entry = providers::find(provider).unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    for row in rows {
        let id = calls::operation(provider, row.0).id;
        let success = Success::of(&document, id);
        let ids = ids(sandbox.fixtures());
        let sent = sent(&success, challenge, recorded, row, &ids).await;
        let (_, operation) = entry.table.operation(id).unwrap();
        run(provider, operation, &sent).await;
    }
    rows.len()
}

#[tokio::test]
async fn what_an_operation_answers_is_printed() {
    let mut count = 0;
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            count += all_print(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                calls::$module::ROWS,
                rows::$module,
            ).await;
        )+};
    }
    wire::every_provider!(call);
    let all: usize = providers::all()
        .map(|entry| entry.table.operations.len())
        .sum();
    assert_eq!(count, all);
    documents::report!("command: {count} of {all} operations print what the sandbox answers");
}
