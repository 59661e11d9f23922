//! A secret never shows: not in `Debug`, not in `Display`, not in any log line.

use std::error::Error as _;
use std::fmt::{Debug, Write as _};
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use backhaul_runtime::{Error, Retry};
use backhaul_sandbox::{IamTokenFailure, OAuthError, Sandbox, TokenFailure};
use reqwest::Proxy;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use serde_json::json;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::answers::{self, leniency};
use crate::shown::echoes::proofs;

/// Everything that is logged, at every level, by every crate.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Everything that users could print, with the number of paths that led to it.
#[derive(Default)]
struct Shown {
    text: String,
    paths: usize,
}

impl Shown {
    fn value(&mut self, value: &impl Debug) {
        let _ = write!(self.text, "{value:?} {value:#?}");
        self.paths += 1;
    }

    /// The outcome of one call: printed, with every cause, and as the message of a panic.
    fn outcome<T: Debug>(&mut self, outcome: Result<T, Error>) {
        self.value(&outcome);
        if let Err(error) = &outcome {
            let _ = write!(self.text, " {error} {error:#}");
            let mut cause = error.source();
            while let Some(source) = cause {
                let _ = write!(self.text, " {source} {source:?}");
                cause = source.source();
            }
        }
        let panic = catch_unwind(AssertUnwindSafe(|| match outcome {
            Ok(value) => panic!("{value:?}"),
            Err(error) => panic!("{error:?}"),
        }));
        let message = panic.unwrap_err().downcast::<String>().unwrap();
        let _ = write!(self.text, " {message}");
    }
}

async fn drive_mongodb(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_atlas::Credentials;
    let fixtures = sandbox.fixtures();
    let (group, id) = (fixtures.group_id, fixtures.service_account_id);
    for credentials in [
        Credentials::api_key(fixtures.public_key, fixtures.private_key),
        Credentials::api_key(fixtures.public_key, WRONG),
        Credentials::service_account(id, fixtures.service_account_secret),
        Credentials::service_account(id, WRONG),
        Credentials::access_token(WRONG),
        Credentials::access_token(format!("{WRONG}\n")),
    ] {
        let builder = backhaul_atlas::Client::builder().credentials(credentials.clone());
        let builder = builder.base_url(sandbox.url()).retry(Retry::off());
        let client = builder.clone().build().unwrap();
        shown.value(&(&credentials, &builder, &client));
        let call = client.get_backup_restore_job().group_id(group);
        let call = call.cluster_name(fixtures.cluster_name);
        shown.value(&call);
        for id in [fixtures.finished_restore_job_id, NO_SUCH_ID, "not an id"] {
            shown.outcome(call.clone().restore_job_id(id).send().await);
        }
        let list = client.list_backup_restore_jobs().group_id(group);
        let list = list.cluster_name(fixtures.cluster_name);
        shown.outcome(list.clone().send().await);
        shown.outcome(list.clone().items().collect().await);
        shown.outcome(list.items_per_page(0).send().await);
        let call = call.restore_job_id(fixtures.finished_restore_job_id);
        // A token that ends and is fetched again, and one that cannot be fetched again.
        sandbox.revoke_tokens();
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        sandbox.fail_token_requests(1, TokenFailure::OAuth(OAuthError::InvalidClient));
        shown.outcome(call.clone().send().await);
        shown.outcome(client.revoke_token().await);
        // A redirect, and nothing that answers.
        let elsewhere = "http://127.0.0.1:9/FAKE-SIGNATURE?sig=FAKE-SIGNATURE";
        sandbox.redirect_next(elsewhere);
        shown.outcome(call.send().await);
        let unreachable = builder.base_url("http://127.0.0.1:9").build().unwrap();
        let call = unreachable.get_backup_restore_job().group_id(group);
        let call = call
            .cluster_name(fixtures.cluster_name)
            .restore_job_id(NO_SUCH_ID);
        shown.outcome(call.send().await);

        let builder = backhaul_cloud_manager::Client::builder().credentials(credentials);
        let client = builder.base_url(sandbox.url()).build().unwrap();
        let call = client.retry_log_collection_job().group_id(group);
        shown.outcome(call.job_id(fixtures.failed_log_job_id).send().await);
        let call = client.get_log_collection_job().group_id(group);
        shown.outcome(call.job_id(fixtures.failed_log_job_id).send().await);
        let call = client.list_log_collection_jobs().group_id(group);
        shown.outcome(call.verbose(true).send().await);
        let call = client.download_log_collection_job().group_id(group);
        let call = call.job_id(fixtures.successful_log_job_id);
        shown.outcome(call.clone().send().await);
        // One that is redirected is followed, here to where nothing answers.
        let call = call.retry(Retry::off());
        for elsewhere in [elsewhere, "http://bucket.example/?sig=FAKE-SIGNATURE"] {
            sandbox.redirect_next(elsewhere);
            shown.outcome(call.clone().send().await);
            sandbox.redirect_next(elsewhere);
            shown.outcome(call.clone().download().to_writer(&mut Vec::new()).await);
        }
    }
    // A password in the address is refused, and does not show either.
    let key = Credentials::api_key(fixtures.public_key, fixtures.private_key);
    let address = format!("http://user:{WRONG}@127.0.0.1:9");
    let client = backhaul_atlas::Client::builder()
        .credentials(key)
        .base_url(address);
    shown.outcome(client.build());
}

