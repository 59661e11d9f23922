//! Signatures of Alibaba Cloud Simple Log Service (SLS).
//!
//! [`SlsV4`] is the newer signature and covers host and region; [`SlsV1`] is the original one. Both work with
//! permanent access keys and with temporary ones, which have a security token (STS).
//!
//! The service refuses a request whose date differs from its own by more than 15 minutes.

mod headers;
pub mod v1;
pub mod v4;

pub use self::v1::SlsV1;
pub use self::v4::SlsV4;
