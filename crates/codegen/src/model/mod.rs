//! What the emitters need to know about a document that the lint has passed.

mod answers;
mod body;
mod checked;
mod field;
mod job;
mod limits;
mod paging;
mod requests;
mod union;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::document::{Document, entries, flag, items, reference_name, text};
use crate::{markdown, naming};

pub(crate) use answers::{has_a_type_of_its_own, read_properties};
pub(crate) use body::{Body, Sent};
pub(crate) use checked::Checked;
pub(crate) use field::{Field, Kind};
pub(crate) use job::{Condition, Job, Progress, Rule};
pub(crate) use limits::{Limits, bounds_of_format};
pub(crate) use paging::{Paging, Style};
pub(crate) use requests::Request;
use requests::Requests;
pub(crate) use union::{Member, Union, is_union};

/// All of a document that progenitor does not pass on.
#[derive(Debug)]
pub(crate) struct Model {
    /// The name of the crate that is generated, as Rust code writes it.
    pub(crate) crate_name: String,
    /// Operations in the order of their names.
    pub(crate) operations: Vec<Operation>,
    /// The names of all builders.
    pub(crate) builders: BTreeSet<String>,
    /// Types that are checked before sending, by name.
    pub(crate) checked: BTreeMap<String, Checked>,
    /// Objects below the top of a request body, and unions in requests, by component name.
    pub(crate) requests: BTreeMap<String, Request>,
    /// Object and enum schemas that stand in answers, by component name; unions are below.
    pub(crate) answers: Vec<String>,
    /// Unions that stand in answers, by component name.
    pub(crate) unions: BTreeMap<String, Union>,
    /// The answers that are jobs, in the order of their names.
    pub(crate) jobs: Vec<Job>,
}

/// One operation of the document.
#[derive(Debug)]
pub(crate) struct Operation {
    /// `operationId`.
    pub(crate) id: String,
    /// Method in lower case.
    pub(crate) method: String,
    /// Path template.
    pub(crate) path: String,
    pub(crate) summary: String,
    pub(crate) description: String,
    /// Path and query parameters that builders offer.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) success: Success,
    /// How to move through the list that it answers.
    pub(crate) pages: Option<Paging>,
    /// Error statuses with their descriptions.
    pub(crate) errors: Vec<String>,
    /// Media type and schema name of all errors.
    pub(crate) error_content: Option<(String, String)>,
    /// Whether anything `x-sensitive` stands in what success answers.
    pub(crate) sensitive: bool,
    pub(crate) idempotent: bool,
    pub(crate) security: Vec<String>,
    pub(crate) source: String,
}

impl Operation {
    /// The media type to ask for: that of success, or of errors where success has no body.
    pub(crate) fn accept(&self) -> Option<&String> {
        match &self.success.content {
            Content::Json { media_type, .. } | Content::Bytes { media_type } => Some(media_type),
            Content::Nothing { media_type } => {
                let error = self.error_content.as_ref();
                media_type
                    .as_ref()
                    .or(error.map(|(media_type, _)| media_type))
            }
        }
    }

    /// The fields of the body, if that is an object.
    pub(crate) fn fields(&self) -> &[Field] {
        self.body.as_ref().map(Body::fields).unwrap_or_default()
    }

    /// Whether success is an array of what [`answer`](Self::answer) names.
    pub(crate) fn is_list(&self) -> bool {
        matches!(self.success.content, Content::Json { is_list: true, .. })
    }

    /// Schema name of what success decodes into, or of the items of an array.
    pub(crate) fn answer(&self) -> Option<&String> {
        match &self.success.content {
            Content::Json { schema, .. } => Some(schema),
            Content::Bytes { .. } | Content::Nothing { .. } => None,
        }
    }
}

/// One parameter that builders offer.
#[derive(Debug)]
pub(crate) struct Parameter {
    /// Name on the wire.
    pub(crate) name: String,
    /// Name of its setter.
    pub(crate) setter: String,
    pub(crate) in_path: bool,
    pub(crate) required: bool,
    pub(crate) description: String,
    /// The schema as the document has it: a reference to a checked type or a plain type.
    pub(crate) schema: Value,
    pub(crate) limits: Limits,
    /// What the provider takes if it is left out. Never sent.
    pub(crate) default: Option<Value>,
}

