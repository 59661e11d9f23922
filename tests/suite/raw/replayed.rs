//! Every operation of every provider, called as if no document had it: the sandbox checks path, query, body,
//! media types and signature.

use backhaul_runtime::{CustomCall, Method};
use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};
use wire::{Sent, sent};

use crate::support::sandbox_rows;

/// The same call, made by hand.
fn again(sent: Sent, call: impl FnOnce(Method, String) -> CustomCall) -> CustomCall {
    let names: Vec<String> = (0..sent.segments.len())
        .map(|index| format!("/{{{index}}}"))
        .collect();
    let path = match names.as_slice() {
        [] => "/".to_owned(),
        names => names.concat(),
    };
    let mut call = call(sent.method, path);
    for (index, segment) in sent.segments.into_iter().enumerate() {
        call = call.path(index.to_string(), segment);
    }
    for (name, value) in sent.query {
        call = call.query(name, value);
    }
    if let Some(media_type) = sent.accept {
        call = call.accept(&media_type);
    }
    if let Some(media_type) = sent.content_type {
        call = call.content_type(&media_type).bytes(sent.body);
    }
    call
}

/// Each operation of a table as a custom call, at a sandbox of its own. Gives the number of operations.
async fn all_succeed<Client, Ids>(
    provider: &str,
    challenge: Option<&str>,
    recorded: fn(&str) -> Client,
    client: impl Fn(&Sandbox) -> Client,
    rows: &[Row<Client, Ids>],
    ids: impl Fn(&Fixtures) -> Ids,
    custom: fn(&Client, Method, String) -> CustomCall,
) -> usize {
    let document = Document::read(provider);
    let mut count = 0;
    for row in rows {
        let name = row.0;
        let operation = calls::operation(provider, name);
        // A custom call goes where all others go; `contracts/sls_projects` makes one that goes elsewhere.
        if operation.server.is_some() {
            continue;
        }
        count += 1;
        let id = operation.id;
        let success = Success::of(&document, id);
        let sandbox = sandbox_rows::sandbox().await;
        let ids = ids(sandbox.fixtures());
        let sent = sent(&success, challenge, recorded, row, &ids).await;

        let client = client(&sandbox);
        let call = again(sent, |method, path| custom(&client, method, path));
        let answer = call.send_raw().await;
        let answer = answer.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
        let status = answer.status();
        assert!(
            success.statuses.contains(&status),
            "{provider}.{name}: {status}"
        );

        let record = sandbox.requests().pop().unwrap();
        assert_eq!(record.operation.as_deref(), Some(id), "{provider}.{name}");
        assert!(record.authenticated, "{provider}.{name}");
        assert!(
            record.violations.is_empty(),
            "{provider}.{name}: {record:?}"
        );
    }
    count
}

#[tokio::test]
async fn every_operation_can_be_called_without_its_type() {
    let mut count = 0;
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            count += all_succeed(
                $name,
                calls::$module::CHALLENGE,
                calls::$module::client,
                sandbox_rows::$module::client,
                calls::$module::ROWS,
                sandbox_rows::$module::ids,
                |client: &$krate::Client, method, path| client.call(method, path),
            ).await;
        )+};
    }
    wire::every_provider!(call);
    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    assert_eq!(count, all - 1, "all but sls.list_project");
    documents::report!("raw: {count} of {all} operations succeed as custom calls at the sandbox");
}