async fn drive_sls(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_sls::{Credentials, SignatureVersion};
    let fixtures = sandbox.fixtures();
    let lasting = |secret| Credentials::access_key(fixtures.sls_access_key_id, secret);
    let temporary = Credentials::access_key(
        fixtures.sls_sts_access_key_id,
        fixtures.sls_sts_access_key_secret,
    );
    for version in [SignatureVersion::V1, SignatureVersion::V4] {
        for credentials in [
            lasting(fixtures.sls_access_key_secret),
            lasting(WRONG),
            lasting(fixtures.sls_access_key_secret).security_token(WRONG),
            lasting(fixtures.sls_access_key_secret).security_token(format!("{WRONG}\n")),
            temporary.clone().security_token(fixtures.sls_sts_token),
        ] {
            let credentials = credentials.signature(version);
            let builder = backhaul_sls::Client::builder().credentials(credentials.clone());
            let builder = builder.endpoint(sandbox.url()).region("cn-hangzhou");
            let builder = builder.project(fixtures.sls_project).retry(Retry::off());
            let client = builder.clone().build().unwrap();
            shown.value(&(credentials, &builder, &client));
            for logstore in [fixtures.sls_logstore, "no-such-logstore", "../x"] {
                let call = client.retry_shipper_task().logstore(logstore);
                let call = call.shipper_name(fixtures.sls_shipper);
                shown.outcome(call.body([fixtures.sls_failed_task_ids[0]]).send().await);
            }
            let list = client.get_shipper_status().logstore(fixtures.sls_logstore);
            let list = list.shipper_name(fixtures.sls_shipper).from(1).to(2);
            shown.outcome(list.send().await);
            let unreachable = builder.endpoint("http://127.0.0.1:9").build().unwrap();
            let call = unreachable
                .retry_shipper_task()
                .logstore(fixtures.sls_logstore);
            let call = call.shipper_name(fixtures.sls_shipper).body(["task"]);
            shown.outcome(call.send().await);
        }
    }
}

