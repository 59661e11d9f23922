//! Operations that have no life of their own, at each of the providers.

use std::time::{Duration, SystemTime};

use axum::http::{HeaderMap, HeaderValue, StatusCode};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::server::Server;
use super::service::Service;
use super::settings::Settings;
use crate::auth::digest::DigestOptions;
use crate::checks;
use crate::document::{Operation, Shown, operations};
use crate::faults::{Door, Faults};
use crate::fixtures::DEFAULT;
use crate::http::{Answer, Request};
use crate::providers::Call;
use crate::state::Plan;
use crate::time::Clock;

/// Made for these tests: no provider has any of these operations.
const DOCUMENT: &str = r##"
paths:
  /atlas/{groupId}/{clusterName}/things/{thingId}:
    get:
      operationId: getThing
      responses:
        "200":
          content:
            application/vnd.atlas.2024-05-30+json:
              schema: { type: object, properties: { id: { type: string }, groupId: { type: string } } }
              example: { id: "1", groupId: "2" }
        "401": { content: { application/json: { schema: { type: object } } } }
    delete:
      operationId: deleteThing
      parameters:
        - { name: loud, in: query, schema: { type: boolean } }
      responses: { "204": { content: { application/vnd.atlas.2024-05-30+json: {} } } }
  /groups/{groupId}/things:
    get:
      operationId: listThings
      x-pages: { style: page, position: pageNum, size: itemsPerPage, items: results }
      parameters:
        - { name: includeCount, in: query, schema: { type: boolean } }
        - { name: envelope, in: query, schema: { type: boolean } }
        - { name: pageNum, in: query, schema: { type: integer } }
      responses:
        "200":
          content:
            application/json:
              schema:
                type: object
                properties: { results: { type: array }, totalCount: { type: integer } }
              example: { results: [{ id: "1" }], totalCount: 1 }
        "404": { content: { application/json: { schema: { type: object } } } }
  /groups/{groupId}/log:
    get:
      operationId: getLog
      responses: { "200": { content: { application/gzip: {} } } }
  /logstores/{logstore}/things/{shipperName}:
    put:
      operationId: UpdateThing
      requestBody:
        required: true
        content:
          application/json: { schema: { type: object, properties: { a: { type: integer } } } }
      responses: { "200": {} }
  /v2/{project_id}/instances/{instance_id}/things:
    get:
      operationId: ListThings
      x-pages: { style: offset, position: offset, size: limit, items: things, total: total }
      parameters:
        - { name: offset, in: query, schema: { type: integer } }
      responses:
        "200":
          content:
            application/json:
              schema: { type: object }
              example: { things: [{ instance_id: "1" }], total: 5 }
        "204": {}
  /v2/{project_id}/nothing:
    get:
      operationId: ShowNothing
      responses: { "200": { content: { application/json: { schema: { type: object } } } } }
"##;

async fn server() -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let settings = Settings {
        clock: Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(1_709_251_198)),
        digest: DigestOptions::default(),
        token_lifetime: Duration::from_secs(3600),
        iam_token_lifetime: Duration::from_secs(3600),
        plan: Plan {
            jobs_advance: false,
            restore_jobs: 0,
            object_size: 1,
            ranges: true,
        },
        watcher: None,
    };
    let faults = Faults::new(Door::new(listener).unwrap());
    Server::new(&DEFAULT, "http://127.0.0.1:1", faults, settings).unwrap()
}

/// The provider of a document.
fn service<'a>(server: &'a Server, document: &str) -> &'a Service {
    let mut services = server.services.iter();
    let found = services.find(|service| service.provider.document() == document);
    found.unwrap()
}

