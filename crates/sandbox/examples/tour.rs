//! A whole flow and four more calls against the embedded sandbox: `cargo tour`.
//!
//! No account is needed, and nothing leaves this machine. For each call the tour prints the requests as
//! the server received them, the status and the typed answer; then, for each provider, calls that are wrong on
//! purpose, with the typed error.

use std::error::Error;
use std::fmt::Display;
use std::io::{self, Write};
use std::time::Duration;

use backhaul_cloud_manager::{Job, JobState, Wait};
use backhaul_sandbox::{Fixtures, Sandbox};

/// Prints a line. When nobody reads on, as after `| head`, the tour ends.
macro_rules! say {
    ($($text:tt)*) => {
        if writeln!(io::stdout(), $($text)*).is_err() {
            std::process::exit(0);
        }
    };
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Jobs move each time they are read.
    let sandbox = Sandbox::builder().jobs_advance(true).start().await?;
    let tour = Tour {
        fixtures: sandbox.fixtures(),
        sandbox: &sandbox,
    };
    say!(
        "The sandbox listens on {}. It plays four providers.",
        sandbox.url()
    );

    tour.cloud_manager().await?;
    tour.atlas().await?;
    tour.atlas_service_account().await?;
    tour.sls().await?;
    tour.dcs().await?;

    let requests = sandbox.requests().len();
    sandbox.stop().await;
    say!(
        "\nDone, and all went as intended: the sandbox saw {requests} requests, those above, and has stopped."
    );
    Ok(())
}

struct Tour<'a> {
    sandbox: &'a Sandbox,
    fixtures: &'static Fixtures,
}

