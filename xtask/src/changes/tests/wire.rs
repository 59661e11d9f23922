//! What only servers get otherwise.

use super::{changes, expect, shown};
use crate::changes::compare::Descriptions;
use crate::changes::wire;

#[test]
fn another_header_is_on_the_wire_only() {
    let media = (
        "application/vnd.small.2026-01-01+json",
        "application/vnd.small.2026-02-02+json",
    );
    expect(
        &[media],
        &["Wire create_job : content-type: application/vnd.small.2026-01-01+json became"],
    );
}

#[test]
fn another_path_or_method_is_on_the_wire_only() {
    expect(
        &[(
            "  /groups/{groupId}/jobs:\n",
            "  /v2/groups/{groupId}/jobs:\n",
        )],
        &[
            "Wire create_job : POST /groups/{groupId}/jobs became POST /v2/groups",
            "Wire list_jobs : GET /groups/{groupId}/jobs became GET /v2/groups",
        ],
    );
    let found = shown(&changes(&[("    post:\n", "    patch:\n")]));
    assert!(found[0].starts_with("Wire create_job : POST"), "{found:#?}");
}

#[test]
fn another_request_is_told_by_what_differs() {
    let request = "POST /jobs HTTP/1.1\naccept: a\nauthorization: Digest a=b, nc=00000001, b=c\n\n{\"x\":1}\n";
    let side = |text: &str| Descriptions::from([("create_job".to_owned(), text.to_owned())]);
    let told = |new: &str| shown(&wire::compare("small", &side(request), &side(new)));
    assert_eq!(
        told(
            &request
                .replace("accept: a", "accept: b")
                .replace("00000001", "00000002")
        ),
        ["Wire create_job : another request: accept: a became accept: b"]
    );
    assert_eq!(
        told(&request.replace("{\"x\":1}", "{\"x\":\"1\"}")),
        ["Wire create_job : another request: {\"x\":1}\n became {\"x\":\"1\"}\n"]
    );
    assert!(told(&request.replace("00000001", "00000002")).is_empty());
}