async fn drive_dcs(shown: &mut Shown, sandbox: &Sandbox) {
    use backhaul_dcs::{Credentials, Dialect, IdOrName, PasswordLogin};
    let fixtures = sandbox.fixtures();
    let project = fixtures.dcs_project_id;
    let key = |secret: &str| Credentials::access_key(fixtures.dcs_access_key, secret);
    let temporary = Credentials::access_key(
        fixtures.dcs_temporary_access_key,
        fixtures.dcs_temporary_secret_key,
    );
    let login = |password: &str| {
        Credentials::password(PasswordLogin {
            user: IdOrName::Name(fixtures.iam_user_name.into()),
            user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
            password: password.into(),
            project: IdOrName::Id(project.into()),
            project_domain: None,
        })
    };
    for credentials in [
        Credentials::token(fixtures.dcs_token),
        Credentials::token(fixtures.dcs_expired_token),
        Credentials::token(WRONG),
        Credentials::token(format!("{WRONG}\n")),
        key(fixtures.dcs_secret_key).project_id(project),
        key(fixtures.dcs_secret_key).dialect(Dialect::Scoped),
        key(WRONG),
        key(WRONG).dialect(Dialect::Scoped),
        key(fixtures.dcs_secret_key).security_token(WRONG),
        temporary.security_token(fixtures.dcs_security_token),
        login(fixtures.iam_password),
        login(WRONG),
    ] {
        let builder = backhaul_dcs::Client::builder().credentials(credentials.clone());
        let builder = builder.base_url(sandbox.url()).iam_url(sandbox.url());
        let client = builder.clone().build().unwrap();
        shown.value(&(credentials, &builder, &client));
        let call = client.create_redislog_download_link().project_id(project);
        let call = call
            .instance_id(fixtures.dcs_instance_id)
            .id(fixtures.dcs_redislog_id);
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        shown.outcome(call.clone().send().await);
        sandbox.revoke_tokens();
        sandbox.fail_iam_token_requests(1, IamTokenFailure::Unauthorized);
        shown.outcome(call.clone().send().await);
        shown.outcome(call.clone().instance_id(NO_SUCH_ID).send().await);
        let list = client.list_redislog().project_id(project);
        let list = list.instance_id(fixtures.dcs_instance_id);
        shown.outcome(list.clone().log_type("run").send().await);
        shown.outcome(list.log_type("slow").send().await);
        let collect = client.create_redislog().project_id(project);
        let collect = collect
            .instance_id(fixtures.dcs_instance_id)
            .log_type("run");
        shown.outcome(collect.query_time(2).send().await);
        if let Ok(answer) = call.send().await
            && let Some(link) = &answer.link
        {
            shown.outcome(client.download_link(link).to_writer(&mut Vec::new()).await);
        }
    }
}

