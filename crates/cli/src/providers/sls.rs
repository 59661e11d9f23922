//! Alibaba Cloud Log Service.

use backhaul_runtime::auth::env::Environment;
use backhaul_sls::{Client, ClientBuilder, Credentials};

use super::entry::{
    Connected, Entry, Probe, Settings, USER_AGENT, client, connected, no_client, no_credentials,
};

use crate::failure::Failure;
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
};

client!(Client, sls);

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
    let builder = builder.map_err(|error| no_credentials(&error))?;
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
        builder = builder.region(region);
        if settings.endpoint.is_none() {
            builder = builder.endpoint(format!("{region}.log.aliyuncs.com"));
        }
    }
    if let Some(address) = &settings.endpoint {
        builder = builder.endpoint(address);
    }
    let project = settings.project.clone();
    let project = project.or_else(|| environment.variable("BACKHAUL_SLS_PROJECT"));
    let Some(project) = project else {
        return Err(Failure::usage(
            "the project is missing: give --project NAME, or set BACKHAUL_SLS_PROJECT",
        ));
    };
    let builder = builder
        .project(&project)
        .user_agent_suffix(USER_AGENT)
        .retry(settings.retry());
    let client = builder.build().map_err(no_client)?;
    Ok(connected(Box::new(client), Vec::new(), Some(project)))
}
