//! Every operation of every crate against the sandbox, by the rows in `wire::calls`.

use backhaul_sandbox::{Fixtures, Sandbox};
use documents::Document;
use wire::calls::{self, Row, Success};

use crate::support::clients::{atlas, cloud_manager, dcs, sls, sls_key};
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
    // Neither a digest nor a token carries a date: only SLS needs the sandbox's clock.
    let client = |sandbox: &Sandbox| atlas(sandbox, sandbox.fixtures().private_key);
    let (rows, ids) = (calls::atlas::ROWS, sandbox_rows::atlas);
    let mut count = all_succeed("atlas", client, rows, ids).await;

    let client = |sandbox: &Sandbox| cloud_manager(sandbox, sandbox.fixtures().private_key);
    let (rows, ids) = (calls::cloud_manager::ROWS, sandbox_rows::cloud_manager);
    count += all_succeed("cloud-manager", client, rows, ids).await;

    let client = |sandbox: &Sandbox| {
        let client = sls(sandbox, sls_key(sandbox)).clock(calls::clock());
        client.build().unwrap()
    };
    count += all_succeed("sls", client, calls::sls::ROWS, sandbox_rows::sls).await;

    let client = |sandbox: &Sandbox| {
        let token = backhaul_dcs::Credentials::token(sandbox.fixtures().dcs_token);
        dcs(sandbox, token)
    };
    count += all_succeed("dcs", client, calls::dcs::ROWS, sandbox_rows::dcs).await;

    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    documents::report!("contracts: {count} of {all} operations succeed at the sandbox");
}