/// Settings that have a secret where none belongs: user information in an address, headers and proxies of a
/// client that the user brings.
fn drive_settings(shown: &mut Shown) {
    use backhaul_atlas::Environment;
    let with_user = |host: &str| format!("https://user:{WRONG}@{host}");
    let mut token = HeaderValue::from_static(WRONG);
    token.set_sensitive(false);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, token)]);
    let proxy = Proxy::all("http://127.0.0.1:9")
        .unwrap()
        .basic_auth("user", WRONG);
    let own = reqwest::Client::builder()
        .default_headers(headers)
        .proxy(proxy);
    let own = own.build().unwrap();
    macro_rules! drive {
        ($builder:expr) => {{
            let builder = $builder;
            shown.value(&builder);
            shown.outcome(builder.clone().build());
            let builder = builder
                .http_client(own.clone())
                .link_http_client(own.clone());
            shown.value(&builder);
            shown.outcome(builder.build());
        }};
    }
    let addresses = [
        with_user("h.example"),
        with_user("127.0.0.1:9/v3"),
        with_user("h.example:port"),
        format!("user:{WRONG}@h.example"),
        format!("https:user:{WRONG}@h.example"),
        format!("https://h.example/?token={WRONG}"),
        format!("https://h.example/#access_token={WRONG}"),
        format!("https://user:{WRONG}/@h.example"),
        // These are built.
        "https://h.example".to_owned(),
        "h.example".to_owned(),
    ];
    for address in addresses {
        let key = backhaul_atlas::Credentials::api_key("fakepubl", WRONG);
        drive!(
            backhaul_atlas::Client::builder()
                .credentials(key.clone())
                .base_url(&address)
        );
        drive!(
            backhaul_cloud_manager::Client::builder()
                .credentials(key)
                .base_url(&address)
        );
        let key = backhaul_sls::Credentials::access_key("FAKEID", WRONG);
        let builder = backhaul_sls::Client::builder()
            .credentials(key)
            .project("fake-project");
        drive!(builder.clone().endpoint(&address).region("cn-hangzhou"));
        drive!(builder.clone().endpoint("h.example").region(&address));
        drive!(
            builder
                .endpoint("h.example")
                .region("cn-hangzhou")
                .project(&address)
        );
        let login = backhaul_dcs::Credentials::password(backhaul_dcs::PasswordLogin {
            user: backhaul_dcs::IdOrName::Id("fake-user".into()),
            user_domain: None,
            password: WRONG.into(),
            project: backhaul_dcs::IdOrName::Id("fake".into()),
            project_domain: None,
        });
        let builder = backhaul_dcs::Client::builder().credentials(login);
        drive!(builder.clone().base_url(&address).region("eu-de"));
        drive!(
            builder
                .clone()
                .base_url("https://h.example")
                .iam_url(&address)
        );
        drive!(builder.region(&address));
        let key = backhaul_dcs::Credentials::access_key("FAKEID", WRONG).project_id(&address);
        drive!(
            backhaul_dcs::Client::builder()
                .credentials(key)
                .region("eu-de")
        );

        let variables = |name: &str| match name {
            "MONGODB_ATLAS_BASE_URL" | "ALIYUN_LOG_CLI_ENDPOINT" | "OS_AUTH_URL" => {
                Some(address.clone())
            }
            "MONGODB_ATLAS_ACCESS_TOKEN" | "OS_TOKEN" => Some(WRONG.to_owned()),
            "ALIBABA_CLOUD_ACCESS_KEY_ID" | "OS_REGION_NAME" => Some("eu-de".to_owned()),
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET" => Some(WRONG.to_owned()),
            _ => None,
        };
        let known: Vec<(&str, Option<String>)> = [
            "MONGODB_ATLAS_BASE_URL",
            "ALIYUN_LOG_CLI_ENDPOINT",
            "OS_AUTH_URL",
            "MONGODB_ATLAS_ACCESS_TOKEN",
            "OS_TOKEN",
            "ALIBABA_CLOUD_ACCESS_KEY_ID",
            "OS_REGION_NAME",
            "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        ]
        .map(|name| (name, variables(name)))
        .to_vec();
        let environment = Environment::of_variables(move |wanted| {
            let found = known.iter().find(|(name, _)| *name == wanted);
            found.and_then(|(_, value)| value.clone())
        });
        drive!(backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap());
        drive!(backhaul_cloud_manager::ClientBuilder::from_environment(&environment).unwrap());
        drive!(
            backhaul_sls::ClientBuilder::from_environment(&environment)
                .unwrap()
                .project("fake-project")
        );
        drive!(backhaul_dcs::ClientBuilder::from_environment(&environment).unwrap());

        // And in a profile of the Atlas CLI.
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join(".config/atlascli");
        std::fs::create_dir_all(&folder).unwrap();
        let quoted = json!(address);
        let profile = format!("[default]\naccess_token = \"{WRONG}\"\nbase_url = {quoted}\n");
        std::fs::write(folder.join("config.toml"), profile).unwrap();
        let environment = Environment::of_variables(|_| None).home(home.path());
        drive!(backhaul_atlas::ClientBuilder::from_environment(&environment).unwrap());
        shown.value(
            &backhaul_runtime::auth::mongodb::discover(
                &environment,
                &[backhaul_runtime::auth::mongodb::Tool::AtlasCli],
            )
            .map_err(|error| error.to_string()),
        );
    }
}

