//! What Atlas and Cloud Manager share.
//!
//! | file | subject |
//! |---|---|
//! | `answers` | errors, envelopes, pages, the challenge |
//! | `oauth` | the token endpoint of service accounts |

mod answers;
mod oauth;

pub(super) use self::answers::{
    ERROR_MEDIA_TYPE, Page, answered, authenticate, changed_example, complete, describe,
    error_body, example, list, success,
};
pub(crate) use self::oauth::OAuth;
