//! What the command knows of each provider: the files in `generated/` are output of the generator.

#[cfg(feature = "atlas")]
#[rustfmt::skip]
pub mod atlas;
#[cfg(feature = "cloud-manager")]
#[rustfmt::skip]
pub mod cloud_manager;
#[cfg(feature = "dcs")]
#[rustfmt::skip]
pub mod dcs;
#[cfg(feature = "sls")]
#[rustfmt::skip]
pub mod sls;
