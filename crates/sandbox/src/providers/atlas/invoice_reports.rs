//! Atlas' reports of invoices.

use axum::http::StatusCode;
use serde_json::Value;

use super::errors::not_found;
use crate::http::Answer;
use crate::providers::mongodb::{self, Page};
use crate::providers::provider::Call;
use crate::state::World;

/// The answer to a call about reports of invoices; `None` if the call is about something else.
pub(super) fn perform(call: &Call<'_>, media_type: &str, world: &World) -> Option<Answer> {
    let (reports, advance) = (&world.invoice_reports, world.jobs_advance);
    let (invoice, id) = (call.path("invoiceId"), call.path("reportId"));
    let is_known = invoice == reports.invoice_id;
    Some(match call.operation.id.as_str() {
        "listOrgInvoiceReports" | "createOrgInvoiceReport" | "getOrgInvoiceReport" if !is_known => {
            not_found(invoice)
        }
        "listOrgInvoiceReports" => {
            let page = Page::of(call.request);
            let (total, shown) = reports.list(page.range(), advance);
            mongodb::list(call.request, media_type, page, total, shown)
        }
        "createOrgInvoiceReport" => {
            // The validation has checked it.
            let wanted = serde_json::from_slice::<Value>(&call.request.body).unwrap_or_default();
            let made = reports.make(&wanted, &world.objects);
            mongodb::answered(call.request, StatusCode::CREATED, media_type, made)
        }
        "getOrgInvoiceReport" => match reports.look(id, advance) {
            Some(report) => mongodb::success(call.request, media_type, report),
            None => not_found(id),
        },
        _ => return None,
    })
}
