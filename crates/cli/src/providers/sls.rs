//! Alibaba Cloud Log Service.

use backhaul_runtime::OneLine;
use backhaul_runtime::auth::env::Environment;
use backhaul_sls::{Client, ClientBuilder, Credentials, ProjectName};

use super::entry::{Connected, Entry, Probe, Settings, USER_AGENT, client, connected, no_client};

use super::sent::Sent;
use crate::failure::{Failure, in_words};
use crate::generated;

pub(super) static ENTRY: Entry = Entry {
    table: &generated::sls::PROVIDER,
    media_type: "application/json",
    connect,
    found: |settings, environment| ClientBuilder::found_in(&chosen(settings, environment)),
    probe: Probe {
        operation: "list-oss-exports",
        path: None,
    },
    pretend,
    chooser: ("--profile", "ALIYUN_LOG_CLI_CLIENT_NAME"),
    project: None,
    elsewhere: Some(
        "A wrong region looks like a wrong key: check --region or --endpoint (ALIYUN_LOG_CLI_ENDPOINT), and --project.",
    ),
};

client!(Client, sls);

/// No tool of the provider has a variable for the project.
const PROJECT: &str = "BACKHAUL_SLS_PROJECT";

/// The environment with what flags choose.
fn chosen(settings: &Settings, environment: &Environment) -> Environment {
    match &settings.profile {
        Some(profile) => environment
            .clone()
            .with("ALIYUN_LOG_CLI_CLIENT_NAME", profile),
        None => environment.clone(),
    }
}

fn connect(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    let environment = chosen(settings, environment);
    let builder = ClientBuilder::from_environment(&environment);
    let builder = builder.map_err(|error| ENTRY.refused(settings, &error))?;
    finish(builder, settings, &environment)
}

fn pretend(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    // Endpoints are found only together with credentials.
    let environment = environment.clone().with("ALIYUN_LOG_CLI_ACCESSID", "none");
    let environment = environment.with("ALIYUN_LOG_CLI_ACCESSKEY", "none");
    let found = ClientBuilder::from_environment(&chosen(settings, &environment));
    let plain = || Client::builder().credentials(Credentials::access_key("none", "none"));
    finish(found.unwrap_or_else(|_| plain()), settings, &environment)
}

fn finish(
    mut builder: ClientBuilder,
    settings: &Settings,
    environment: &Environment,
) -> Result<Connected, Failure> {
    if let Some(region) = &settings.region {
        check_region(region)?;
        builder = builder.region(region);
        if settings.endpoint.is_none() {
            builder = builder.endpoint(format!("{region}.log.aliyuncs.com"));
        }
    }
    if let Some(address) = &settings.endpoint {
        builder = builder.endpoint(address);
    }
    let project = settings.project.clone();
    let project = project.or_else(|| environment.variable(PROJECT));
    if let Some(project) = &project {
        check_project(project, settings)?;
        builder = builder.project(project);
    }
    let sent = Sent::default();
    let builder = builder
        .user_agent_suffix(USER_AGENT)
        .interceptor(sent.clone())
        .retry(settings.retry());
    // Without one there are still the projects to list.
    let client = match &project {
        Some(_) => builder.build(),
        None => builder.build_without_project(),
    };
    let client = client.map_err(|error| {
        no_client(
            error,
            settings,
            settings.endpoint_flag(),
            settings.region_flag(),
        )
    })?;
    Ok(connected(Box::new(client), Vec::new(), project, sent))
}

/// A region becomes part of the endpoint, whose error would name that.
fn check_region(region: &str) -> Result<(), Failure> {
    let is_part = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || one == '-';
    if !region.is_empty() && region.chars().all(is_part) {
        return Ok(());
    }
    let shown = OneLine::address(region);
    let text = format!("--region: {shown:?} is not a valid region; use one such as cn-hangzhou");
    Err(Failure::usage(text))
}

fn check_project(name: &str, settings: &Settings) -> Result<(), Failure> {
    let place = match settings.project {
        Some(_) => "--project",
        None => PROJECT,
    };
    let checked = ProjectName::try_from(name);
    checked
        .map(drop)
        .map_err(|error| Failure::usage(format!("{place}: {}", in_words(&error.to_string()))))
}