const WRONG: &str = "marker-wrong-secret";
const NO_SUCH_ID: &str = "ffffffffffffffffffffffff";

#[tokio::test]
async fn no_secret_in_anything_that_is_shown_or_logged() {
    let log = Log::default();
    tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_writer(log.clone())
        .with_ansi(false)
        .init();
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let mut shown = Shown::default();
    drive_mongodb(&mut shown, &sandbox).await;
    drive_sls(&mut shown, &sandbox).await;
    drive_dcs(&mut shown, &sandbox).await;
    drive_settings(&mut shown);
    // What these show is looked at there, and what they log here.
    shown.paths += proofs::calls().await + proofs::token_endpoints().await;
    shown.value(&(&sandbox, sandbox.requests()));
    sandbox.stop().await;

    let logged = String::from_utf8_lossy(&log.0.lock().unwrap()).into_owned();
    assert!(
        logged.contains("http.response.status_code=200"),
        "the log must have the fields of spans in it"
    );
    assert!(logged.contains("TRACE"), "at trace level too");
    assert!(
        shown.text.contains(fixtures.public_key),
        "the public part is shown"
    );
    // Right and wrong secrets, and how the tokens begin that the sandbox gives out.
    let secrets = [
        WRONG,
        fixtures.private_key,
        fixtures.service_account_secret,
        fixtures.sls_access_key_secret,
        fixtures.sls_sts_token,
        fixtures.sls_sts_access_key_secret,
        fixtures.dcs_token,
        fixtures.dcs_expired_token,
        fixtures.dcs_secret_key,
        fixtures.dcs_temporary_secret_key,
        fixtures.dcs_security_token,
        fixtures.iam_password,
        "FAKE-mdb-token-",
        "MIIFAKE",
        // What every link of the sandbox has in it.
        "FAKE-SIGNATURE",
        // Those that servers repeat.
        "fake-marker/",
    ];
    for secret in secrets {
        let (text, paths) = (&shown.text, shown.paths);
        assert!(
            !text.contains(secret),
            "shown on one of {paths} paths: {}",
            around(text, secret)
        );
        assert!(
            !logged.contains(secret),
            "a secret is logged: {}",
            around(&logged, secret)
        );
    }
    documents::report!(
        "redaction: {} secrets on none of {} paths and in none of {} log lines",
        secrets.len(),
        shown.paths,
        logged.lines().count()
    );
    assert!(shown.paths > 1_200, "{}", shown.paths);
}

/// What stands around the first place of `secret`, without the secret.
fn around(text: &str, secret: &str) -> String {
    let place = text.find(secret).unwrap_or(0);
    let start = text[..place]
        .char_indices()
        .rev()
        .nth(80)
        .map_or(0, |(index, _)| index);
    format!("{}[SECRET]", &text[start..place])
}

/// What the documents mark as sensitive is hidden in every type that has it.
#[test]
fn sensitive_properties_are_not_shown() {
    let marker = "https://bucket.example/marker-link?Signature=fake";
    let mut counted = 0;
    for answer in answers::all() {
        let document = documents::Document::as_read(answer.provider);
        let schema = document.schema(answer.schema);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let in_array = property["items"]["x-sensitive"] == json!(true);
            if !in_array && property["x-sensitive"] != json!(true) {
                continue;
            }
            let mut value = leniency::full(&document, schema);
            value[name] = if in_array {
                json!([marker])
            } else {
                json!(marker)
            };
            let shown = (answer.debug)(&value);
            assert!(
                shown.contains("[sensitive]") && !shown.contains("marker"),
                "{name}: {shown}"
            );
            assert_eq!(
                (answer.round_trip)(&value),
                Ok(value),
                "{name} is written in full"
            );
            counted += 1;
        }
    }
    // Four links of Atlas, one of Cloud Manager, two of DCS, and whatever comes.
    assert!(counted >= 7, "a sensitive property went: {counted}");
}
