//! The spans of a call, exactly: what an operator sees in a trace, and nothing that should not be there.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::SystemTime;

use backhaul_runtime::Clock;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::wire::{json_answer, recorder};

const GROUP: &str = "5f0000000000000000000001";
const EXPORT: &str = "5f00000000000000000000b1";

/// What was traced, in the order in which it began.
#[derive(Clone, Default)]
struct Trace(Arc<Mutex<Vec<Traced>>>);

struct Traced {
    id: Option<Id>,
    /// Spans around it.
    depth: usize,
    level: String,
    name: String,
    fields: Vec<String>,
}

impl Trace {
    fn lines(&self) -> Vec<String> {
        let traced = self.0.lock().unwrap();
        let line = |traced: &Traced| {
            let indent = "  ".repeat(traced.depth);
            let fields = traced.fields.join(" ");
            format!("{indent}{} {} {fields}", traced.level, traced.name)
        };
        traced.iter().map(line).collect()
    }
}

struct Fields<'a>(&'a mut Vec<String>);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let value = format!("{value:?}");
        self.0
            .push(format!("{}={}", field.name(), value.trim_matches('"')));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Trace {
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        if !attributes.metadata().target().starts_with("backhaul") {
            return;
        }
        let mut fields = Vec::new();
        attributes.record(&mut Fields(&mut fields));
        self.0.lock().unwrap().push(Traced {
            id: Some(id.clone()),
            depth: context.span_scope(id).map_or(0, |scope| scope.count() - 1),
            level: attributes.metadata().level().to_string(),
            name: attributes.metadata().name().to_owned(),
            fields,
        });
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _: Context<'_, S>) {
        let mut traced = self.0.lock().unwrap();
        let span = traced
            .iter_mut()
            .rev()
            .find(|span| span.id.as_ref() == Some(id));
        if let Some(span) = span {
            values.record(&mut Fields(&mut span.fields));
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        if !event.metadata().target().starts_with("backhaul") {
            return;
        }
        let mut fields = Vec::new();
        event.record(&mut Fields(&mut fields));
        self.0.lock().unwrap().push(Traced {
            id: None,
            depth: context.event_scope(event).map_or(0, |scope| scope.count()),
            level: event.metadata().level().to_string(),
            name: "event".to_owned(),
            fields,
        });
    }
}

/// One call against `script`, traced; waits are over at once.
async fn trace(script: Vec<String>) -> (String, Vec<String>) {
    let (address, _recorded) = recorder(script).await;
    let trace = Trace::default();
    let _guard = tracing::subscriber::set_default(Registry::default().with(trace.clone()));
    let clock = Clock::new(|| SystemTime::UNIX_EPOCH).with_sleep(|_| Box::pin(async {}));
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::access_token("fake-token"))
        .base_url(&address)
        .clock(clock)
        .build()
        .unwrap();
    let call = client.get_backup_export().group_id(GROUP);
    let _ = call
        .cluster_name("Cluster-0")
        .export_id(EXPORT)
        .send()
        .await;
    let port = address.rsplit(':').next().unwrap().to_owned();
    (port, trace.lines())
}

fn unavailable() -> String {
    "HTTP/1.1 503 Service Unavailable\r\nX-Request-Id: first\r\nRetry-After: 2\r\n\
     Content-Length: 0\r\nConnection: close\r\n\r\n"
        .to_owned()
}

const TEMPLATE: &str =
    "/api/atlas/v2/groups/{groupId}/clusters/{clusterName}/backup/exports/{exportId}";

#[tokio::test]
async fn a_call_that_was_tried_again_has_one_span_and_one_for_each_request() {
    let good = json_answer("{\"exportBucketId\":\"b\"}");
    let (port, lines) = trace(vec![unavailable(), good]).await;
    let request = format!(
        "otel.kind=client http.request.method=GET url.template={TEMPLATE} \
         server.address=127.0.0.1 server.port={port} otel.name=GET {TEMPLATE}"
    );
    let expected = [
        format!(
            "INFO operation otel.name=get_backup_export otel.kind=internal \
             backhaul.provider=MongoDB Atlas backhaul.operation=get_backup_export \
             http.request.method=GET url.template={TEMPLATE} \
             backhaul.attempts=2 http.response.status_code=200"
        ),
        format!(
            "  DEBUG http.request {request} http.response.status_code=503 error.type=503 \
             otel.status_code=ERROR"
        ),
        "  DEBUG event message=trying again backhaul.attempts=1 backhaul.wait_seconds=2.0 \
         error.type=503"
            .to_owned(),
        format!(
            "  DEBUG http.request {request} http.request.resend_count=1 \
             http.response.status_code=200"
        ),
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_call_that_failed_says_why_and_names_the_request() {
    let refused = "HTTP/1.1 404 Not Found\r\nX-Request-Id: 5B0A\r\nContent-Length: 0\r\n\
                   Connection: close\r\n\r\n";
    let (_, lines) = trace(vec![refused.to_owned()]).await;
    assert_eq!(lines.len(), 2, "{lines:?}");
    let end = "backhaul.attempts=1 backhaul.request_id=5B0A http.response.status_code=404 \
               error.type=404 otel.status_code=ERROR";
    assert!(lines[0].ends_with(end), "{}", lines[0]);
}

#[tokio::test]
async fn no_span_holds_an_address_or_an_argument() {
    let truncated = json_answer("{\"exportBucketId\":");
    let (_, lines) = trace(vec![truncated]).await;
    let text = lines.join("\n");
    for absent in [
        GROUP,
        EXPORT,
        "Cluster-0",
        "http://",
        "fake-token",
        "exportBucketId",
    ] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
    assert!(
        lines[0].ends_with("error.type=decode otel.status_code=ERROR"),
        "{text}"
    );
}