/// What `service` answers to a caller whom it has let in. Asserts that the document allows it.
fn answer(server: &Server, service: &Service, operation: &str, target: &str) -> Answer {
    let operations = operations(DOCUMENT).unwrap();
    let is_wanted = |one: &&Operation| one.id == operation;
    let operation = operations.iter().find(is_wanted).unwrap();
    let mut headers = HeaderMap::new();
    for (name, value) in [
        ("accept", "application/vnd.atlas.2025-03-12+json"),
        ("host", "ali-test-project.sandbox.example"),
        ("content-type", "application/json"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let body = operation.body.as_ref().map_or("", |_| "{\"a\": 1}");
    let request = Request {
        method: operation.method.clone(),
        target: target.to_owned(),
        headers,
        body: Bytes::from_static(body.as_bytes()),
    };
    let path_parameters = operation.template.matches(&request.segments()).unwrap();
    let call = Call {
        operation,
        request: &request,
        path_parameters: &path_parameters,
    };
    let answer = server.call(service.provider.as_ref(), &call);
    let documented = operation.responses.iter();
    if answer.status.is_success() || documented.clone().any(|one| one.status >= 400) {
        let violations = checks::answer::check(operation, &request, &answer);
        assert!(violations.is_empty(), "{target}: {violations:?}");
    }
    answer
}

fn json_of(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200);
    serde_json::from_slice(answer.body()).unwrap()
}

#[tokio::test]
async fn atlas_answers_the_example_for_what_may_exist() {
    let server = server().await;
    let of =
        |operation, target: &str| answer(&server, service(&server, "atlas"), operation, target);
    let (group, cluster) = (DEFAULT.group_id, DEFAULT.cluster_name);
    let found = of("getThing", &format!("/atlas/{group}/{cluster}/things/7"));
    assert_eq!(found.media_type(), "application/vnd.atlas.2024-05-30+json");
    assert_eq!(json_of(&found), json!({ "id": "7", "groupId": group }));
    for target in [
        "/atlas/no-group/a/things/7",
        &format!("/atlas/{group}/no-such/things/7"),
    ] {
        assert_eq!(of("getThing", target).status, 404, "{target}");
    }
}

#[tokio::test]
async fn what_changes_something_is_checked_first_and_counted() {
    let server = server().await;
    let of =
        |operation, target: &str| answer(&server, service(&server, "atlas"), operation, target);
    let (group, cluster) = (DEFAULT.group_id, DEFAULT.cluster_name);
    let target = format!("/atlas/{group}/{cluster}/things/7");
    assert_eq!(
        of("deleteThing", &format!("{target}?loud=maybe")).status,
        400
    );
    assert_eq!(
        of("deleteThing", &format!("{target}?quiet=true")).status,
        400
    );
    assert!(server.applied.all().is_empty());
    let done = of("deleteThing", &target);
    assert_eq!((done.status.as_u16(), done.body()), (204, b"".as_slice()));
    let applied = server.applied.all();
    assert_eq!((applied.len(), applied[0].times), (1, 1));
    assert_eq!(applied[0].operation, "deleteThing");
}

#[tokio::test]
async fn cloud_manager_answers_lists_and_files() {
    let server = server().await;
    let of = |operation, target: &str| {
        answer(
            &server,
            service(&server, "cloud-manager"),
            operation,
            target,
        )
    };
    let list = |query: &str| {
        let target = format!("/groups/{}/things?{query}", DEFAULT.group_id);
        json_of(&of("listThings", &target))
    };
    let first = json!({ "results": [{ "id": "1" }], "totalCount": 1 });
    assert_eq!(list(""), first);
    assert_eq!(list("pageNum=1"), first);
    assert_eq!(list("pageNum=2"), json!({ "results": [], "totalCount": 1 }));
    assert_eq!(
        list("includeCount=false"),
        json!({ "results": [{ "id": "1" }] })
    );
    assert_eq!(list("envelope=true")["status"], 200);
    assert_eq!(of("listThings", "/groups/no-group/things").status, 404);

    let file = of("getLog", &format!("/groups/{}/log", DEFAULT.group_id));
    assert_eq!(file.media_type(), "application/gzip");
    assert!(file.body().starts_with(&[0x1f, 0x8b]));
}

#[tokio::test]
async fn sls_answers_where_logstore_and_shipper_exist() {
    let server = server().await;
    let status = |logstore: &str, shipper: &str| {
        let target = format!("/logstores/{logstore}/things/{shipper}");
        answer(&server, service(&server, "sls"), "UpdateThing", &target).status
    };
    assert_eq!(status(DEFAULT.sls_logstore, DEFAULT.sls_shipper), 200);
    assert_eq!(status(DEFAULT.sls_logstore, "no-such"), 404);
    assert_eq!(status("no-such", DEFAULT.sls_shipper), 404);
    assert_eq!(server.applied.all()[0].body, "{\"a\": 1}");
}

#[tokio::test]
async fn dcs_answers_204_beyond_the_end_of_a_list() {
    let server = server().await;
    let of = |operation, target: &str| answer(&server, service(&server, "dcs"), operation, target);
    let list = |instance: &str, query: &str| {
        let project = DEFAULT.dcs_project_id;
        let target = format!("/v2/{project}/instances/{instance}/things{query}");
        of("ListThings", &target)
    };
    let id = DEFAULT.dcs_instance_id;
    let expected = json!({ "things": [{ "instance_id": id }], "total": 1 });
    assert_eq!(json_of(&list(id, "")), expected);
    assert_eq!(list(id, "?offset=1").status, 204);
    assert_eq!(list("no-such", "").status, 404);
    // Nothing to answer with: the document has no example.
    assert_eq!(of("ShowNothing", "/v2/any/nothing").status, 404);
}

/// What the sandbox would answer for each operation of the true documents.
#[tokio::test]
async fn every_example_is_an_answer_that_its_document_allows() {
    let server = server().await;
    let mut wrong = Vec::new();
    for operation in server.services.iter().flat_map(|one| one.operations) {
        let id = &operation.id;
        let Some(example) = &operation.example else {
            panic!("{id} has no success");
        };
        let media_type = example.media_type.as_deref().unwrap_or_default();
        let answer = match example.shown(&[], false, &[]) {
            None => panic!("{id} has no example"),
            Some(Shown::Nothing) => Answer::empty(example.status),
            Some(Shown::NoContent) => Answer::empty(StatusCode::NO_CONTENT),
            Some(Shown::Json(body)) => Answer::json(example.status, media_type, &body),
            Some(Shown::Bytes(bytes)) => Answer::bytes(example.status, media_type, bytes),
        };
        let request = Request {
            method: operation.method.clone(),
            target: "/".to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        let violations = checks::answer::check(operation, &request, &answer);
        wrong.extend(violations.into_iter().map(|one| format!("{id}: {one}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
