//! What users add around calls and requests: headers, metrics, audit.
//!
//! | file | subject |
//! |---|---|
//! | `interceptor` | the trait, and what it sees |
//! | `added_headers` | the headers that it may add |
//! | `interceptors` | all interceptors of a client |
//! | `ending` | the end of a call |

pub(crate) mod added_headers;
pub(crate) mod ending;
pub(crate) mod interceptor;
pub(crate) mod interceptors;
