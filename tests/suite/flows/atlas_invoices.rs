//! Reports of invoices of Atlas: ordered, waited for, saved.

use std::fs;

use backhaul_flows::Error;
use backhaul_flows::atlas::SaveInvoiceReport;

use crate::flows::stage::{Stage, files};
use crate::support::clients::NO_SUCH_ID;

/// The organization is not looked up.
const ORGANIZATION: &str = "5980cfdf0b6d97029d82f86e";

#[tokio::test]
async fn a_report_of_an_invoice_is_written_and_saved() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let invoice = stage.sandbox.fixtures().invoice_id;
    let flow = SaveInvoiceReport::new(ORGANIZATION, invoice).format_spec_version("1.0");
    let client = stage.atlas();
    let saved = flow.run(&client, &folder, |event| stage.say(event)).await;
    let saved = saved.unwrap();

    let name = format!("invoice-{invoice}-{}.csv", saved.report_id);
    assert_eq!(files(folder.path()), [name]);
    let bytes = fs::read(&saved.file.path).unwrap();
    assert_eq!(u64::try_from(bytes.len()).unwrap(), saved.file.bytes);
    let said = stage.said();
    let begun = format!("report {} was requested", saved.report_id);
    let states = ["report: queued", "report: running", "report: succeeded"];
    assert_eq!(said[0], begun);
    assert_eq!(said[1..4], states);
    assert_eq!(stage.count("createOrgInvoiceReport 201"), 1);
    assert_eq!(stage.count("getOrgInvoiceReport 200"), 3);
    assert!(
        !format!("{said:?}").contains("Signature"),
        "a link shows: {said:?}"
    );
}

#[tokio::test]
async fn a_report_that_fails_leaves_no_file() {
    let stage = Stage::moving().await;
    let folder = tempfile::tempdir().unwrap();
    let invoice = stage.sandbox.fixtures().invoice_id;
    stage.sandbox.fail_next_invoice_report();
    let flow = SaveInvoiceReport::new(ORGANIZATION, invoice);
    let client = stage.atlas();
    let error = flow.run(&client, &folder, |event| stage.say(event)).await;
    let error = error.unwrap_err();
    let Error::Ended(end) = &error else {
        panic!("{error:?}");
    };
    let id = end.id().unwrap();
    let line = format!("get_org_invoice_report: report {id}: ended as failed: Made to fail.");
    assert_eq!(error.to_string(), line);
    assert_eq!(files(folder.path()), [""; 0]);

    let unknown = SaveInvoiceReport::new(ORGANIZATION, NO_SUCH_ID);
    let error = unknown.run(&client, &folder, |_| ()).await.unwrap_err();
    assert!(matches!(error, Error::Call(_)), "{error:?}");
}
