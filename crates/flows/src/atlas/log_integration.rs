//! Add a log integration and make sure of it; remove one.

use backhaul_atlas::builders::CreateGroupLogIntegration;
use backhaul_atlas::requests::LogIntegrationRequest;
use backhaul_atlas::types::LogIntegrationResponse;
use backhaul_atlas::{Client, Preview};
use serde_json::Value;

use crate::error::Error;
use crate::event::{Event, Work};

/// What is never read as it was sent: answers mask it or leave it out.
const SECRETS: [&str; 3] = ["apiKey", "hecToken", "value"];

/// Adds a log integration to a project, reads it back, and compares it with what was sent.
///
/// That is all that the provider tells: there is no state, so look for the logs where they should arrive.
///
/// ```
/// # async fn example(client: &backhaul_atlas::Client) -> Result<(), backhaul_flows::Error> {
/// use backhaul_atlas::requests::GcsLogIntegrationRequest;
/// use backhaul_flows::atlas::{AddLogIntegration, remove_log_integration};
///
/// let bucket = GcsLogIntegrationRequest::new()
///     .bucket_name("example-logs")
///     .role_id("5e2f8b71c04d9a0013aa57c1")
///     .prefix_path("mongo-logs/")
///     .log_types(["MONGOD"]);
/// let project = "32b6e34b3d91647abb20e7b8";
/// let added = AddLogIntegration::new(project, bucket)
///     .run(client, |event| println!("{event}"))
///     .await?;
/// // And when it is no longer needed:
/// if let Some(id) = added.id() {
///     remove_log_integration(client, project, id, |event| println!("{event}")).await?;
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
#[must_use = "a flow begins with `run`"]
pub struct AddLogIntegration {
    group_id: String,
    integration: LogIntegrationRequest,
}

impl AddLogIntegration {
    /// To a project, by its id.
    pub fn new(group_id: impl Into<String>, integration: impl Into<LogIntegrationRequest>) -> Self {
        Self {
            group_id: group_id.into(),
            integration: integration.into(),
        }
    }

    fn create(&self, client: &Client) -> CreateGroupLogIntegration {
        let create = client.create_group_log_integration();
        create
            .group_id(&self.group_id)
            .body(self.integration.clone())
    }

    /// The first request, which is not sent.
    ///
    /// # Errors
    /// If an argument is invalid.
    pub fn preview(&self, client: &Client) -> Result<Preview, Error> {
        Ok(self.create(client).preview()?)
    }

    /// Does it. If what is read back differs, the log integration stays; [`Event::Begun`] tells its id.
    ///
    /// # Errors
    /// If a call fails, or what is read back is not what was sent.
    pub async fn run(
        &self,
        client: &Client,
        listener: impl Fn(Event) + Send + Sync,
    ) -> Result<LogIntegrationResponse, Error> {
        let sent = self.preview(client)?;
        let made = self.create(client).send().await?;
        let missing =
            Error::Incomplete("create_group_log_integration: the log integration has no id");
        let id = made.id().ok_or(missing)?;
        listener(Event::Begun {
            work: Work::LogIntegration,
            id: Some(id.to_owned()),
        });
        let get = client.get_group_log_integration();
        let read = get.group_id(&self.group_id).id(id).send().await?;
        let read = read.into_inner();
        let sent = serde_json::from_slice(sent.body().unwrap_or_default());
        let shown = serde_json::to_value(&read);
        let names = differences(&sent.unwrap_or_default(), &shown.unwrap_or_default());
        if names.is_empty() {
            return Ok(read);
        }
        Err(Error::Differs {
            operation: "get_group_log_integration",
            names,
        })
    }
}

/// Removes a log integration, and makes sure that it is gone. What was exported stays where it is.
///
/// # Errors
/// If a call fails, or the log integration is still there afterwards.
pub async fn remove_log_integration(
    client: &Client,
    group_id: &str,
    id: &str,
    listener: impl Fn(Event) + Send + Sync,
) -> Result<(), Error> {
    let delete = client.delete_group_log_integration();
    delete.group_id(group_id).id(id).send().await?;
    listener(Event::Deleted {
        work: Work::LogIntegration,
        id: id.to_owned(),
    });
    let get = client.get_group_log_integration();
    match get.group_id(group_id).id(id).send().await {
        Ok(_) => Err(Error::Incomplete(
            "get_group_log_integration: the log integration was deleted, but is still there",
        )),
        Err(error) if error.status() == Some(404) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// The names of what was sent and reads otherwise.
fn differences(sent: &Value, read: &Value) -> Vec<String> {
    let members = sent.as_object().into_iter().flatten();
    let differing = members.filter(|(name, value)| !is_same(name, value, &read[name.as_str()]));
    differing.map(|(name, _)| name.clone()).collect()
}

/// A list may come in another order, and what is null may be absent.
fn is_same(name: &str, sent: &Value, read: &Value) -> bool {
    match (sent, read) {
        _ if SECRETS.contains(&name) => true,
        (Value::Array(sent), Value::Array(read)) => {
            let is_there = |one: &Value| read.iter().any(|other| is_same(name, one, other));
            sent.len() == read.len() && sent.iter().all(is_there)
        }
        (Value::Object(_), Value::Object(_)) => differences(sent, read).is_empty(),
        _ => sent == read,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::differences;

    fn sent() -> Value {
        json!({
            "type": "OTEL_LOG_EXPORT",
            "logTypes": ["MONGOD", "MONGOS"],
            "otelEndpoint": "https://otel.example.com",
            "otelSuppliedHeaders": [{ "name": "Authorization", "value": "FAKE" }],
            "kmsKey": null,
        })
    }

    #[test]
    fn what_answers_mask_or_order_otherwise_is_no_difference() {
        let read = json!({
            "id": "5f",
            "type": "OTEL_LOG_EXPORT",
            "logTypes": ["MONGOS", "MONGOD"],
            "otelEndpoint": "https://otel.example.com",
            "otelSuppliedHeaders": [{ "name": "Authorization" }],
        });
        assert_eq!(differences(&sent(), &read), [""; 0]);
    }

    #[test]
    fn what_differs_is_named() {
        let mut read = sent();
        read["logTypes"] = json!(["MONGOD"]);
        read["otelEndpoint"] = json!("https://other.example.com");
        read["otelSuppliedHeaders"] = json!([{ "name": "Other" }]);
        let names = ["logTypes", "otelEndpoint", "otelSuppliedHeaders"];
        assert_eq!(differences(&sent(), &read), names);
        assert_eq!(differences(&sent(), &json!({})).len(), 4, "null is absent");
    }
}
