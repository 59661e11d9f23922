//! Errors of every kind, made without a call.

use std::error::Error as _;
use std::time::Duration;

use backhaul_runtime::testing::FakeError;
use backhaul_runtime::{ErrorKind, TimeLimit};

#[test]
fn an_error_of_every_kind_can_be_made() {
    // Kind, whether it may be retried, whether it was never sent.
    for (kind, may_be_retried, never_sent) in [
        (ErrorKind::InvalidInput, false, true),
        (ErrorKind::Credentials, false, true),
        (ErrorKind::Connect, true, true),
        (ErrorKind::Timeout, true, false),
        (ErrorKind::Transport, true, false),
        (ErrorKind::Api, true, false),
        (ErrorKind::Decode, false, false),
        (ErrorKind::Paging, false, false),
        (ErrorKind::Download, false, false),
        (ErrorKind::Io, false, false),
    ] {
        let error = FakeError::of(kind).operation("get_it").build();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.is_retryable(), may_be_retried, "{kind:?}");
        assert_eq!(error.never_sent(), never_sent, "{kind:?}");
        assert!(error.to_string().starts_with("get_it: "), "{error}");
    }
    for limit in [
        TimeLimit::Connect,
        TimeLimit::Attempt,
        TimeLimit::Read,
        TimeLimit::Call,
    ] {
        let error = FakeError::timeout(limit).build();
        assert_eq!(error.time_limit(), Some(limit));
        assert_eq!(error.never_sent(), limit == TimeLimit::Connect);
    }
}

#[test]
fn everything_that_a_user_reads_of_an_error_can_be_set() {
    let error = FakeError::api(403, "ReadQuotaExceed")
        .message("Slow down.")
        .body(r#"{"errorCode": "ReadQuotaExceed"}"#)
        .request_id("5B0A6B60")
        .retry_after(Duration::from_secs(7))
        .operation("list_shipper")
        .attempts(4)
        .throttled()
        .caused_by(std::io::Error::other("the cause"))
        .build();
    assert_eq!(
        error.to_string(),
        "list_shipper: 403 Forbidden, ReadQuotaExceed: Slow down (request 5B0A6B60) (4 attempts)"
    );
    assert!(error.is_throttled());
    assert_eq!(
        error.body(),
        Some(&br#"{"errorCode": "ReadQuotaExceed"}"#[..])
    );
    assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    assert_eq!(
        (error.operation(), error.attempts()),
        (Some("list_shipper"), 4)
    );
    assert_eq!(error.source().unwrap().to_string(), "the cause");

    let error = FakeError::of(ErrorKind::Decode).decode_path("components[0].exportId");
    let error = error.status(200).build();
    assert_eq!(error.decode_path(), Some("components[0].exportId"));
    let error = FakeError::api(403, "AccessDenied").link_expired().build();
    assert!(error.is_link_expired());
    let error = FakeError::timeout(TimeLimit::Call).never_sent().build();
    assert!(error.never_sent());
    let error = FakeError::api(7, "").build();
    assert_eq!(error.to_string(), "FakeError: 7 is not an HTTP status");
}
