//! Bodies that are not as the documents say: an error under a status of success, another charset, a key
//! that comes twice.

use backhaul_runtime::{Error, ErrorKind, Operation, Retry};
use backhaul_sandbox::{Fault, Sandbox};
use documents::Document;
use serde_json::{Value, json};
use wire::calls::{self, Row};

use crate::answers::{self, leniency};
use crate::support::clients::cloud_manager;

/// Calls every operation of a table that answers JSON or nothing at a server that answers `body` to all,
/// and gives what came.
async fn answered<Client, Ids>(
    provider: &str,
    client: impl FnOnce(&str) -> Client,
    rows: &[Row<Client, Ids>],
    ids: &Ids,
    body: &str,
) -> Vec<(&'static Operation, Result<u16, Error>)> {
    let document = Document::read(provider);
    let is_read = |operation: &Operation| {
        let operations = document.operations();
        let one = operations
            .iter()
            .find(|one| one["operationId"] == operation.id);
        let responses = one.unwrap()["responses"].as_object().unwrap().values();
        let mut bodies =
            responses.filter_map(|response| document.follow(response)["content"].as_object());
        bodies.all(|content| {
            content
                .keys()
                .all(|media_type| media_type.ends_with("json"))
        })
    };
    let rows = rows.iter();
    let rows = rows.map(|(name, call)| (calls::operation(provider, name), call));
    let rows: Vec<_> = rows.filter(|(operation, _)| is_read(operation)).collect();
    let answers = vec![wire::json_answer(body); rows.len()];
    let (address, requests) = wire::recorder(answers).await;
    let client = client(&address);
    let mut outcomes = Vec::new();
    for (operation, call) in rows {
        outcomes.push((operation, call(&client, ids).await));
    }
    assert_eq!(requests.await.unwrap().len(), outcomes.len());
    outcomes
}

/// The same for all providers; `error` gives the body for a provider.
async fn answered_by_all(
    body: impl Fn(&str) -> String,
) -> Vec<(&'static str, &'static Operation, Result<u16, Error>)> {
    let mut all = Vec::new();
    macro_rules! ask {
        ($($name:literal, $krate:ident, $module:ident;)+) => {$(
            let (rows, ids) = (calls::$module::ROWS, calls::$module::Ids::WIRE);
            let client = calls::$module::client;
            let outcomes = answered($name, client, rows, &ids, &body($name)).await.into_iter();
            all.extend(outcomes.map(|(operation, outcome)| ($name, operation, outcome)));
        )+};
    }
    wire::every_provider!(ask);
    all
}

/// An error as the provider writes it: an example in its document, with a code and a message of ours.
fn error_body(provider: &str) -> String {
    let document = Document::read(provider);
    let pointer = |key: &str| document.content()["x-provider"][key][0].as_str().unwrap();
    let (code, message) = (pointer("code"), pointer("message"));
    let responses = document.content()["components"]["responses"].as_object();
    let examples = responses
        .unwrap()
        .values()
        .filter_map(|response| response["content"]["application/json"]["examples"].as_object());
    let mut bodies = examples.flat_map(|examples| examples.values().map(|one| &one["value"]));
    let has_message = |body: &&Value| body.pointer(message).is_some();
    let mut body = bodies.find(has_message).unwrap().clone();
    // The only example of Cloud Manager has no code.
    for (place, text) in [(code, "MADE_UP"), (message, "Made up.")] {
        body[&place[1..]] = json!(text);
    }
    body.to_string()
}

#[tokio::test]
async fn an_error_under_a_status_of_success_is_an_error_of_every_operation() {
    let outcomes = answered_by_all(error_body).await;
    for (provider, operation, outcome) in &outcomes {
        let error = match outcome {
            Ok(status) => panic!("{provider}.{}: {status}", operation.name),
            Err(error) => error,
        };
        let what = format!("{provider}: {error}");
        assert_eq!(error.kind(), ErrorKind::Api, "{what}");
        assert_eq!(error.status(), Some(200), "{what}");
        assert_eq!(error.code(), Some("MADE_UP"), "{what}");
        assert_eq!(error.body(), Some(error_body(provider).as_bytes()));
        let expected = format!(
            "{}: 200 OK, MADE_UP: Made up; the status says success, but the body is an error",
            operation.name
        );
        assert_eq!(error.to_string(), expected);
        assert!(!error.is_retryable(), "{what}");
    }
    documents::report!(
        "errors: {} operations tell an error under a status of success",
        outcomes.len()
    );
    assert_eq!(outcomes.len(), 170);
}

