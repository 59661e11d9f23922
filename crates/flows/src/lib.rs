#![cfg_attr(feature = "cloud-manager", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "cloud-manager"),
    doc = "Whole flows over the Backhaul clients."
)]
//!
//! Where to look:
//!
//! | folder or file | subject |
//! |---|---|
//! | `atlas/`, `cloud_manager/`, `sls/`, `dcs/` | the flows of one provider each |
//! | `files` | where a flow saves, and under which names |
//! | `patience` | how long a flow waits |
//! | `previews` | the requests of a flow, before any of them is sent |
//! | `names` | find one thing by its name |
//! | `several` | do several things at once |
//! | `event` | what a flow says while it works |
//! | `error` | why a flow fails |
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(
    not(all(
        feature = "atlas",
        feature = "cloud-manager",
        feature = "sls",
        feature = "dcs"
    )),
    allow(
        dead_code,
        reason = "no single provider's flows need everything that they share"
    )
)]
#![forbid(unsafe_code)]

#[cfg(feature = "atlas")]
pub mod atlas;
#[cfg(feature = "cloud-manager")]
pub mod cloud_manager;
#[cfg(feature = "dcs")]
pub mod dcs;
mod error;
mod event;
mod files;
mod names;
mod patience;
mod previews;
mod several;
#[cfg(feature = "sls")]
pub mod sls;

pub use crate::error::{Error, JobEnd};
pub use crate::event::{Event, Work};
pub use crate::files::SavedFile;
pub use crate::names::NameError;
pub use crate::patience::Patience;
pub use crate::previews::UNKNOWN_ID;
