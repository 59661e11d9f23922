//! What is generated: by which rules, and which part of a crate somebody writes by hand.

use crate::rules::Profile;

/// Who writes the face of a crate: how a client is built, and what its credentials are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Face {
    /// Somebody: the crate has a type `Credentials` and a method `ClientBuilder::build` of its own, and a type
    /// `place::Place` if the address has variables.
    #[default]
    ByHand,
    /// The generator, from the security schemes and the servers of the document.
    Generated,
}

/// What is generated of a document. A [`Profile`] alone will do: then the face of our own crates is written by hand,
/// and that of others is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// The rules that the document must keep.
    pub profile: Profile,
    /// Who writes the face.
    pub face: Face,
}

impl From<Profile> for Target {
    fn from(profile: Profile) -> Self {
        let face = match profile {
            Profile::House => Face::ByHand,
            Profile::Open => Face::Generated,
        };
        Self { profile, face }
    }
}

/// What a client is called in what is generated of it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    /// The name of the provider: `cloud-manager`.
    pub(crate) provider: String,
    /// Where users find the client, as Rust code writes it: `backhaul_cloud_manager`, or `app::parcels`.
    pub(crate) path: String,
    /// What writes the files, and from which document.
    pub(crate) origin: String,
}

impl Called {
    /// The crate of a provider of this workspace.
    pub(crate) fn ours(provider: &str) -> Self {
        Self {
            path: format!("backhaul_{}", provider.replace('-', "_")),
            origin: format!("`cargo xtask regenerate {provider}` from specs/{provider}.yaml"),
            provider: provider.to_owned(),
        }
    }
}