impl Tour<'_> {
    /// An API key, proved by HTTP digest: the first request is challenged, the second answers. A whole
    /// flow: list, retry the job that failed, wait for it, download its archive.
    async fn cloud_manager(&self) -> Result<(), Box<dyn Error>> {
        let Fixtures {
            public_key,
            private_key,
            group_id,
            ..
        } = *self.fixtures;
        let client = backhaul_cloud_manager::Client::builder()
            .credentials(backhaul_cloud_manager::Credentials::api_key(
                public_key,
                private_key,
            ))
            .base_url(self.sandbox.url())
            .build()?;
        heading("MongoDB Cloud Manager", "API key, HTTP digest");

        let before = self.sandbox.requests().len();
        let list = client.list_log_collection_jobs().group_id(group_id);
        let jobs = list.items().collect().await?;
        let states: Vec<String> = jobs.iter().map(|job| job.state().to_string()).collect();
        let lines = [format!("jobs: {}", states.join(", "))];
        self.show("list_log_collection_jobs", before, None, &lines);
        let failed = jobs.iter().find(|job| job.state() == JobState::Failed);
        let failed = failed.and_then(|job| job.id.as_deref());
        let job_id = failed.ok_or("no job has failed")?;

        let retry = client.retry_log_collection_job().group_id(group_id);
        let before = self.sandbox.requests().len();
        let answer = retry.clone().job_id(job_id).send().await?;
        let lines = ["answer: no body".to_owned()];
        self.show("retry_log_collection_job", before, answer.status(), &lines);

        // A tour is short. The usual first pause is 2 seconds.
        let wait = Wait::up_to(Duration::from_secs(60)).first_delay(Duration::from_millis(100));
        let get_job = client.get_log_collection_job().group_id(group_id);
        let before = self.sandbox.requests().len();
        let mut states = Vec::new();
        let outcome = get_job
            .job_id(job_id)
            .wait(wait)
            .on_progress(|job| states.push(job.state().to_string()))
            .await?;
        let polls = outcome.polls();
        outcome.succeeded()?;
        let lines = [format!("{polls} polls: {}", states.join(", then "))];
        self.show("get_log_collection_job, wait", before, None, &lines);

        let file = std::env::temp_dir().join(format!("backhaul-tour-{}", std::process::id()));
        let before = self.sandbox.requests().len();
        let download = client.download_log_collection_job().group_id(group_id);
        let done = download.job_id(job_id).download().to_file(&file).await?;
        std::fs::remove_file(&file)?;
        let lines = [format!("to a file: {} bytes", done.bytes)];
        self.show("download_log_collection_job", before, None, &lines);

        let before = self.sandbox.requests().len();
        let refused = retry.job_id("ffffffffffffffffffffffff").send().await;
        self.show_error("a job that does not exist", before, refused)?;
        Ok(())
    }

    /// The same kind of key; answers are typed from a versioned media type.
    async fn atlas(&self) -> Result<(), Box<dyn Error>> {
        let Fixtures {
            public_key,
            private_key,
            group_id,
            cluster_name,
            ..
        } = *self.fixtures;
        let client = backhaul_atlas::Client::builder()
            .credentials(backhaul_atlas::Credentials::api_key(
                public_key,
                private_key,
            ))
            .base_url(self.sandbox.url())
            .build()?;
        heading("MongoDB Atlas", "API key, HTTP digest");

        let before = self.sandbox.requests().len();
        let get_job = client
            .get_backup_restore_job()
            .group_id(group_id)
            .cluster_name(cluster_name);
        let job = get_job
            .clone()
            .restore_job_id(self.fixtures.finished_restore_job_id)
            .send()
            .await?;
        let lines = [
            format!("delivery_type: {}", job.delivery_type),
            format!("finished_at: {}", or_absent(job.finished_at.as_ref())),
            format!("delivery_url: {:?}", job.delivery_url),
            format!("components: {}", job.components.len()),
        ];
        self.show("get_backup_restore_job", before, job.status(), &lines);

        let before = self.sandbox.requests().len();
        let export = client
            .get_backup_export()
            .group_id(group_id)
            .cluster_name(cluster_name)
            .export_id(self.fixtures.successful_export_id)
            .send()
            .await?;
        let lines = [
            format!("state: {}", or_absent(export.state.as_ref())),
            format!("finished_at: {}", or_absent(export.finished_at.as_ref())),
            format!("export_bucket_id: {}", export.export_bucket_id),
        ];
        self.show("get_backup_export", before, export.status(), &lines);

        // Invalid input is refused before anything is sent, and one error names all of it.
        let before = self.sandbox.requests().len();
        let refused = get_job.clone().cluster_name("../other").send().await;
        self.show_error(
            "arguments that are not valid, so nothing is sent",
            before,
            refused,
        )?;
        let refused = get_job
            .restore_job_id("ffffffffffffffffffffffff")
            .send()
            .await;
        let error = self.show_error("a job that does not exist", before, refused)?;
        if let Some(details) = error.body_as::<backhaul_atlas::types::ApiError>() {
            say!(
                "  typed error body: error {}, error_code {}",
                details.error,
                details.error_code
            );
        }
        Ok(())
    }

    /// A service account: the client fetches a token first, and keeps it for all calls.
    async fn atlas_service_account(&self) -> Result<(), Box<dyn Error>> {
        let account = backhaul_atlas::Credentials::service_account(
            self.fixtures.service_account_id,
            self.fixtures.service_account_secret,
        );
        let client = backhaul_atlas::Client::builder()
            .credentials(account)
            .base_url(self.sandbox.url())
            .build()?;
        heading("MongoDB Atlas", "service account, OAuth 2.0");

        let before = self.sandbox.requests().len();
        let export = client
            .get_backup_export()
            .group_id(self.fixtures.group_id)
            .cluster_name(self.fixtures.cluster_name)
            .export_id(self.fixtures.running_export_id)
            .send()
            .await?;
        let lines = [format!("state: {}", or_absent(export.state.as_ref()))];
        self.show("get_backup_export", before, export.status(), &lines);
        Ok(())
    }

    /// An access key, proved by a signature over the request.
    async fn sls(&self) -> Result<(), Box<dyn Error>> {
        let Fixtures {
            sls_access_key_id,
            sls_access_key_secret,
            sls_logstore,
            sls_shipper,
            ..
        } = *self.fixtures;
        let client = backhaul_sls::Client::builder()
            .credentials(backhaul_sls::Credentials::access_key(
                sls_access_key_id,
                sls_access_key_secret,
            ))
            .endpoint(self.sandbox.url())
            .region(self.fixtures.sls_region)
            .project(self.fixtures.sls_project)
            .build()?;
        heading("Alibaba Cloud SLS", "access key, SLS4-HMAC-SHA256");

        let [first, second, ..] = self.fixtures.sls_failed_task_ids;
        let retry = client.retry_shipper_task().logstore(sls_logstore);
        let before = self.sandbox.requests().len();
        let answer = retry
            .clone()
            .shipper_name(sls_shipper)
            .body([first, second])
            .send()
            .await?;
        self.show(
            "retry_shipper_task",
            before,
            answer.status(),
            &["answer: no body".to_owned()],
        );
        let states: Vec<&str> = (0..2)
            .filter_map(|_| self.sandbox.advance_shipper_task(first))
            .collect();
        say!("  the first task is now: {}", states.join(", then "));

        let before = self.sandbox.requests().len();
        let refused = retry
            .shipper_name("no-such-shipper")
            .body([first])
            .send()
            .await;
        self.show_error("a shipper that does not exist", before, refused)?;
        Ok(())
    }

    /// Once with a ready token, once with an access key and a signature.
    async fn dcs(&self) -> Result<(), Box<dyn Error>> {
        let Fixtures {
            dcs_project_id,
            dcs_instance_id,
            dcs_redislog_id,
            ..
        } = *self.fixtures;
        let key = backhaul_dcs::Credentials::access_key(
            self.fixtures.dcs_access_key,
            self.fixtures.dcs_secret_key,
        );
        for (kind, credentials) in [
            (
                "token, X-Auth-Token",
                backhaul_dcs::Credentials::token(self.fixtures.dcs_token),
            ),
            (
                "access key, SDK-HMAC-SHA256",
                key.project_id(dcs_project_id),
            ),
        ] {
            let client = backhaul_dcs::Client::builder()
                .credentials(credentials)
                .base_url(self.sandbox.url())
                .build()?;
            heading("Open Telekom Cloud DCS", kind);
            let before = self.sandbox.requests().len();
            let link = client
                .create_redislog_download_link()
                .project_id(dcs_project_id)
                .instance_id(dcs_instance_id)
                .id(dcs_redislog_id)
                .send()
                .await?;
            let lines = [
                format!("id: {}", or_absent(link.id.as_ref())),
                // A pre-signed link gives access to anyone who reads it, so `Debug` does not show it.
                format!("link: {:?}", link.link),
            ];
            self.show(
                "create_redislog_download_link",
                before,
                link.status(),
                &lines,
            );
        }

        let expired = backhaul_dcs::Client::builder()
            .credentials(backhaul_dcs::Credentials::token(
                self.fixtures.dcs_expired_token,
            ))
            .base_url(self.sandbox.url())
            .build()?;
        let before = self.sandbox.requests().len();
        let refused = expired
            .create_redislog_download_link()
            .project_id(dcs_project_id)
            .instance_id(dcs_instance_id)
            .id(dcs_redislog_id)
            .send()
            .await;
        self.show_error("a token that has expired", before, refused)?;
        Ok(())
    }

    /// One successful call: the requests since the log had `before` entries, and the answer.
    fn show(
        &self,
        operation: &str,
        before: usize,
        status: impl Into<Option<u16>>,
        answer: &[String],
    ) {
        say!("\n{operation}");
        self.show_requests(before);
        if let Some(status) = status.into() {
            say!("  status: {status}");
        }
        for line in answer {
            say!("  {line}");
        }
    }

    /// One call that is wrong on purpose: why, its requests, the error, and what a program can ask of that.
    fn show_error<T>(
        &self,
        why: &str,
        before: usize,
        outcome: Result<T, backhaul_runtime::Error>,
    ) -> Result<backhaul_runtime::Error, Box<dyn Error>> {
        let Err(error) = outcome else {
            return Err("a call succeeded that should have failed".into());
        };
        say!("\nAn error, on purpose: {why}");
        self.show_requests(before);
        say!("  error: {error}");
        say!(
            "  kind: {:?}, code: {:?}, sent: {}",
            error.kind(),
            error.code(),
            !error.never_sent()
        );
        Ok(error)
    }

    /// The requests since the log had `before` entries.
    fn show_requests(&self, before: usize) {
        let requests = self.sandbox.requests();
        let mut requests = requests.iter().skip(before).peekable();
        while let Some(request) = requests.next() {
            say!("  {} {}", request.method, request.target);
            let is_answered = requests
                .peek()
                .is_some_and(|next| next.target == request.target);
            let challenge = match request.status {
                401 if is_answered => " (the digest challenge, which the client answers)",
                _ => "",
            };
            say!("    answered {}{challenge}", request.status);
        }
    }
}

fn heading(provider: &str, credentials: &str) {
    say!("\n== {provider} ({credentials})");
}

/// A field of an answer that may be absent.
fn or_absent(value: Option<impl Display>) -> String {
    value.map_or("absent".to_owned(), |value| value.to_string())
}
