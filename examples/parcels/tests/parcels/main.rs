//! The generated client against a small service on this machine.

mod service;

use std::time::Duration;

use parcels::types::ParcelState;
use parcels::{Client, Clock, Error, ErrorKind, Wait, requests};
use serde_json::{Value, json};
use service::{Request, Service};

/// A client with both credentials, whose pauses take no time.
fn client(service: &Service) -> Client {
    let client = Client::builder().key("fake-key").token("fake-token");
    let clock = Clock::default().with_sleep(|_| Box::pin(async {}));
    client
        .base_url(&service.address)
        .clock(clock)
        .build()
        .unwrap()
}

fn parcel(id: &str, state: &str) -> Value {
    json!({ "id": id, "state": state, "to": { "name": "A. Person", "city": "Bonn" }, "grams": 500 })
}

fn ok(body: &Value) -> (u16, &'static str, String) {
    (200, "application/json", body.to_string())
}

#[tokio::test]
async fn a_list_is_read_to_its_end_and_a_new_state_is_no_error() -> Result<(), Error> {
    let service = Service::start(|request, _| {
        let parcels = match request.line.contains("page=1") {
            true => vec![parcel("P0001", "moving"), parcel("P0002", "lost")],
            false => vec![parcel("P0003", "moving")],
        };
        ok(&json!({ "parcels": parcels, "total": 3 }))
    });
    let client = client(&service);
    let list = client.list_parcels().size(2).state("moving");
    let parcels = list.items().collect().await?;
    let ids: Vec<&str> = parcels.iter().map(|parcel| parcel.id.as_str()).collect();
    assert_eq!(ids, ["P0001", "P0002", "P0003"]);
    assert_eq!(parcels[0].state, ParcelState::Moving);
    assert!(matches!(parcels[1].state, ParcelState::Unknown(_)));
    assert_eq!(parcels[1].state.to_string(), "lost");
    let requests = service.requests();
    assert_eq!(requests.len(), 2);
    for part in ["GET /v1/parcels?", "state=moving", "size=2", "page=2"] {
        assert!(requests[1].line.contains(part), "{requests:?}");
    }
    // The first alternative of the document, and not the other one.
    assert_eq!(requests[0].headers["x-parcel-key"], "fake-key");
    assert!(!requests[0].headers.contains_key("authorization"));
    Ok(())
}

#[tokio::test]
async fn a_parcel_is_announced_and_mistakes_are_found_before_that() -> Result<(), Error> {
    let service = Service::start(|_, _| {
        (
            201,
            "application/json",
            parcel("P0004", "announced").to_string(),
        )
    });
    let client = client(&service);
    let to = |country| {
        let address = requests::Address::new().name("A. Person").city("Bonn");
        address.country(country)
    };
    let wrong = client.create_parcel().to(to("Germany")).grams(0).await;
    let wrong = wrong.unwrap_err();
    assert_eq!(wrong.kind(), ErrorKind::InvalidInput);
    let text = wrong.to_string();
    assert!(text.contains("grams") && text.contains("country"), "{text}");
    assert!(service.requests().is_empty(), "nothing was sent");

    let call = client.create_parcel().to(to("DE")).grams(500);
    let parcel = call.tags([("fragile", "yes")]).await?.into_inner();
    assert_eq!((parcel.id.as_str(), parcel.delivered_at), ("P0004", None));
    let request = &service.requests()[0];
    assert_eq!(request.line, "POST /v1/parcels");
    assert_eq!(request.headers["authorization"], "Bearer fake-token");
    let sent: Value = serde_json::from_str(&request.body).unwrap();
    let address = json!({ "name": "A. Person", "city": "Bonn", "country": "DE" });
    assert_eq!(
        sent,
        json!({ "to": address, "grams": 500, "tags": { "fragile": "yes" } })
    );
    Ok(())
}

/// Busy once, then queued, printing, done.
fn printer(request: &Request, before: usize) -> (u16, &'static str, String) {
    let label = |state: &str| json!({ "id": "L1", "state": state });
    match (request.line.as_str(), before) {
        ("POST /v1/parcels/P0004/labels", 0) => {
            (202, "application/json", label("queued").to_string())
        }
        ("GET /v1/labels/L1", 1) => {
            let problem = json!({ "code": "BUSY", "message": "Try later." });
            (503, "application/json", problem.to_string())
        }
        ("GET /v1/labels/L1", 2) => ok(&label("printing")),
        ("GET /v1/labels/L1", _) => ok(&label("done")),
        ("GET /v1/labels/L1/file", _) => (200, "application/pdf", "%PDF-fake".to_owned()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_label_is_printed_waited_for_and_downloaded() -> Result<(), Box<dyn std::error::Error>> {
    let service = Service::start(printer);
    let client = client(&service);
    let label = client.print_label().parcel_id("P0004").await?.into_inner();
    let get = client.get_label().label_id(&label.id);
    let wait = Wait::up_to(Duration::from_secs(600));
    let label = get.wait(wait).await?.succeeded()?;
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("label.pdf");
    let download = client.download_label().label_id(&label.id).download();
    assert_eq!(download.to_file(&file).await?.bytes, 9);
    assert_eq!(std::fs::read_to_string(file)?, "%PDF-fake");
    assert_eq!(service.requests().len(), 5);
    Ok(())
}

#[tokio::test]
async fn an_error_has_what_the_service_says_and_no_secret() {
    let service = Service::start(|_, _| {
        let problem = json!({ "code": "NO_PARCEL", "message": "There is no such parcel." });
        (404, "application/json", problem.to_string())
    });
    let error = client(&service)
        .get_parcel()
        .parcel_id("P0005")
        .await
        .unwrap_err();
    assert_eq!(
        (error.status(), error.code()),
        (Some(404), Some("NO_PARCEL"))
    );
    let shown = format!("{error} {error:?}");
    assert!(shown.contains("There is no such parcel."), "{shown}");
    assert!(!shown.contains("fake-"), "{shown}");
}
