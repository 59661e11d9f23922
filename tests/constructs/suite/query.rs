//! The query: arrays, dates, numbers.

use std::time::{Duration, SystemTime};

use backhaul_constructs::parameters::Status;

use crate::recorder::{answering, no_content, problems, unasked};

#[tokio::test]
async fn arrays_are_written_in_their_style() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .search_all()
        .status_names([Status::On, Status::AB])
        .ids([1, 20])
        .words(["a+b", "c,d", "ü|&"])
        .tags(["a b", "c,d"])
        .flags(vec![true, false])
        .days(["2026-11-30", "2024-02-29"]);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /query?days=2026-11-30,2024-02-29&flags=true&flags=false&ids=1,20\
         &statusNames=ON&statusNames=a%2Cb&tags=a+b%7Cc%2Cd&words=a%2Bb%20c%2Cd%20%C3%BC%7C%26"
    );
}

#[tokio::test]
async fn scalars_are_written_as_they_are() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .search_all()
        .ids([1])
        .since("2026-11-30")
        .until(SystemTime::UNIX_EPOCH + Duration::from_secs(60))
        .share(1.5)
        .count(0)
        .text("a b&c=d+e/ü")
        .status("OFF")
        .deep(true);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /query?count=0&deep=true&ids=1&share=1.5&since=2026-11-30&status=OFF\
         &text=a+b%26c%3Dd%2Be%2F%C3%BC&until=1970-01-01T00%3A01%3A00Z"
    );
}

#[tokio::test]
async fn every_wrong_value_is_told_before_anything_is_sent() {
    let client = unasked().await;
    let call = client
        .search_all()
        .status_names(["ON", "on", "OFF", "ON"])
        .ids([0, 1, -2])
        .words(["a", "b c"])
        .tags(["a|b"])
        .flags::<bool>([])
        .days(["2026-02-30", "2026-03-01"])
        .since("yesterday")
        .until("2026-11-30")
        .share(0.0)
        .count(-1)
        .status("a");
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "count: -1 is not allowed: it must be at least 0",
            r#"days[0]: "2026-02-30" is not a valid Date: it must be a day of the calendar in ISO 8601, such as 2026-11-22"#,
            "flags: 0 items are not allowed: there must be at least 1",
            "ids[0]: 0 is not allowed: it must be at least 1; [2]: -2 is not allowed: it must be at least 1",
            "share: 0 is not allowed: it must be greater than 0",
            r#"since: "yesterday" is not a valid Date: it must be a day of the calendar in ISO 8601, such as 2026-11-22"#,
            r#"status: "a" is not allowed: it must be one of ON, OFF, a,b"#,
            r#"status_names: 4 items are not allowed: there must be at most 3; [1]: "on" is not allowed: it must be one of ON, OFF, a,b"#,
            r#"tags[0]: "a|b" contains "|", which separates items"#,
            r#"until: "2026-11-30" is not a valid Timestamp: it must be a date and time with a time zone in ISO 8601, such as 2026-11-22T10:00:00Z"#,
            r#"words[1]: "b c" contains " ", which separates items"#,
        ]
    );
    let error = client.search_all().await.unwrap_err();
    assert_eq!(problems(&error), ["ids is missing: call .ids(...)"]);
}

/// It says what the provider takes, who may take something else tomorrow.
#[tokio::test]
async fn a_default_is_not_sent() {
    let (client, sent) = answering(&no_content()).await;
    client.search_all().ids([1]).await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /query?ids=1");
}
