//! What the emitters need to know about a document that the lint has passed.
//!
//! | file | reads |
//! |---|---|
//! | `operation`, `errors` | one operation, and its errors |
//! | `parameter`, `scalar` | one parameter, and whether a schema is of single values |
//! | `success`, `value` | what its success brings |
//! | `shown`, `sensitive` | what of that people are shown in a table, and where it is sensitive |
//! | `body`, `coding`, `parts` | what its request carries in its body, what that is written as, and how forms are |
//! | `requests`, `field` | objects in requests, and their properties |
//! | `checked`, `limits` | types that are checked before sending, and limits of integers |
//! | `answers`, `union`, `untagged` | which components answers reach, and unions |
//! | `paging`, `listed`, `job` | `x-pages`, `x-items` and `x-job` |
//! | `times` | `x-time` and `x-time-range` |
//! | `provider` | `x-provider` |
//! | `server` | `servers` |
//! | `security` | security schemes, and what operations need of them |
//! | `media`, `description` | media types and descriptions |

mod answers;
mod body;
mod checked;
mod coding;
mod description;
mod errors;
mod field;
mod job;
mod limits;
mod listed;
mod media;
mod operation;
mod paging;
mod parameter;
mod parts;
mod provider;
mod requests;
mod scalar;
mod security;
mod sensitive;
mod server;
mod shown;
mod success;
mod times;
mod union;
mod untagged;
mod value;

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, entries, text};
use crate::methods::is_method;
use crate::naming;
use crate::target::Face;

pub(crate) use answers::{has_a_type_of_its_own, read_properties, required};
pub(crate) use body::{Body, Sent};
pub(crate) use checked::Checked;
pub(crate) use coding::sent;
pub(crate) use description::description;
pub(crate) use errors::Errors;
pub(crate) use field::{Field, Kind};
pub(crate) use job::{Condition, Entry, Job, Progress, Quantifier, Reason, Rule, Test};
pub(crate) use limits::{Limits, Range, bounds_of_format};
pub(crate) use media::{
    Coding, FORM_DATA, age, is_json, is_media_type, is_whole_file, subtype_of_parts,
};
pub(crate) use operation::Operation;
pub(crate) use paging::{Paging, Style};
pub(crate) use parameter::{
    ListStyle, Parameter, PathStyle, Place, ValueForm, is_exploded, is_left_out, schema_of,
};
pub(crate) use parts::{PartStyle, is_file, is_of_the_part};
pub(crate) use provider::{Provider, Throttled};
pub(crate) use requests::Request;
use requests::Requests;
pub(crate) use scalar::is_scalar;
pub(crate) use security::{Scheme, SchemeKind};
use sensitive::SensitivePlaces;
pub(crate) use server::{Server, ServerVariable, braced, is_usable};
pub(crate) use success::Content;
pub(crate) use times::Time;
pub(crate) use union::{Member, Union, is_union, is_untagged};
pub(crate) use untagged::{Arm, Form, NamedForm, Untagged};
pub(crate) use value::Value;

/// All of a document that progenitor does not pass on.
#[derive(Debug)]
pub(crate) struct Model {
    /// The crate that is generated, or the module of one, as Rust code names it.
    pub(crate) crate_name: String,
    /// What the document calls the API.
    pub(crate) title: String,
    pub(crate) provider: Provider,
    pub(crate) server: Server,
    /// Who writes how a client is built.
    pub(crate) face: Face,
    /// The security schemes that operations need.
    pub(crate) schemes: Vec<Scheme>,
    /// Operations in the order of their names.
    pub(crate) operations: Vec<Operation>,
    /// The names of all builders.
    pub(crate) builders: BTreeSet<String>,
    /// Types that are checked before sending, by name.
    pub(crate) checked: BTreeMap<String, Checked>,
    /// Objects below the top of a request body, and unions in requests, by component name.
    pub(crate) requests: BTreeMap<String, Request>,
    /// Object and enum schemas in answers, by component name; unions are below.
    pub(crate) answers: Vec<String>,
    /// Unions in answers, by component name.
    pub(crate) unions: BTreeMap<String, Union>,
    /// Unions without a tag in answers, by component name.
    pub(crate) untagged: BTreeMap<String, Untagged>,
    /// What the components look like that the members of these are made of.
    pub(crate) forms: BTreeMap<String, NamedForm>,
    /// The answers that are jobs, in the order of their names.
    pub(crate) jobs: Vec<Job>,
}