/// IAM's form, which the gateway of DCS has too, and errors without a code.
#[tokio::test]
async fn other_forms_of_an_error_are_known_too() {
    let nested = |_: &str| r#"{"error":{"code":"MADE_UP","message":"Made up."}}"#.to_owned();
    let outcomes = answered_by_all(nested).await;
    let of_dcs = outcomes.iter().filter(|(provider, ..)| *provider == "dcs");
    let mut with_a_property_of_that_name = Vec::new();
    for (_, operation, outcome) in of_dcs {
        let error = outcome.as_ref().unwrap_err();
        if error.decode_path() == Some("error") {
            with_a_property_of_that_name.push(operation.name);
            continue;
        }
        let code = error.code();
        assert_eq!(code, Some("MADE_UP"), "{}", operation.name);
    }
    // Their answer has an `error` of its own, so that what comes is an answer that cannot be read.
    assert_eq!(
        with_a_property_of_that_name,
        ["create_migration_task", "set_online_migration_task"]
    );
    let no_code = |provider: &str| {
        let body = error_body(provider);
        body.replace("errorCode", "unknown")
            .replace("error_code", "unknown")
    };
    for (provider, operation, outcome) in answered_by_all(no_code).await {
        if operation.method.as_str() == "GET" {
            let error = outcome.unwrap_err();
            let seen = (error.kind(), error.message().starts_with("Made up"));
            assert_eq!(seen, (ErrorKind::Api, true), "{provider}: {error}");
        }
    }
}

/// What is not an error is not taken for one: nothing at all, and properties that nobody knows yet. It holds back the
/// search for errors from going too far.
#[tokio::test]
async fn an_empty_answer_is_still_an_answer() {
    for body in [
        "{}",
        r#"{"tomorrow":{"errorCode":"x","error_code":"x"},"errors":[]}"#,
        r#"{"errorCode":null,"error_code":"","errorMessage":null,"detail":""}"#,
    ] {
        let mut read = 0;
        for (provider, operation, outcome) in answered_by_all(|_| body.to_owned()).await {
            match outcome {
                Ok(_) => read += 1,
                // Something must be there.
                Err(error) => {
                    let what = format!("{provider}.{}: {error}", operation.name);
                    assert_eq!(error.kind(), ErrorKind::Decode, "{what}");
                    assert!(error.decode_path().is_some(), "{what}");
                }
            }
        }
        assert_eq!(read, 131, "{body}");
    }
}

/// The answer of one operation of Cloud Manager, which declares ISO-8859-1.
pub(crate) async fn list(sandbox: &Sandbox, fault: Fault) -> Result<Vec<String>, Error> {
    let fixtures = sandbox.fixtures();
    sandbox.faults().on("listLogCollectionJobs", fault);
    let client = cloud_manager(sandbox, fixtures.private_key);
    let list = client
        .list_log_collection_jobs()
        .group_id(fixtures.group_id);
    let page = list.send().await;
    sandbox.faults().clear();
    let jobs = page?.into_inner().results.into_iter();
    Ok(jobs.filter_map(|job| job.resource_name).collect())
}

pub(crate) fn answer(status: u16, media_type: &str, body: &[u8]) -> Fault {
    let fault = Fault::status(status).header("content-type", media_type);
    fault.body(body)
}

/// A text with letters that charsets write each in its own way.
const NAME: &str = "Größe";

