//! What `-v` tells of calls: the spans of the runtime, which record only what anybody may see.

use std::fmt::{self, Write as _};
use std::io::Write as _;

use tokio::time::Instant;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

/// From now on tells on standard error what is called: with 1 every call, with 2 every request too.
pub fn listen(verbose: u8) {
    if verbose == 0 {
        return;
    }
    let telling = Registry::default().with(Telling {
        tells_requests: verbose > 1,
    });
    // Somebody who set one before, as a test may, keeps it.
    let _ = tracing::subscriber::set_global_default(telling);
}

struct Telling {
    tells_requests: bool,
}

/// What a span has recorded.
struct Recorded {
    began: Instant,
    fields: Fields,
}

#[derive(Default)]
struct Fields(Vec<(&'static str, String)>);

impl Fields {
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.retain(|(known, _)| *known != field.name());
        self.0.push((field.name(), format!("{value:?}")));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Telling {
    fn enabled(&self, metadata: &tracing::Metadata<'_>, _: Context<'_, S>) -> bool {
        // Other crates do not promise what they record.
        let is_ours = metadata.target().starts_with("backhaul_");
        let most = if self.tells_requests {
            Level::DEBUG
        } else {
            Level::INFO
        };
        is_ours && *metadata.level() <= most
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Recorded {
                began: Instant::now(),
                fields,
            });
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(recorded) = span.extensions_mut().get_mut::<Recorded>()
        {
            values.record(&mut recorded.fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut line = fields.get("message").unwrap_or_default().to_owned();
        for (name, value) in fields.0.iter().filter(|(name, _)| *name != "message") {
            let _ = write!(line, " {name}={value}");
        }
        tell(&format!("  {line}"));
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        let Some(span) = context.span(&id) else {
            return;
        };
        let extensions = span.extensions();
        let Some(recorded) = extensions.get::<Recorded>() else {
            return;
        };
        tell(&line(span.name(), recorded));
    }
}

/// One line about a span that has ended.
fn line(name: &str, recorded: &Recorded) -> String {
    let get = |name: &str| recorded.fields.get(name);
    let is_request = name == "http.request";
    let what = if is_request {
        let address = get("server.address").unwrap_or_default();
        let port = get("server.port").map(|port| format!(":{port}"));
        let called = get("otel.name").unwrap_or("request");
        format!("  {called} at {address}{}", port.unwrap_or_default())
    } else {
        let called = get("backhaul.operation").or(get("otel.name"));
        let before = if name == "download" {
            "download of "
        } else {
            ""
        };
        // As the command line has it.
        format!("{before}{}", called.unwrap_or(name).replace('_', "-"))
    };
    let mut line = format!("{what}:");
    let mut add = |text: String| {
        line.push(' ');
        line.push_str(&text);
    };
    if let Some(status) = get("http.response.status_code") {
        add(status.to_owned());
    }
    // A status that says so already is not told twice.
    if let Some(error) =
        get("error.type").filter(|kind| get("http.response.status_code") != Some(kind))
    {
        add(error.to_owned());
    }
    if let Some(limit) = get("backhaul.time_limit") {
        add(format!("(time limit: {limit})"));
    }
    add(format!("in {} ms", recorded.began.elapsed().as_millis()));
    match get("backhaul.attempts") {
        None => {}
        Some("1") => add("after 1 attempt".to_owned()),
        Some(attempts) => add(format!("after {attempts} attempts")),
    }
    if let Some(count) = get("http.request.resend_count") {
        add(format!("(repeated: {count})"));
    }
    if let Some(bytes) = get("backhaul.bytes") {
        add(format!("({bytes} bytes)"));
    }
    if let Some(id) = get("backhaul.request_id") {
        add(format!("(request id {id})"));
    }
    line
}

fn tell(line: &str) {
    // Nothing is lost if nobody reads it.
    let _ = writeln!(
        anstream::stderr(),
        "{}",
        backhaul_runtime::OneLine::new(line).at_most(usize::MAX)
    );
}
