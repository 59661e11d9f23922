//! MongoDB Cloud Manager.

use backhaul_cloud_manager::{Client, ClientBuilder, Credentials};
use backhaul_runtime::auth::env::Environment;

use super::entry::{
    Connected, Entry, Preset, Probe, Settings, USER_AGENT, client, connected, no_client,
};
use super::mongodb;
use super::sent::Sent;
use crate::failure::Failure;
use crate::generated;

pub(super) static ENTRY: Entry = Entry {
    table: &generated::cloud_manager::PROVIDER,
    media_type: "application/json",
    connect,
    found: |settings, environment| ClientBuilder::found_in(&chosen(settings, environment)),
    probe: Probe {
        operation: "list-log-collection-jobs",
        path: Some(("/api/public/v1.0/groups?itemsPerPage=1", "application/json")),
    },
    pretend,
    chooser: ("--profile", "MCLI_PROFILE"),
    project: Some(("group-id", &mongodb::PROJECT)),
    elsewhere: None,
};

client!(Client, cloud_manager);

/// The environment with what flags choose.
fn chosen(settings: &Settings, environment: &Environment) -> Environment {
    match &settings.profile {
        Some(profile) => environment.clone().with("MCLI_PROFILE", profile),
        None => environment.clone(),
    }
}

fn connect(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    let environment = chosen(settings, environment);
    let found = ClientBuilder::from_environment_with_defaults(&environment);
    let (builder, defaults) = found.map_err(|error| ENTRY.refused(settings, &error))?;
    let defaults = mongodb::presets(
        settings,
        &environment,
        (defaults.project_id, defaults.org_id),
    );
    finish(builder, settings, defaults)
}

fn pretend(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    // Addresses and projects are found only together with credentials.
    let environment = environment
        .clone()
        .with("MONGODB_ATLAS_ACCESS_TOKEN", "none");
    if let Ok(made) = connect(settings, &environment) {
        return Ok(made);
    }
    let builder = Client::builder().credentials(Credentials::access_token("none"));
    let defaults = mongodb::presets(settings, &environment, (None, None));
    finish(builder, settings, defaults)
}

fn finish(
    builder: ClientBuilder,
    settings: &Settings,
    defaults: Vec<Preset>,
) -> Result<Connected, Failure> {
    let sent = Sent::default();
    let builder = match &settings.endpoint {
        Some(address) => builder.base_url(address),
        None => builder,
    };
    let builder = builder
        .user_agent_suffix(USER_AGENT)
        .interceptor(sent.clone())
        .retry(settings.retry());
    let client = builder.build().map_err(|error| {
        no_client(
            error,
            settings,
            settings.endpoint_flag(),
            settings.region_flag(),
        )
    })?;
    let project = defaults.first().map(|default| default.value.clone());
    Ok(connected(Box::new(client), defaults, project, sent))
}
