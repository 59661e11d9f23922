//! A header and metrics on every request, with an interceptor: a counter and a histogram, printed in the text
//! format of Prometheus. It needs no other library; with one, only `after_request` looks different.
//!
//! ```text
//! cargo run -p backhaul-sandbox --example metrics
//! ```
#![allow(clippy::print_stdout, reason = "a program that talks to its user")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use backhaul_atlas::{
    AddedHeaders, CallInfo, Client, Credentials, Interceptor, RequestEnd, RequestInfo, RetryInfo,
};
use backhaul_sandbox::{Fault, Sandbox};

/// The upper limits of the buckets, in seconds.
const BUCKETS: [f64; 4] = [0.1, 1.0, 10.0, f64::INFINITY];

/// What is counted; other threads may read it at any time.
#[derive(Debug, Default)]
pub struct Metrics(Mutex<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    /// Requests by operation and result.
    requests: BTreeMap<(String, String), u64>,
    /// Durations by operation: how many in each bucket, and their sum in seconds.
    durations: BTreeMap<String, ([u64; BUCKETS.len()], f64)>,
    retries: u64,
}

impl Interceptor for Metrics {
    fn add_headers(&self, request: &RequestInfo<'_>, headers: &mut AddedHeaders<'_>) {
        // A tracing library has the real value. This one names the attempt.
        let attempt = request.attempt;
        let value = format!("00-0af7651916cd43dd8448eb211c80319c-{attempt:016x}-01");
        headers.insert("traceparent", &value);
    }

    fn after_request(&self, request: &RequestInfo<'_>, end: &RequestEnd) {
        let result = match (end.status, end.error) {
            (Some(status), _) => status.to_string(),
            (None, Some(error)) => error.as_str().to_owned(),
            (None, None) => "unknown".to_owned(),
        };
        let seconds = end.duration.as_secs_f64();
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (request.operation.to_owned(), result);
        *numbers.requests.entry(key).or_default() += 1;
        let of_operation = numbers.durations.entry(request.operation.to_owned());
        let (buckets, sum) = of_operation.or_default();
        for (count, limit) in buckets.iter_mut().zip(BUCKETS) {
            *count += u64::from(seconds <= limit);
        }
        *sum += seconds;
    }

    fn before_retry(&self, _: &CallInfo<'_>, _: &RetryInfo) {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.retries += 1;
    }
}

impl Metrics {
    /// Everything in the text format of Prometheus.
    pub fn text(&self) -> String {
        let numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut text = String::new();
        for ((operation, result), count) in &numbers.requests {
            let labels = format!("operation=\"{operation}\",result=\"{result}\"");
            let _ = writeln!(text, "backhaul_requests_total{{{labels}}} {count}");
        }
        for (operation, (buckets, sum)) in &numbers.durations {
            let name = "backhaul_request_seconds";
            let label = format!("operation=\"{operation}\"");
            for (count, limit) in buckets.iter().zip(BUCKETS) {
                let limit = if limit.is_finite() {
                    limit.to_string()
                } else {
                    "+Inf".to_owned()
                };
                let _ = writeln!(text, "{name}_bucket{{{label},le=\"{limit}\"}} {count}");
            }
            let count = buckets[BUCKETS.len() - 1];
            let _ = writeln!(text, "{name}_sum{{{label}}} {sum}");
            let _ = writeln!(text, "{name}_count{{{label}}} {count}");
        }
        let _ = writeln!(text, "backhaul_retries_total {}", numbers.retries);
        text
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let sandbox = Sandbox::start().await?;
    let fixtures = sandbox.fixtures();
    let metrics = Arc::new(Metrics::default());
    let client = Client::builder()
        .credentials(Credentials::api_key(
            fixtures.public_key,
            fixtures.private_key,
        ))
        .base_url(sandbox.url())
        .user_agent_suffix("metrics-example/1.0")
        .interceptor(Arc::clone(&metrics))
        .build()?;

    // The first attempt fails, so that there is something to see.
    let busy = Fault::status(503);
    sandbox.faults().on("listBackupExports", busy).times(1);
    let list = client.list_backup_exports().group_id(fixtures.group_id);
    let jobs = list.cluster_name(fixtures.cluster_name).send().await?;
    println!("{} export jobs\n", jobs.results.len());
    print!("{}", metrics.text());
    Ok(())
}
