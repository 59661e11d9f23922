//! What is shown of every operation: a shell sends it as the program would.

use backhaul_cli::call::Operation;
use backhaul_cli::json::Json;
use backhaul_cli::providers;
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};
use wire::{Sent, sent};

use super::shell::{shell, shown, variables};
use crate::every_operation::words;
use crate::support::listener::Listener;
use crate::support::program::{Program, has_program};
use crate::support::rows;

async fn sends_the_same(provider: &str, operation: &'static Operation, meant: &Sent) -> bool {
    let listener = Listener::start().await;
    let variables = variables(&listener.url);
    let program = Program::new(variables.clone());
    let mut words = words(provider, operation, meant);
    words.push("--dry-run".to_owned());
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ran = program.run_with(&words, meant.body.as_bytes()).await;
    let command = shown(&ran);
    assert_eq!(ran.err, "", "{words:?}");
    assert!(!command.contains("fake-marker"), "{command}");
    assert!(listener.taken().is_empty(), "{words:?} sent something");

    shell(command, &variables).await;
    let request = listener.taken().pop().unwrap();
    let has_token = request.contains("Bearer fake-marker-token\r\n")
        || request.contains("X-Auth-Token: fake-marker-token\r\n");
    assert_eq!(has_token, provider != "sls", "{request}");
    assert_eq!(
        provider == "sls",
        command.starts_with("# An access key signs"),
        "{command}"
    );
    let came = Sent::of(&request);
    let name = operation.name;
    assert_eq!(came.method, meant.method, "{name}");
    assert_eq!(came.segments, meant.segments, "{name}");
    assert_eq!(came.query, meant.query, "{name}");
    assert_eq!(came.accept, meant.accept, "{name}");
    assert_eq!(came.content_type, meant.content_type, "{name}");
    let is_hidden = came.body.contains("[sensitive]");
    assert_eq!(
        is_hidden,
        command.contains("# Values that are secret"),
        "{command}"
    );
    if is_hidden {
        return false;
    }
    if meant.body.is_empty() {
        assert_eq!(came.body, "", "{name}");
    } else {
        assert_eq!(
            Json::read(&came.body).unwrap(),
            Json::read(&meant.body).unwrap(),
            "{name}"
        );
    }
    true
}

/// Shows the rows of a provider. Gives how many send all that was meant, and how many hide something.
async fn all_send_the_same<Client, Ids>(
    provider: &'static str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: fn(&Fixtures) -> Ids,
) -> [usize; 2] {
    let document = Document::read(provider);
    let entry = providers::find(provider).unwrap();
    let sandbox = Sandbox::start().await.unwrap();
    let mut counts = [0; 2];
    for row in rows {
        let id = calls::operation(provider, row.0).id;
        let success = Success::of(&document, id);
        let ids = ids(sandbox.fixtures());
        let meant = sent(&success, challenge, recorded, row, &ids).await;
        let (_, operation) = entry.table.operation(id).unwrap();
        let is_whole = sends_the_same(provider, operation, &meant).await;
        counts[usize::from(!is_whole)] += 1;
    }
    counts
}

#[tokio::test]
async fn a_shell_sends_what_is_shown() {
    if !has_program("curl") {
        return;
    }
    let mut counts = [0; 2];
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            let [whole, hidden] = all_send_the_same(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                calls::$module::ROWS,
                rows::$module,
            ).await;
            counts[0] += whole;
            counts[1] += hidden;
        )+};
    }
    wire::every_provider!(call);
    let [whole, hidden] = counts;
    // Five bodies have a secret, which a shell takes from a variable.
    assert_eq!((whole, hidden), (220, 5));
    documents::report!(
        "command: {whole} requests are sent by a shell as they are shown, {hidden} without a secret"
    );
}
