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
