//! Calls about invoices.

use backhaul_atlas::Client;

use super::ids::{Ids, ORGANIZATION};
use crate::calls::{Row, sent};

pub(super) const ROWS: &[Row<Client, Ids>] = &[
    ("list_invoices", |client, _| {
        let call = client.list_invoices().org_id(ORGANIZATION);
        let call = call
            .view_linked_invoices(false)
            .status_names(["PAID", "CLOSED"]);
        let call = call.from_date("2024-01-01").to_date("2024-12-31");
        sent(call.sort_by("START_DATE").order_by("asc"))
    }),
    ("list_invoice_pending", |client, _| {
        sent(client.list_invoice_pending().org_id(ORGANIZATION))
    }),
    ("get_invoice", |client, ids| {
        sent(
            client
                .get_invoice()
                .org_id(ORGANIZATION)
                .invoice_id(ids.invoice_id),
        )
    }),
    ("get_invoice_csv", |client, ids| {
        sent(
            client
                .get_invoice_csv()
                .org_id(ORGANIZATION)
                .invoice_id(ids.invoice_id),
        )
    }),
    ("list_org_invoice_reports", |client, ids| {
        let call = client.list_org_invoice_reports().org_id(ORGANIZATION);
        sent(call.invoice_id(ids.invoice_id))
    }),
    ("create_org_invoice_report", |client, ids| {
        let call = client.create_org_invoice_report().org_id(ORGANIZATION);
        let call = call.invoice_id(ids.invoice_id);
        sent(call.report_format("CSV").report_type("FOCUS"))
    }),
    ("get_org_invoice_report", |client, ids| {
        let call = client.get_org_invoice_report().org_id(ORGANIZATION);
        sent(
            call.invoice_id(ids.invoice_id)
                .report_id(ids.invoice_report_id),
        )
    }),
];