impl Model {
    /// Reads a document without findings.
    pub(crate) fn of(document: &Document, crate_name: &str, face: Face) -> Self {
        let mut requests = Requests::new(document);
        let sensitive = SensitivePlaces::of(document);
        let mut operations = Vec::new();
        for (path, item) in entries(&document.root, "paths") {
            for (method, value) in item.as_object().into_iter().flatten() {
                if is_method(method) {
                    let operation =
                        Operation::of(document, path, method, value, &mut requests, &sensitive);
                    operations.push(operation);
                }
            }
        }
        operations.sort_by_cached_key(|operation| naming::method(&operation.id));
        let reached = answers::types(document, operations.iter().flat_map(Operation::answers));
        let unions = reached
            .iter()
            .filter(|name| document.schema(name).is_some_and(is_union))
            .filter_map(|name| Some((name.clone(), Union::of(document.schema(name)?)?)))
            .collect::<BTreeMap<_, _>>();
        let untagged = reached
            .iter()
            .filter_map(|name| {
                let union = Untagged::of(document, name, document.schema(name)?)?;
                Some((name.clone(), union))
            })
            .collect::<BTreeMap<_, _>>();
        let mut answers = reached;
        answers.retain(|name| !unions.contains_key(name) && !untagged.contains_key(name));
        let answers: Vec<String> = answers.into_iter().collect();
        let jobs = answers
            .iter()
            .filter_map(|name| Job::of(name, document.schema(name)?))
            .collect();
        Self {
            crate_name: crate_name.to_owned(),
            title: document
                .root
                .get("info")
                .map_or("", |info| text(info, "title"))
                .to_owned(),
            provider: Provider::of(document),
            server: Server::of(document),
            face,
            schemes: Scheme::all(
                document,
                operations.iter().flat_map(|operation| &operation.security),
            ),
            builders: operations
                .iter()
                .map(|operation| naming::pascal(&operation.id))
                .collect(),
            operations,
            checked: requests.checked,
            requests: requests.types,
            answers,
            unions,
            forms: untagged::forms(document, untagged.values()),
            untagged,
            jobs,
        }
    }

    /// Whether requests have days of the calendar.
    pub(crate) fn sends_dates(&self) -> bool {
        let parameters = self.operations.iter().flat_map(|one| &one.parameters);
        let at_top = self.operations.iter().flat_map(Operation::fields);
        let below = self.requests.values().flat_map(|request| match request {
            Request::Object { fields, .. } => fields.as_slice(),
            Request::Union(_) | Request::Untagged { .. } => &[],
        });
        let kinds = parameters.map(|parameter| &parameter.kind);
        let mut kinds = kinds.chain(at_top.chain(below).map(|field| &field.kind));
        kinds.any(Kind::has_date)
    }

    /// The name of the package that the client is in.
    pub(crate) fn package(&self) -> String {
        let name = self.crate_name.split("::").next().unwrap_or_default();
        name.replace('_', "-")
    }

    /// Whether requests have bytes, as a whole or in a form.
    pub(crate) fn sends_files(&self) -> bool {
        let mut bodies = self.operations.iter().filter_map(|one| one.body.as_ref());
        bodies.any(|body| {
            let mut fields = body.fields().iter();
            matches!(body.content, Sent::Bytes) || fields.any(|field| field.kind.is_file())
        })
    }

    /// A link in the documentation of builders to a type of another module, `module::name`. Where a builder
    /// has the name, the type needs its whole path.
    pub(crate) fn link(&self, module: &str, name: &str, method: &str) -> String {
        if self.builders.contains(name) {
            format!("[`{name}{method}`]({module}::{name}{method})")
        } else {
            format!("[`{name}{method}`]")
        }
    }

    /// Whether the component `schema` is a union, with or without a tag.
    pub(crate) fn is_union(&self, schema: &str) -> bool {
        self.unions.contains_key(schema) || self.untagged.contains_key(schema)
    }

    /// Whether the component `schema` is a job, or a union of nothing but jobs.
    pub(crate) fn is_job(&self, schema: &str) -> bool {
        // They are in the order of their names.
        let jobs = &self.jobs;
        jobs.binary_search_by(|job| job.schema.as_str().cmp(schema))
            .is_ok()
            || self.unions.get(schema).is_some_and(|union| {
                let mut members = union.members.iter();
                members.all(|member| self.is_job(&member.schema))
            })
    }
}
