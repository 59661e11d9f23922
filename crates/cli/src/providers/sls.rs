//! Alibaba Cloud Log Service.

use backhaul_runtime::auth::env::Environment;
use backhaul_sls::{Client, ClientBuilder, Credentials};

use super::entry::{Connected, Entry, Settings, USER_AGENT, client, no_client, no_credentials};

use crate::failure::Failure;
use crate::generated;

pub(super) static ENTRY: Entry = Entry {
    table: &generated::sls::PROVIDER,
    connect,
    pretend,
};

client!(Client, sls);

fn connect(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    let environment = match &settings.profile {
        Some(profile) => environment
            .clone()
            .with("ALIYUN_LOG_CLI_CLIENT_NAME", profile),
        None => environment.clone(),
    };
    let builder = ClientBuilder::from_environment(&environment);
    let builder = builder.map_err(|error| no_credentials(&error))?;
    finish(builder, settings, &environment)
}

fn pretend(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    let builder = Client::builder().credentials(Credentials::access_key("none", "none"));
    finish(builder, settings, environment)
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
        .project(project)
        .user_agent_suffix(USER_AGENT)
        .retry(settings.retry());
    Ok(Connected {
        client: Box::new(builder.build().map_err(no_client)?),
        defaults: Vec::new(),
    })
}
