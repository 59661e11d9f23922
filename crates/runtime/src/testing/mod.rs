#![cfg_attr(not(doctest), doc = include_str!("page.md"))]

mod downloads;
mod errors;
mod outcomes;
mod responses;
mod scripts;

pub use self::downloads::downloaded;
pub use self::errors::FakeError;
pub use self::outcomes::FakeOutcome;
pub use self::responses::FakeResponse;
pub use crate::script::engine::Script;
pub use crate::script::reply::Reply;
pub use crate::script::sent_request::SentRequest;
pub use crate::script::test_clock::TestClock;
pub use crate::script::unfinished::Unfinished;
