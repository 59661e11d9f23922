//! The providers: their tables, and how a client of each is made from flags and environment.
//!
//! | file | subject |
//! |---|---|
//! | `entry` | what all have in common |
//! | `atlas`, `cloud_manager`, `sls`, `dcs` | one provider each |
//! | `sent` | which changes were sent, for the words after an interrupt |
//! | `mongodb` | what both of MongoDB's have in common |

#[cfg(feature = "atlas")]
mod atlas;
#[cfg(feature = "cloud-manager")]
mod cloud_manager;
#[cfg(feature = "dcs")]
mod dcs;
mod entry;
#[cfg(any(feature = "atlas", feature = "cloud-manager"))]
mod mongodb;
mod sent;
#[cfg(feature = "sls")]
mod sls;

pub use entry::{Client, Connected, Entry, Preset, Probe, Settings};
pub use sent::Sent;

/// All providers that the command was built with.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let all: &[Option<&'static Entry>] = &[
        #[cfg(feature = "atlas")]
        Some(&atlas::ENTRY),
        #[cfg(feature = "cloud-manager")]
        Some(&cloud_manager::ENTRY),
        #[cfg(feature = "sls")]
        Some(&sls::ENTRY),
        #[cfg(feature = "dcs")]
        Some(&dcs::ENTRY),
        None,
    ];
    all.iter()
        .copied()
        .flatten()
        .collect::<Vec<_>>()
        .into_iter()
}

/// The provider of this name.
pub fn find(name: &str) -> Option<&'static Entry> {
    all().find(|entry| entry.table.name == name)
}
