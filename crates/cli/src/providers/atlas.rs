//! MongoDB Atlas.

use backhaul_atlas::{Client, ClientBuilder, Credentials};
use backhaul_runtime::auth::env::Environment;

use super::entry::{Connected, Entry, Settings, USER_AGENT, client, no_client, no_credentials};
use super::mongodb;
use crate::failure::Failure;
use crate::generated;

pub(super) static ENTRY: Entry = Entry {
    table: &generated::atlas::PROVIDER,
    connect,
    pretend,
};

client!(Client, atlas);

fn connect(settings: &Settings, environment: &Environment) -> Result<Connected, Failure> {
    let environment = match &settings.profile {
        Some(profile) => environment.clone().with("MONGODB_ATLAS_PROFILE", profile),
        None => environment.clone(),
    };
    let found = ClientBuilder::from_environment_with_defaults(&environment);
    let (builder, defaults) = found.map_err(|error| no_credentials(&error))?;
    finish(builder, settings, defaults.project_id)
}

fn pretend(settings: &Settings, _environment: &Environment) -> Result<Connected, Failure> {
    let builder = Client::builder().credentials(Credentials::access_token("none"));
    finish(builder, settings, None)
}

fn finish(
    builder: ClientBuilder,
    settings: &Settings,
    project: Option<String>,
) -> Result<Connected, Failure> {
    let builder = match &settings.endpoint {
        Some(address) => builder.base_url(address),
        None => builder,
    };
    let builder = builder
        .user_agent_suffix(USER_AGENT)
        .retry(settings.retry());
    let client = builder.build().map_err(no_client)?;
    Ok(Connected {
        client: Box::new(client),
        defaults: mongodb::group(settings, project),
    })
}