#[tokio::test]
async fn answers_and_errors_are_read_whatever_their_charset() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = format!(r#"{{"results":[{{"resourceName":"{NAME}"}}],"totalCount":1}}"#);
    let error = format!(r#"{{"error":404,"errorCode":"MADE_UP","detail":"{NAME}"}}"#);
    type Encoding = fn(&str) -> Vec<u8>;
    let utf8: Encoding = |text| text.as_bytes().to_vec();
    let latin: Encoding = |text| text.chars().map(|one| u8::try_from(one).unwrap()).collect();
    let marked: Encoding = |text| [b"\xEF\xBB\xBF", text.as_bytes()].concat();
    let little: Encoding = |text| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_le_bytes).collect()
    };
    let big: Encoding = |text| {
        let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
        units.flat_map(u16::to_be_bytes).collect()
    };
    for (media_type, encode) in [
        ("application/json", utf8),
        ("application/json", marked),
        ("application/json; charset=utf-8", marked),
        ("application/json;charset=ISO-8859-1", utf8),
        ("application/json;charset=ISO-8859-1", latin),
        ("application/json;charset=ISO-8859-1", marked),
        ("application/json; charset=windows-1252", latin),
        ("application/json; charset=utf-16", little),
        ("application/json", big),
    ] {
        let names = list(&sandbox, answer(200, media_type, &encode(&page))).await;
        assert_eq!(names.unwrap(), [NAME], "{media_type}");
        let failed = list(&sandbox, answer(404, media_type, &encode(&error))).await;
        let failed = failed.unwrap_err();
        let told = (failed.code(), failed.message());
        assert_eq!(told, (Some("MADE_UP"), NAME), "{media_type}");
        let body: backhaul_cloud_manager::types::ApiError = failed.body_as().unwrap();
        assert_eq!(body.detail.as_deref(), Some(NAME));
    }
    // Nobody knows what this is, but it costs one letter and not the answer.
    let names = list(&sandbox, answer(200, "application/json", &latin(&page))).await;
    assert_eq!(names.unwrap(), ["Gr\u{FFFD}\u{FFFD}e"]);
    let failed = list(&sandbox, answer(404, "application/json", &latin(&error))).await;
    assert_eq!(failed.unwrap_err().code(), Some("MADE_UP"));
}

#[tokio::test]
async fn of_a_key_that_comes_twice_the_last_one_counts() {
    let sandbox = Sandbox::start().await.unwrap();
    let page = br#"{"results":[],"results":[{"resourceName":"a","resourceName":"b"}],"totalCount":0,"totalCount":1}"#;
    let names = list(&sandbox, answer(200, "application/json", page)).await;
    assert_eq!(names.unwrap(), ["b"]);
    let error = br#"{"errorCode":"OLD","detail":"Old.","errorCode":"NEW","detail":"New.","error":400,"error":404}"#;
    let failed = list(&sandbox, answer(404, "application/json", error)).await;
    let failed = failed.unwrap_err();
    assert_eq!((failed.code(), failed.message()), (Some("NEW"), "New."));
    let body: backhaul_cloud_manager::types::ApiError = failed.body_as().unwrap();
    assert_eq!(
        (body.error, body.error_code.as_deref()),
        (Some(404), Some("NEW"))
    );

    // So it is with every property of every type.
    let mut counted = 0;
    for answer in answers::all() {
        let document = Document::as_read(answer.provider);
        let full = leniency::full(&document, document.schema(answer.schema));
        let text = full.to_string();
        let (opened, closed) = (&text[1..], &text[..text.len() - 1]);
        for (name, value) in full.as_object().unwrap() {
            let place = format!("{}: {}.{name}", answer.provider, answer.schema);
            let name = json!(name);
            let value_last = (answer.read)(&format!("{{{name}:null,{opened}"));
            assert_eq!(value_last.unwrap(), full, "{place}: {value}");
            let null_last = (answer.read)(&format!("{closed},{name}:null}}"));
            let mut with_null = full.clone();
            with_null[name.as_str().unwrap()] = json!(null);
            let expected = (answer.read)(&with_null.to_string());
            assert_eq!(null_last.ok(), expected.ok(), "{place}: null is last");
            counted += 1;
        }
    }
    assert!(counted >= 500, "{counted}");
}

/// A token endpoint is read in the same way.
#[tokio::test]
async fn a_token_endpoint_may_write_a_byte_order_mark_too() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let (id, secret) = (fixtures.service_account_id, fixtures.service_account_secret);
    let body = b"\xEF\xBB\xBF{\"error\":\"invalid_client\",\"error_description\":\"Gr\xF6\xDFe\"}";
    let refused = answer(401, "application/json;charset=ISO-8859-1", body);
    sandbox
        .faults()
        .on("oauth token", refused.before_credentials());
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::service_account(
            id, secret,
        ))
        .base_url(sandbox.url())
        .retry(Retry::off())
        .build()
        .unwrap();
    let list = client
        .list_log_collection_jobs()
        .group_id(fixtures.group_id);
    let error = list.send().await.unwrap_err();
    assert_eq!(error.code(), Some("invalid_client"), "{error}");
}
