//! Have a report of an invoice written, and save its file.

use std::path::Path;
use std::time::Duration;

use backhaul_atlas::builders::CreateOrgInvoiceReport;
use backhaul_atlas::{Client, Job, Preview};

use crate::error::{Error, succeeded};
use crate::event::{Event, Work};
use crate::files::{Folder, SavedFile, safe, save};
use crate::patience::{Patience, USUAL, Waits};

/// Has a report of an invoice written, waits for it, and saves its file.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_flows::atlas::SaveInvoiceReport;
///
/// let saved = SaveInvoiceReport::new("32b6e34b3d91647abb20e7b8", "666acb8787ba43606905dcae")
///     .run(client, "invoices", |event| println!("{event}"))
///     .await?;
/// println!("{} bytes in {}", saved.file.bytes, saved.file.path.display());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct SaveInvoiceReport {
    org_id: String,
    invoice_id: String,
    format_spec_version: Option<String>,
    patience: Patience,
    overwrite: bool,
}

/// A report that was saved.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SavedInvoiceReport {
    /// The report.
    pub report_id: String,
    /// Its file.
    pub file: SavedFile,
}

impl SaveInvoiceReport {
    /// Of an invoice of an organization, by their ids. The report follows FOCUS, and its file is CSV.
    pub fn new(org_id: impl Into<String>, invoice_id: impl Into<String>) -> Self {
        Self {
            org_id: org_id.into(),
            invoice_id: invoice_id.into(),
            format_spec_version: None,
            patience: Patience::up_to(Duration::from_secs(3600)),
            overwrite: false,
        }
    }

    /// Which version of FOCUS the report follows. By default the provider chooses.
    pub fn format_spec_version(mut self, version: impl Into<String>) -> Self {
        self.format_spec_version = Some(version.into());
        self
    }

    /// Whether a file that is there is replaced. By default it stays, and the flow fails.
    pub fn overwrite(mut self, overwrite: bool) -> Self {
        self.overwrite = overwrite;
        self
    }

    /// How long to wait for the report. Default 1 hour.
    pub fn patience(mut self, patience: Patience) -> Self {
        self.patience = patience;
        self
    }

    fn create(&self, client: &Client) -> CreateOrgInvoiceReport {
        let create = client.create_org_invoice_report().org_id(&self.org_id);
        let create = create.invoice_id(&self.invoice_id);
        let create = create.report_format("CSV").report_type("FOCUS");
        match &self.format_spec_version {
            Some(version) => create.format_spec_version(version),
            None => create,
        }
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.create(client).preview()?)
    }

    /// Does it. The file is `invoice-INVOICE-ID-REPORT-ID.csv` in `folder`, which is made if it is not there.
    ///
    /// # Errors
    /// If the folder cannot be made, a file is there already, a call fails, or the report fails or does not end in time.
    pub async fn run(
        &self,
        client: &Client,
        folder: impl AsRef<Path>,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<SavedInvoiceReport, Error> {
        let folder = Folder::make(folder.as_ref(), self.overwrite)?;
        self.preview(client)?;
        let mut waits = Waits::new(&self.patience);
        let report = self.create(client).send().await?;
        let report_id = report.report_id.clone();
        listener(Event::Begun {
            work: Work::Report,
            id: Some(report_id.clone()),
        });
        let get = client.get_org_invoice_report().org_id(&self.org_id);
        let get = get.invoice_id(&self.invoice_id).report_id(&report_id);
        let outcome = get
            .wait(waits.next(Duration::ZERO, USUAL))
            .on_progress(|report| {
                listener(Event::Seen {
                    work: Work::Report,
                    state: report.state(),
                    progress: None,
                });
            })
            .await?;
        // Anyone who has the link can read the file, so it is never in an error or a log.
        let missing = Error::Incomplete("get_org_invoice_report: the report has no link");
        let report = succeeded(outcome, Work::Report, &report_id)?;
        let link = report.download_url.ok_or(missing)?;
        let (invoice, name) = (safe(&self.invoice_id, "id"), safe(&report_id, "report"));
        let path = folder.file(&format!("invoice-{invoice}-{name}.csv"))?;
        let file = save(client.download_link(&link), path, Some((&listener, None))).await?;
        Ok(SavedInvoiceReport { report_id, file })
    }
}
