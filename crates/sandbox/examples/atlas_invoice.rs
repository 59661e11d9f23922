//! MongoDB Atlas: have a report of an invoice written, wait for it, and save its file, which a spreadsheet or a
//! program for costs reads.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example atlas_invoice
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::error::Error;

use backhaul_atlas::{Client, Credentials};
use backhaul_flows::atlas::SaveInvoiceReport;
use backhaul_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // The sandbox plays Atlas, so that this runs without an account. With one, the
    // client is `Client::from_env()?`.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let ids = sandbox.fixtures();
    let account = Credentials::service_account(ids.service_account_id, ids.service_account_secret);
    let client = Client::builder()
        .credentials(account)
        .base_url(sandbox.url())
        .build()?;

    // Those of the organization; the newest comes first.
    let organization = "5980cfdf0b6d97029d82f86e";
    let invoices = client.list_invoices().org_id(organization).send().await?;
    let newest = invoices.results.first().ok_or("there is no invoice yet")?;
    let invoice = newest.id.as_deref().ok_or("the invoice has no id")?;
    let cents = newest.amount_billed_cents.unwrap_or_default();
    println!("invoice {invoice}: {cents} cents");

    let folder = std::env::temp_dir().join("backhaul-invoices");
    let saved = SaveInvoiceReport::new(organization, invoice)
        .overwrite(true)
        .run(&client, folder, |event| println!("{event}"))
        .await?;
    println!("saved as {}", saved.file.path.display());
    Ok(())
}
