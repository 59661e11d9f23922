//! Log integrations of Atlas: added, compared with what was meant, removed.

use backhaul_atlas::requests::{Header, OtelLogIntegrationRequest, SplunkLogIntegrationRequest};
use backhaul_flows::Error;
use backhaul_flows::atlas::{AddLogIntegration, remove_log_integration};
use backhaul_sandbox::Fault;

use crate::flows::stage::Stage;
use crate::support::clients::NO_SUCH_ID;

fn otel() -> OtelLogIntegrationRequest {
    OtelLogIntegrationRequest::new()
        .otel_endpoint("https://otel.example.com:4318/v1/logs")
        .otel_supplied_headers([Header::new().name("Authorization").value("FAKE-TOKEN")])
        .log_types(["MONGOD", "MONGOS_AUDIT"])
}

#[tokio::test]
async fn a_log_integration_is_added_read_back_and_removed() {
    let stage = Stage::still().await;
    let (client, group) = (stage.atlas(), stage.sandbox.fixtures().group_id);
    let say = |event| stage.say(event);
    let added = AddLogIntegration::new(group, otel())
        .run(&client, say)
        .await;
    let added = added.unwrap();
    let id = added.id().unwrap();
    remove_log_integration(&client, group, id, say)
        .await
        .unwrap();

    let said = [
        format!("log integration {id} was created"),
        format!("log integration {id} was deleted"),
    ];
    assert_eq!(stage.said(), said);
    let requests = [
        "oauth token 200",
        "createGroupLogIntegration 201",
        "getGroupLogIntegration 200",
        "deleteGroupLogIntegration 204",
        "getGroupLogIntegration 404",
    ];
    assert_eq!(stage.requests(), requests);
}

#[tokio::test]
async fn a_masked_secret_is_no_difference_and_shows_nowhere() {
    let stage = Stage::still().await;
    let splunk = SplunkLogIntegrationRequest::new()
        .hec_token("FAKE-SPLUNK-TOKEN")
        .hec_url("https://splunk.example.com:8088/services/collector/event")
        .log_types(["MONGOD"]);
    let flow = AddLogIntegration::new(stage.sandbox.fixtures().group_id, splunk);
    let client = stage.atlas();
    let added = flow.run(&client, |event| stage.say(event)).await.unwrap();
    let preview = flow.preview(&client).unwrap();
    for shown in [
        format!("{flow:?}"),
        format!("{added:?}"),
        format!("{preview} {preview:?}"),
        format!("{:?}", stage.said()),
    ] {
        assert!(!shown.contains("SPLUNK-TOKEN"), "{shown}");
    }
}

#[tokio::test]
async fn what_is_read_back_otherwise_is_named() {
    let stage = Stage::still().await;
    let other = r#"{"id":"5f6000000000000000000000","type":"OTEL_LOG_EXPORT","logTypes":["MONGOD"],
        "otelEndpoint":"https://otel.example.com:4318/v1/logs","otelSuppliedHeaders":[{"name":"Authorization"}]}"#;
    let faults = stage.sandbox.faults();
    faults.on("getGroupLogIntegration", Fault::replace_body(other));
    let flow = AddLogIntegration::new(stage.sandbox.fixtures().group_id, otel());
    let error = flow.run(&stage.atlas(), |event| stage.say(event)).await;
    let error = error.unwrap_err();
    assert!(
        matches!(&error, Error::Differs { names, .. } if names == &["logTypes"]),
        "{error:?}"
    );
    let line = "get_group_log_integration: not what was sent: logTypes";
    assert_eq!(error.to_string(), line);
    assert_eq!(stage.said().len(), 1, "its id was told");
}

#[tokio::test]
async fn nothing_is_sent_with_a_mistake_and_what_is_not_there_is_not_removed() {
    let stage = Stage::still().await;
    let (client, group) = (stage.atlas(), stage.sandbox.fixtures().group_id);
    let say = |event| stage.say(event);
    let lacking = AddLogIntegration::new(group, OtelLogIntegrationRequest::new());
    assert!(lacking.run(&client, say).await.is_err());
    assert_eq!(stage.requests(), [""; 0]);
    let error = remove_log_integration(&client, group, NO_SUCH_ID, say).await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with("delete_group_log_integration: 404"),
        "{error}"
    );
    assert_eq!(stage.said(), [""; 0]);
}