#[derive(Debug)]
pub(crate) struct Success {
    pub(crate) status: String,
    pub(crate) content: Content,
}

/// What success brings.
#[derive(Debug)]
pub(crate) enum Content {
    Nothing {
        /// The media type to ask for all the same: it names the version of the resource.
        media_type: Option<String>,
    },
    /// The newest media type, and the name of its schema; for an array, that of the items.
    Json {
        media_type: String,
        schema: String,
        /// Whether it is an array of these.
        is_list: bool,
        /// Whether 204 may come instead, for an answer with nothing in it.
        or_nothing: bool,
    },
    /// Bytes that are handed on as they come.
    Bytes { media_type: String },
}

impl Model {
    /// Reads a document without findings.
    pub(crate) fn of(document: &Document, crate_name: &str) -> Self {
        let mut requests = Requests::new(document);
        let mut operations = Vec::new();
        for (path, item) in entries(&document.root, "paths") {
            for (method, value) in item.as_object().into_iter().flatten() {
                if value.get("operationId").is_some() {
                    operations.push(operation(document, path, method, value, &mut requests));
                }
            }
        }
        operations.sort_by_cached_key(|operation| naming::method(&operation.id));
        let reached = answers::types(document, &operations);
        let unions = reached
            .iter()
            .filter_map(|name| Some((name.clone(), Union::of(component(document, name)?)?)))
            .collect::<BTreeMap<_, _>>();
        let mut answers = reached;
        answers.retain(|name| !unions.contains_key(name));
        let answers: Vec<String> = answers.into_iter().collect();
        let jobs = answers
            .iter()
            .filter_map(|name| Job::of(name, component(document, name)?))
            .collect();
        Self {
            crate_name: crate_name.to_owned(),
            builders: operations
                .iter()
                .map(|operation| naming::pascal(&operation.id))
                .collect(),
            operations,
            checked: requests.checked,
            requests: requests.types,
            answers,
            unions,
            jobs,
        }
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

fn operation<'a>(
    document: &'a Document,
    path: &str,
    method: &str,
    value: &'a Value,
    requests: &mut Requests<'a>,
) -> Operation {
    let success = success(document, value);
    let pages = paging(document, value, &success);
    let mut parameters: Vec<Parameter> = items(value, "parameters")
        .iter()
        .map(|parameter| document.follow(parameter))
        .filter(|parameter| !flag(parameter, "x-omit"))
        .map(|parameter| (parameter, parameter.get("schema").unwrap_or_default()))
        .map(|(parameter, schema)| Parameter {
            name: text(parameter, "name").to_owned(),
            setter: naming::parameter(text(parameter, "name")),
            in_path: text(parameter, "in") == "path",
            required: flag(parameter, "required"),
            description: description(parameter),
            limits: Limits::of(schema),
            default: schema.get("default").cloned(),
            schema: schema.clone(),
        })
        .collect();
    // An empty page ends a list: one of no items would make every list look empty.
    for parameter in &mut parameters {
        let is_size = |paging: &Paging| paging.size == parameter.name;
        if pages.as_ref().is_some_and(is_size) {
            parameter.limits.least.get_or_insert(1);
        }
    }
    let errors: Vec<(&String, &Value)> = entries(value, "responses")
        .filter(|(status, _)| status.starts_with(['4', '5']))
        .map(|(status, response)| (status, document.follow(response)))
        .collect();
    for name in parameters
        .iter()
        .filter_map(|one| reference_name(&one.schema))
    {
        requests.add_checked(name);
    }
    let setters: Vec<String> = parameters
        .iter()
        .map(|parameter| parameter.setter.clone())
        .collect();
    let body = value.get("requestBody");
    let body = body.and_then(|body| Body::of(requests, body, &setters));
    let sensitive = match &success.content {
        Content::Json { schema, .. } => component(document, schema)
            .is_some_and(|schema| is_sensitive(document, schema, &mut Vec::new())),
        Content::Bytes { .. } | Content::Nothing { .. } => false,
    };
    let safe_by_method = matches!(method, "get" | "put" | "delete");
    Operation {
        id: text(value, "operationId").to_owned(),
        method: method.to_owned(),
        path: path.to_owned(),
        summary: markdown::plain(text(value, "summary")),
        description: description(value),
        parameters,
        body,
        pages,
        success,
        error_content: errors.iter().find_map(|(_, response)| newest(response)),
        errors: errors
            .iter()
            .map(|(status, response)| {
                let words = markdown::inline(text(response, "description"));
                format!("{status}: {words}")
            })
            .collect(),
        sensitive,
        idempotent: value
            .get("x-idempotent")
            .and_then(Value::as_bool)
            .unwrap_or(safe_by_method),
        security: items(value, "security")
            .iter()
            .filter_map(|entry| entry.as_object()?.keys().next().cloned())
            .collect(),
        source: value
            .get("x-source")
            .map(|source| text(source, "url"))
            .unwrap_or_default()
            .to_owned(),
    }
}

fn success(document: &Document, operation: &Value) -> Success {
    let all: Vec<(&String, &Value)> = entries(operation, "responses")
        .filter(|(status, _)| status.starts_with('2'))
        .map(|(status, response)| (status, document.follow(response)))
        .collect();
    let with_content = all
        .iter()
        .find(|(_, response)| response.get("content").is_some());
    let Some((status, response)) = with_content.or(all.first()) else {
        return Success {
            status: "200".to_owned(),
            content: Content::Nothing { media_type: None },
        };
    };
    let media_types = || entries(response, "content").map(|(media_type, _)| media_type);
    let bytes = media_types().find(|media_type| !is_json(media_type));
    let content = match (newest(response), bytes) {
        (Some((media_type, schema)), _) => {
            let item = component(document, &schema)
                .and_then(|schema| schema.get("items"))
                .and_then(reference_name);
            Content::Json {
                media_type,
                is_list: item.is_some(),
                schema: item.map_or(schema.clone(), str::to_owned),
                or_nothing: all.len() > 1,
            }
        }
        (None, Some(media_type)) => Content::Bytes {
            media_type: media_type.clone(),
        },
        (None, None) => Content::Nothing {
            media_type: media_types().max().cloned(),
        },
    };
    Success {
        status: (*status).clone(),
        content,
    }
}

/// `application/json` or a vendor type over it.
pub(crate) fn is_json(media_type: &str) -> bool {
    media_type == "application/json"
        || (media_type.starts_with("application/vnd.") && media_type.ends_with("+json"))
}

fn paging(document: &Document, operation: &Value, success: &Success) -> Option<Paging> {
    let mut paging: Paging = serde_json::from_value(operation.get("x-pages")?.clone()).ok()?;
    let Content::Json { schema, .. } = &success.content else {
        return None;
    };
    let items = component(document, schema)?
        .get("properties")?
        .get(&paging.items)?;
    paging.item = reference_name(document.follow(items).get("items")?)?.to_owned();
    Some(paging)
}

/// Media type and schema name of a body. Vendor types carry their version as a date, so the newest
/// is the greatest; a vendor type is newer than plain JSON.
fn newest(owner: &Value) -> Option<(String, String)> {
    let content = entries(owner, "content");
    let (media_type, media) =
        content.max_by_key(|(media_type, _)| (media_type.contains("vnd."), media_type.as_str()))?;
    let schema = reference_name(media.get("schema")?)?;
    Some((media_type.clone(), schema.to_owned()))
}

fn component<'a>(document: &'a Document, name: &str) -> Option<&'a Value> {
    document.resolve(&format!("#/components/schemas/{name}"))
}

/// Whether `schema`, or anything that answers of it may hold, is `x-sensitive`. `seen` are the components on
/// the way, which may lead back to themselves.
fn is_sensitive<'a>(document: &'a Document, schema: &'a Value, seen: &mut Vec<&'a str>) -> bool {
    if let Some(name) = reference_name(schema) {
        if seen.contains(&name) {
            return false;
        }
        seen.push(name);
    }
    let target = document.follow(schema);
    flag(schema, "x-sensitive")
        || flag(target, "x-sensitive")
        || read_properties(document, target).any(|(_, inner)| is_sensitive(document, inner, seen))
        || items(target, "oneOf")
            .iter()
            .chain(target.get("items"))
            .any(|inner| is_sensitive(document, inner, seen))
}

/// The description of a part of a document, as Markdown that does nothing.
pub(crate) fn description(owner: &Value) -> String {
    markdown::block(text(owner, "description"))
}
