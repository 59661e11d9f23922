//! The spans of a call, exactly: what an operator sees in a trace, and nothing that should not be there.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use backhaul_atlas::{Client, Credentials};
use backhaul_runtime::{Clock, Retry, SensitiveString};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use wire::{json_answer, recorder};

use crate::support::log::listen;

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

/// What `work` does with a client of `script`, traced; waits are over at once. Gives the port too.
async fn trace_of(
    credentials: Credentials,
    script: Vec<String>,
    work: impl AsyncFnOnce(Client, String),
) -> (String, Vec<String>) {
    let (address, _recorded) = recorder(script).await;
    let trace = Trace::default();
    let _guard = listen(Registry::default().with(trace.clone()));
    let clock = Clock::new(|| SystemTime::UNIX_EPOCH).with_sleep(|_| Box::pin(async {}));
    // Waits of the same length in each run.
    let retry = Retry::standard().backoff(Duration::ZERO, Duration::ZERO);
    let client = Client::builder()
        .credentials(credentials)
        .base_url(&address)
        .clock(clock)
        .retry(retry)
        .build()
        .unwrap();
    let port = address.rsplit(':').next().unwrap().to_owned();
    work(client, address).await;
    (port, trace.lines())
}

fn token() -> Credentials {
    Credentials::access_token("fake-token")
}

/// One call against `script`.
async fn trace(script: Vec<String>) -> (String, Vec<String>) {
    trace_of(token(), script, get_export).await
}

async fn get_export(client: Client, _: String) {
    let call = client.get_backup_export().group_id(GROUP);
    let call = call.cluster_name("Cluster-0").export_id(EXPORT);
    let _ = call.send().await;
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

const LOG_TEMPLATE: &str = "/api/atlas/v2/groups/{groupId}/clusters/{hostName}/logs/{logName}.gz";

/// An answer with `head`, of whose body only `body` comes.
fn piece(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nETag: \"one\"\r\nConnection: close\r\n\r\n{body}")
}

/// The first 5 of 10 bytes.
fn first_half() -> String {
    piece("200 OK\r\nContent-Length: 10", "01234")
}

async fn download_log(client: Client, _: String) {
    let call = client.download_cluster_log().group_id(GROUP);
    let call = call.host_name("fake-host").log_name("mongodb");
    let _ = call.download().to_writer(&mut Vec::new()).await;
}

/// The lines of one request of [`download_log`].
fn log_request(port: &str, status: u16) -> [String; 2] {
    [
        format!(
            "  INFO operation otel.name=download_cluster_log otel.kind=internal \
             backhaul.provider=MongoDB Atlas backhaul.operation=download_cluster_log \
             http.request.method=GET url.template={LOG_TEMPLATE} \
             backhaul.attempts=1 http.response.status_code={status}"
        ),
        format!(
            "    DEBUG http.request otel.kind=client http.request.method=GET \
             url.template={LOG_TEMPLATE} server.address=127.0.0.1 server.port={port} \
             otel.name=GET {LOG_TEMPLATE} http.response.status_code={status}"
        ),
    ]
}

#[tokio::test]
async fn a_download_that_continues_has_one_span_around_its_requests_and_the_event() {
    let rest = "206 Partial Content\r\nContent-Length: 5\r\nContent-Range: bytes 5-9/10";
    let script = vec![first_half(), piece(rest, "56789")];
    let (port, lines) = trace_of(token(), script, download_log).await;
    let mut expected = vec![
        "INFO download otel.name=download otel.kind=internal \
         backhaul.operation=download_cluster_log backhaul.bytes=10"
            .to_owned(),
    ];
    expected.extend(log_request(&port, 200));
    expected.push(
        "  DEBUG event message=download goes on backhaul.operation=download_cluster_log \
         backhaul.bytes=5 backhaul.wait_seconds=0.0 error.type=transport"
            .to_owned(),
    );
    expected.extend(log_request(&port, 206));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_download_that_failed_in_the_middle_says_why() {
    let work = async |client: Client, _| {
        let call = client.download_cluster_log().group_id(GROUP);
        let call = call.host_name("fake-host").log_name("mongodb");
        let download = call.download().retry(Retry::off());
        let _ = download.to_writer(&mut Vec::new()).await;
    };
    let (port, lines) = trace_of(token(), vec![first_half()], work).await;
    let mut expected = vec![
        "INFO download otel.name=download otel.kind=internal \
         backhaul.operation=download_cluster_log backhaul.bytes=5 error.type=transport \
         otel.status_code=ERROR"
            .to_owned(),
    ];
    expected.extend(log_request(&port, 200));
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_failed_download_of_a_link_says_why_and_does_not_show_the_link() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("log.gz");
    let work = async |client: Client, address: String| {
        let link = SensitiveString::from(format!("{address}/fake-path?sig=fake"));
        let download = client.download_link(&link).retry(Retry::off());
        let _ = download.to_file(target).await;
    };
    let head = "200 OK\r\nContent-Length: 10\r\nX-Amz-Request-Id: FAKE-ID";
    let script = vec![piece(head, "01234")];
    let (port, lines) = trace_of(token(), script, work).await;
    let expected = [
        "INFO download otel.name=download otel.kind=internal backhaul.operation=download_link \
         backhaul.bytes=5 error.type=transport otel.status_code=ERROR"
            .to_owned(),
        "  INFO operation otel.name=download_link otel.kind=internal \
         backhaul.operation=download_link http.response.status_code=200 \
         backhaul.request_id=FAKE-ID"
            .to_owned(),
        format!(
            "    DEBUG http.request otel.name=GET otel.kind=client http.request.method=GET \
             server.address=127.0.0.1 server.port={port} http.response.status_code=200"
        ),
    ];
    assert_eq!(lines, expected);
}

/// The lines of a call whose first request is one for a token, after the first.
async fn trace_of_token(script: Vec<String>) -> (String, Vec<String>) {
    let account = Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let (port, mut lines) = trace_of(account, script, get_export).await;
    lines.remove(0);
    let request = format!(
        "  DEBUG http.request otel.name=POST otel.kind=client http.request.method=POST \
         server.address=127.0.0.1 server.port={port} "
    );
    (request, lines)
}

#[tokio::test]
async fn a_request_for_a_token_has_a_span_within_the_call_that_needs_it() {
    let fetched = json_answer("{\"access_token\":\"fake-token\",\"expires_in\":3600}");
    let good = json_answer("{\"exportBucketId\":\"b\"}");
    let (request, lines) = trace_of_token(vec![fetched, good]).await;
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], format!("{request}http.response.status_code=200"));
    let template = format!("url.template={TEMPLATE}");
    assert!(lines[1].contains(&template), "{}", lines[1]);

    let refused = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (request, lines) = trace_of_token(vec![refused.to_owned()]).await;
    let end = "http.response.status_code=401 error.type=401 otel.status_code=ERROR";
    assert_eq!(lines, [format!("{request}{end}")]);

    let (request, lines) = trace_of_token(vec![String::new(); 4]).await;
    let end = "error.type=transport otel.status_code=ERROR";
    let requests = lines.iter().filter(|line| !line.contains("trying again"));
    let requests = requests.collect::<Vec<_>>();
    assert_eq!(requests, [&format!("{request}{end}"); 4]);
}
