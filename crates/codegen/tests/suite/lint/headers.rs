//! Refused: headers that belong to the client, or that do not arrive.

use crate::support::{Refusal, check};

#[test]
fn headers_that_are_no_parameters() {
    check(&[
        Refusal {
            what: "a header of the client",
            rule: "idle/reserved-header",
            edits: &[
                ("in: query", "in: header"),
                ("- name: verbose", "- name: Content-Length"),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.name",
            at: "name: Content-Length",
            says: &["Content-Length", "set by the client itself"],
        },
        Refusal {
            what: "a header of a signature",
            rule: "house/reserved-header",
            edits: &[
                ("in: query", "in: header"),
                ("- name: verbose", "- name: x-log-date"),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.name",
            at: "name: x-log-date",
            says: &["x-log-date", "set by the client's credentials"],
        },
        Refusal {
            what: "a header that gateways drop",
            rule: "house/header-underscore",
            edits: &[
                ("in: query", "in: header"),
                ("- name: verbose", "- name: x_team"),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.name",
            at: "name: x_team",
            says: &["x_team", "underscore"],
        },
        Refusal {
            what: "a header with a blank",
            rule: "document/header-name",
            edits: &[
                ("in: query", "in: header"),
                ("- name: verbose", "- name: x team"),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.parameters.2.name",
            at: "name: x team",
            says: &["\"x team\"", "not the name of a header"],
        },
    ]);
}
