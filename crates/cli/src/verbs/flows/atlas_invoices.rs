//! `report atlas`.

use backhaul_atlas::Client;
use backhaul_flows::atlas::SaveInvoiceReport;
use clap::{ArgMatches, Command};

use super::super::context::Context;
use super::flags::{self, OVERWRITE, TO, text};
use super::flow::Flow;
use super::result::{self, number, object, path, print};
use super::stage::{Stage, events};
use super::words::{Guide, line};
use crate::failure::Failure;

pub(super) const REPORT: Flow = Flow {
    verb: "report",
    provider: "atlas",
    words: "invoice invoices billing bill costs focus csv download",
    begins_with: &["create-org-invoice-report"],
    names: &[],
    needs: &[&["org-id"], &["invoice-id"], &[TO], &[flags::TIMEOUT]],
    sources: &[],
    command,
    run: |stage, matches, context| Box::pin(report(stage, matches, context)),
};

const VERSION: &str = "format-spec-version";

fn command(command: Command) -> Command {
    command
        .about("Have a report of an invoice written, and save its file")
        .long_about(
            "Have a report of an invoice of an organization written, wait for it, and save its file as \
             invoice-INVOICE-ID-REPORT-ID.csv. The report follows FOCUS, the format of costs that is the same for all \
             providers. The result is the report, the file and its size.",
        )
        .after_help(
            "Examples:\n\
             \x20 backhaul atlas list-invoices --org-id ID\n\
             \x20 backhaul report atlas --org-id ID --invoice-id ID --to invoices --timeout 1h",
        )
        .arg(text("org-id", "ID", "The organization. Default: that of the environment"))
        .arg(text("invoice-id", "ID", "The invoice"))
        .arg(text(
            VERSION,
            "VERSION",
            "The version of FOCUS. Default: the provider chooses",
        ))
        .args(flags::saving())
        .args(flags::patience_with_files())
}

async fn report(stage: Stage, matches: &ArgMatches, context: &mut Context) -> Result<(), Failure> {
    let client = stage.client::<Client>()?;
    // The environment may name the organization.
    let org = stage.value(matches, "org-id");
    let org = org.as_str();
    let invoice = stage.required(matches, "invoice-id");
    let mut flow = SaveInvoiceReport::new(org, invoice)
        .overwrite(matches.get_flag(OVERWRITE))
        .patience(flags::patience_of(matches));
    if let Some(version) = matches.get_one::<String>(VERSION) {
        flow = flow.format_spec_version(version);
    }
    let requests = stage.checked([flow.preview(client)])?;
    if context.common.dry_run {
        let then = "wait for the report, and save its file";
        return stage.dry_run(context, &requests, then);
    }
    let guide = guide(org, invoice);
    let (sender, receiver) = events();
    let say = move |event| drop(sender.send(event));
    let work = flow.run(client, stage.required(matches, TO), say);
    let saved = stage.watch(context, guide, receiver, work).await?;
    const COLUMNS: &[&str; 3] = &["file", "bytes", "reportId"];
    let values = [
        path(&saved.file.path),
        number(saved.file.bytes),
        result::text(saved.report_id),
    ];
    print(context, COLUMNS, object(COLUMNS, values))
}

/// How to go on with a report.
pub(super) fn guide(org: &str, invoice: &str) -> Guide {
    let place = ["--org-id".to_owned(), org.to_owned()];
    let of_invoice = ["--invoice-id".to_owned(), invoice.to_owned()];
    let of = move |words: &[&str], more: &[&str]| {
        let place = place.iter().chain(&of_invoice).map(String::as_str);
        let place: Vec<&str> = place.collect();
        line(&[words, &place, more].concat())
    };
    Guide {
        look: of(&["atlas", "get-invoice"], &[]),
        goes_on: Box::new(move |_, id| {
            let more = ["--report-id", id];
            let wait = ["wait", "atlas", "get-org-invoice-report"];
            let link = ["--reveal", "--get", "/downloadUrl"];
            let get = of(
                &["atlas", "get-org-invoice-report"],
                &[&more[..], &link].concat(),
            );
            vec![
                of(&wait, &[&more[..], &["--timeout", "1h"]].concat()),
                format!("{get} | backhaul download --link - --to FILE"),
            ]
        }),
    }
}
