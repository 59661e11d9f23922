//! Every operation of every crate against the sandbox, by the rows in `wire::calls`.

use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};

use crate::support::sandbox_rows;

/// Calls each operation of a table at a sandbox of its own, which checks the request and, against
/// the document, its own answer. Gives the number of operations.
async fn all_succeed<Client, Ids>(
    provider: &str,
    client: impl Fn(&Sandbox) -> Client,
    rows: &[Row<Client, Ids>],
    ids: impl Fn(&Fixtures) -> Ids,
) -> usize {
    let document = Document::read(provider);
    for (name, call) in rows {
        let sandbox = sandbox_rows::sandbox().await;
        let (client, ids) = (client(&sandbox), ids(sandbox.fixtures()));
        let outcome = call(&client, &ids).await;
        let status = outcome.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
        let id = calls::operation(provider, name).id;
        let documented = Success::of(&document, id).statuses;
        assert!(documented.contains(&status), "{provider}.{name}: {status}");

        let record = sandbox.requests().pop().unwrap();
        assert_eq!(record.operation.as_deref(), Some(id), "{provider}.{name}");
        assert!(record.authenticated, "{provider}.{name}");
        assert!(
            record.violations.is_empty(),
            "{provider}.{name}: {record:?}"
        );
    }
    rows.len()
}

#[tokio::test]
async fn every_operation_succeeds() {
    let mut count = 0;
    macro_rules! call {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            let (client, ids) = (sandbox_rows::$module::client, sandbox_rows::$module::ids);
            count += all_succeed($name, client, calls::$module::ROWS, ids).await;
        )+};
    }
    wire::every_provider!(call);
    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    assert!(count == all && all >= 90, "{count} of {all}");
    documents::report!("contracts: {count} of {all} operations succeed at the sandbox");
}
