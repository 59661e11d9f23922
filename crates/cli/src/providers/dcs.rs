//! Open Telekom Cloud Distributed Cache Service.

use backhaul_dcs::{Client, ClientBuilder, Credentials};
use backhaul_runtime::auth::env::Environment;

use super::entry::{
    Connected, Entry, Preset, Probe, Settings, USER_AGENT, client, connected, no_client,
};

use super::sent::Sent;
use crate::failure::Failure;
use crate::generated;

pub(super) static ENTRY: Entry = Entry {
    table: &generated::dcs::PROVIDER,
    media_type: "application/json",
    connect,
    found: |settings, environment| ClientBuilder::found_in(&chosen(settings, environment)),
    probe: Probe {
        operation: "list-instances",
        path: None,
    },
    pretend,
    chooser: ("--cloud", "OS_CLOUD"),
    project: Some(("project-id", &PROJECT)),
    elsewhere: None,
};

client!(Client, dcs);

/// Variables that hold the id of a project.
const PROJECT: [&str; 3] = [
    "OS_PROJECT_ID",
    "OS_TENANT_ID",
    "HUAWEICLOUD_SDK_PROJECT_ID",
];

/// No tool of the provider has a variable for the address of the service.
const ENDPOINT: &str = "BACKHAUL_DCS_ENDPOINT";

/// The environment with what flags choose.
fn chosen(settings: &Settings, environment: &Environment) -> Environment {
    match &settings.cloud {
        Some(cloud) => environment.clone().with("OS_CLOUD", cloud),
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
    // Regions are found only together with credentials.
    let environment = environment.clone().with("OS_TOKEN", "none");
    let environment = environment.with("OS_AUTH_TYPE", "token");
    let found = ClientBuilder::from_environment(&chosen(settings, &environment));
    let plain = || Client::builder().credentials(Credentials::token("none"));
    finish(found.unwrap_or_else(|_| plain()), settings, &environment)
}

fn finish(
    mut builder: ClientBuilder,
    settings: &Settings,
    environment: &Environment,
) -> Result<Connected, Failure> {
    let sent = Sent::default();
    if let Some(region) = &settings.region {
        builder = builder.region(region);
    }
    let endpoint = settings.endpoint.clone();
    if let Some(address) = endpoint.or_else(|| environment.variable(ENDPOINT)) {
        builder = builder.base_url(address);
    }
    let builder = builder
        .user_agent_suffix(USER_AGENT)
        .interceptor(sent.clone())
        .retry(settings.retry());
    let given = settings.project.clone().map(|id| (id, "--project"));
    let found = || {
        PROJECT
            .iter()
            .find_map(|name| Some((environment.variable(name)?, *name)))
    };
    let project = given.or_else(found).map(|(value, place)| Preset {
        flag: "project-id",
        value,
        place,
    });
    let client = builder.build().map_err(|error| {
        let endpoint = settings.endpoint_flag().unwrap_or(ENDPOINT);
        no_client(error, settings, Some(endpoint), settings.region_flag())
    })?;
    let id = project.as_ref().map(|default| default.value.clone());
    let defaults = project.into_iter().collect();
    Ok(connected(Box::new(client), defaults, id, sent))
}
