//! The credentials, checked as the providers check them. Each module says what is wrong; the
//! provider turns that into its own error.

pub(crate) mod aksk;
pub(crate) mod dcs;
pub(crate) mod digest;
pub(crate) mod mongodb;
pub(crate) mod sls;
