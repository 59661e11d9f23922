//! Every operation of every crate, answered with the example of its document.

use backhaul_runtime::testing::{Reply, Script};
use documents::Document;
use wire::calls::{self, Row, Success};

use super::clients;

/// Calls each operation of a table, and gives their number.
async fn all_answered<Client, Ids>(
    provider: &str,
    client: impl Fn(&Script) -> Client,
    rows: &[Row<Client, Ids>],
    ids: &Ids,
) -> usize {
    let document = Document::read(provider);
    for (name, call) in rows {
        let operation = calls::operation(provider, name);
        let success = Success::of(&document, operation.id);
        let script = Script::new();
        script.on(operation, reply(&success.answer()));
        let outcome = call(&client(&script), ids).await;
        let status = outcome.unwrap_or_else(|error| panic!("{provider}.{name}: {error}"));
        assert!(success.statuses.contains(&status), "{provider}.{name}");
        let requests = script.finish().unwrap();
        assert_eq!(requests.len(), 1, "{provider}.{name}");
        let method = operation.method.as_str();
        assert_eq!(
            (requests[0].operation(), requests[0].method()),
            (*name, method)
        );
    }
    rows.len()
}

/// The same answer in a script.
fn reply(answer: &str) -> Reply {
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let media_type = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Type: "));
    let reply = Reply::bytes(body.to_owned()).status(status);
    match media_type {
        Some(media_type) => reply.header("content-type", media_type),
        None => reply,
    }
}

#[tokio::test]
async fn a_script_answers_every_operation() {
    let dcs =
        |script: &Script| clients::dcs_with(script, backhaul_dcs::Credentials::token("fake-token"));
    let counts = [
        {
            let ids = calls::atlas::Ids::WIRE;
            all_answered("atlas", clients::atlas, calls::atlas::ROWS, &ids).await
        },
        {
            let (ids, rows) = (calls::cloud_manager::Ids::WIRE, calls::cloud_manager::ROWS);
            all_answered("cloud-manager", clients::cloud_manager, rows, &ids).await
        },
        {
            let ids = calls::dcs::Ids::WIRE;
            all_answered("dcs", dcs, calls::dcs::ROWS, &ids).await
        },
        {
            let ids = calls::sls::Ids::WIRE;
            all_answered("sls", clients::sls, calls::sls::ROWS, &ids).await
        },
    ];
    let all: usize = calls::tables().iter().map(|table| table.1.len()).sum();
    assert_eq!(counts.iter().sum::<usize>(), all);
}
