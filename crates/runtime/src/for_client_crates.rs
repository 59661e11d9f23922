//! The parts for client crates: for generated code, for the macros that it uses, and for hand-written code.
//!
//! Users of a client do not need any of this. It may change with any release, together with the generator.

pub use crate::auth::schemes::{Access, Scheme, SchemeKind};
pub use crate::auth::ways::Ways;
pub use crate::call::{Call, Repeated};
pub use crate::connection::Connection;
pub use crate::connection::region::check_region;
pub use crate::core::Core;
pub use crate::list::page::PageStyle;
pub use crate::provider::Provider;
pub use crate::read::form::{Arm, Arms, Form};
pub use crate::read::json::{any_json, null_as_empty};
pub use crate::read::lenient::Member;
pub use crate::read::map::{any_json_map, null_as_empty_map};
pub use crate::read::members::{Members, Taken};
pub use crate::read::open_enum::TextVisitor;
pub use crate::read::record::{Record, record};
pub use crate::read::tagged_union::Union;
pub use crate::read::untagged_union::Untagged;
pub use crate::read::writer::Writer;
pub use crate::request::form::{Coding, PartStyle};
pub use crate::request::pieces::PathStyle;
pub use crate::request::query::{ListStyle, ValueStyle};
pub use crate::retry::turn::Turn;
pub use crate::sent::argument::Argument;
pub use crate::sent::checked::Constraint;
pub use crate::sent::fields::{FieldValue, Fields};
pub use crate::sent::from_json::rule::{Choice, Rule, Several, Shape};
pub use crate::sent::pattern::{Atom, Pattern};
pub use crate::settings::certificates::Certificates;
pub use crate::settings::config::Config;
pub use crate::settings::given::Given;
pub use crate::settings::options::CallOptions;
pub use crate::settings::server::{Server, ServerAddress, ServerVariable};
pub use crate::with_body::WithBody;
#[cfg(feature = "schemars")]
pub use schemars;
pub use serde;
pub use serde_json;
