//! More SLS task ids than one request may have.

use backhaul_sls::{BatchOutcome, BatchReport, Client, Credentials, Error, ErrorKind, Retry};
use wire::recorder;

fn answer(status: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

/// Sends the ids against `script`: the outcome, and the bodies of the requests.
async fn send(script: Vec<String>, ids: &[String]) -> (Result<BatchReport, Error>, Vec<String>) {
    let expected = script.len();
    let (address, requests) = recorder(script).await;
    let client = Client::builder()
        .credentials(Credentials::access_key("FAKEAKID", "fake-secret"))
        .endpoint(&address)
        .region("cn-hangzhou")
        .project("ali-test-project")
        .retry(Retry::off())
        .build()
        .unwrap();
    let call = client
        .retry_shipper_task()
        .logstore("ls")
        .shipper_name("sh");
    let outcome = call.send_in_batches(ids).await;
    if expected == 0 {
        return (outcome, Vec::new());
    }
    let requests = requests.await.unwrap();
    let body = |request: &String| request.split("\r\n\r\n").nth(1).unwrap().to_owned();
    (outcome, requests.iter().map(body).collect())
}

fn ids(number: usize) -> Vec<String> {
    (1..=number).map(|index| format!("task-{index}")).collect()
}

#[tokio::test]
async fn any_number_of_ids_goes_out_ten_by_ten() {
    let mut given = ids(23);
    given.push("task-1".to_owned());
    let (report, bodies) = send(vec![answer("200 OK", ""); 3], &given).await;
    let report = report.unwrap();
    let sent: Vec<Vec<String>> = bodies
        .iter()
        .map(|body| serde_json::from_str(body).unwrap())
        .collect();
    assert_eq!(sent.iter().map(Vec::len).collect::<Vec<_>>(), [10, 10, 3]);
    assert_eq!(sent.concat(), ids(23), "in order, and each once");
    assert!(report.is_complete());
    assert_eq!(report.to_string(), "23 of 23 tasks accepted");
}

#[tokio::test]
async fn a_request_that_fails_keeps_no_other_from_being_sent() {
    let ok = answer("200 OK", "");
    let failed = answer(
        "500 Internal Server Error",
        "{\"errorCode\":\"InternalServerError\"}",
    );
    let (report, bodies) = send(vec![ok.clone(), failed, ok], &ids(23)).await;
    let report = report.unwrap();
    assert_eq!(bodies.len(), 3);
    assert_eq!(report.accepted().count(), 13);
    assert_eq!(report.remaining().collect::<Vec<_>>(), ids(20)[10..]);
    let error = report.first_error().unwrap();
    assert_eq!(error.code(), Some("InternalServerError"));
    assert!(
        report
            .to_string()
            .starts_with("13 of 23 tasks accepted; first failure: ")
    );
}

#[tokio::test]
async fn what_would_fail_again_is_not_sent_again() {
    for status in ["401 Unauthorized", "404 Not Found"] {
        let refused = answer(status, "{\"errorCode\":\"CODE\",\"errorMessage\":\"m\"}");
        let (report, bodies) = send(vec![refused], &ids(23)).await;
        let report = report.unwrap();
        assert_eq!(bodies.len(), 1, "{status}");
        let failed =
            |(_, outcome): &(&str, &BatchOutcome)| matches!(outcome, BatchOutcome::Failed(_));
        assert_eq!(report.outcomes().filter(failed).count(), 10);
        assert_eq!(report.remaining().count(), 23);
        assert!(matches!(
            report.outcomes().last(),
            Some(("task-23", BatchOutcome::NotSent))
        ));
    }
}

#[tokio::test]
async fn an_id_that_is_not_allowed_stops_everything_before_it_begins() {
    let mut given = ids(12);
    given[11].clear();
    let (outcome, _) = send(Vec::new(), &given).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("item 11"), "{error}");
    let (none, _) = send(Vec::new(), &[]).await;
    assert!(none.unwrap().is_complete());
}
