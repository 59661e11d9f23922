//! The table of operations, and a function for each that fills its builder.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::parts::{Part, files};
use super::{jobs, names, shapes, times};
use crate::emit::fields::rule_in_words;
use crate::emit::limits::default_in_words;
use crate::emit::methods;
use crate::model::{
    self, Body, Checked, Content, Kind, Model, Operation, Paging, Parameter, Sent, Style, Value,
    ValueForm,
};
use crate::{markdown, naming};

/// The function that calls `operation`.
pub(super) fn function(operation: &Operation) -> Ident {
    format_ident!("{}", naming::method(&operation.id))
}

/// The parameters of `operation` with their flags.
fn flags(operation: &Operation) -> Vec<(&Parameter, String)> {
    let mut taken = Vec::new();
    let pages = operation.pages.as_ref().map(|pages| pages.size.as_str());
    let listed = operation.listed.as_ref();
    let size = pages.or(listed.and_then(|listed| listed.size.as_deref()));
    let is_list = pages.is_some() || listed.is_some();
    let mut flags = Vec::new();
    for parameter in &operation.parameters {
        let name = if size == Some(parameter.name.as_str()) {
            "page-size".to_owned()
        } else {
            names::flag(&parameter.name, is_list, &taken)
        };
        taken.push(name.clone());
        flags.push((parameter, name));
    }
    flags
}

/// One row of the table.
pub(super) fn row(operation: &Operation, model: &Model) -> TokenStream {
    let Operation {
        id,
        tag,
        method,
        path,
        source,
        idempotent,
        ..
    } = operation;
    let name = names::kebab(id);
    let summary = markdown::shown(&operation.summary);
    let description = markdown::shown(&operation.description);
    let method = method.to_uppercase();
    let mut taken = Vec::new();
    let mut rows = Vec::new();
    for (parameter, name) in flags(operation) {
        rows.push(flag(parameter, &name, model));
        taken.push(name);
    }
    for file in files(operation, &taken) {
        rows.push(file.row(model));
    }
    let body = match &operation.body {
        None => quote!(None),
        Some(body) => {
            let shape = match &body.content {
                Sent::Text | Sent::Bytes => None,
                Sent::Object { fields, .. } => Some(shapes::object(
                    fields.iter().filter(|field| !field.kind.is_file()),
                    None,
                    model,
                    &|field| Some(names::body_flag(field, &taken)),
                )),
                Sent::Array(name) => Some(shapes::checked(name, model)),
                Sent::Union(name) => Some(shapes::named(name)),
                Sent::Value(kind) => Some(shapes::shape(kind, model)),
            };
            match shape {
                Some(shape) => quote!(Some(&#shape)),
                None => quote!(None),
            }
        }
    };
    let confirm = option(operation.confirm.as_deref());
    let typed = operation.confirm_with.as_deref();
    let typed = flags(operation)
        .into_iter()
        .find_map(|(parameter, flag)| (Some(parameter.name.as_str()) == typed).then_some(flag));
    let confirm_with = option(typed.as_deref());
    let answer = answer(operation, model);
    let range = range(operation, &taken);
    let mut security: Vec<&String> = Vec::new();
    for name in operation.security.iter().flatten() {
        if !security.contains(&name) {
            security.push(name);
        }
    }
    quote! {
        Operation {
            name: #name,
            id: #id,
            tag: #tag,
            summary: #summary,
            description: #description,
            source: #source,
            method: #method,
            path: #path,
            flags: &[#(#rows),*],
            body: #body,
            answer: #answer,
            idempotent: #idempotent,
            security: &[#(#security),*],
            confirm: #confirm,
            confirm_with: #confirm_with,
            range: #range,
        }
    }
}

/// The flags of the beginning and the end of a range of time. `taken` are those of parameters.
fn range(operation: &Operation, taken: &[String]) -> TokenStream {
    let flag = |wire: &str| {
        let parameters = flags(operation).into_iter();
        let mut parameters = parameters.filter(|(parameter, _)| parameter.name == wire);
        let flag = parameters.next().map(|(_, flag)| flag);
        flag.unwrap_or_else(|| names::body_flag(wire, taken))
    };
    match &operation.time_range {
        Some(range) => {
            let (from, to) = (flag(&range.from), flag(&range.to));
            quote!(Some((#from, #to)))
        }
        None => quote!(None),
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

fn flag(parameter: &Parameter, name: &str, model: &Model) -> TokenStream {
    let Parameter {
        name: wire,
        required,
        ..
    } = parameter;
    let time = times::of(&parameter.kind, parameter.time);
    let kind = match (parameter.form, time) {
        (ValueForm::Plain, Some(time)) => quote!(Kind::Time(#time)),
        (ValueForm::Plain, None) => takes(&parameter.kind, model),
        _ => quote!(Kind::Json),
    };
    let default = parameter.default.as_ref().map(default_in_words);
    let help = format!(
        "{}{}{}",
        parameter.description.trim_end(),
        rule_in_words(&parameter.kind, model),
        default.unwrap_or_default(),
    );
    let help = markdown::shown(&help);
    let place = match parameter.place {
        model::Place::Path => quote!(Place::Path),
        model::Place::Query => quote!(Place::Query),
        model::Place::Header => quote!(Place::Header),
        model::Place::Cookie => quote!(Place::Cookie),
    };
    quote! {
        Flag {
            name: #name,
            wire: #wire,
            place: #place,
            kind: #kind,
            required: #required,
            help: #help,
        }
    }
}

/// What a flag takes.
fn takes(kind: &Kind, model: &Model) -> TokenStream {
    match kind {
        Kind::Checked(name) => match model.checked.get(name) {
            Some(Checked::Enum { values, .. }) => quote!(Kind::OneOf(&[#(#values),*])),
            _ => quote!(Kind::Text),
        },
        Kind::Boolean(_) => quote!(Kind::Boolean),
        Kind::Integer(_) => quote!(Kind::Integer),
        Kind::Number(_) => quote!(Kind::Number),
        Kind::Array { item, .. } => {
            let item = takes(item, model);
            quote!(Kind::List(&#item))
        }
        _ => quote!(Kind::Text),
    }
}

/// The method of what a user gave that reads the value of a flag, or the values of one that may be repeated.
fn read(kind: &Kind) -> TokenStream {
    let (item, is_list) = match kind {
        Kind::Array { item, .. } => (&**item, true),
        scalar => (scalar, false),
    };
    match (item, is_list) {
        (Kind::Boolean(_), false) => quote!(boolean),
        (Kind::Boolean(_), true) => quote!(booleans),
        (Kind::Integer(_), false) => quote!(integer),
        (Kind::Integer(_), true) => quote!(integers),
        (Kind::Number(_), false) => quote!(number),
        (Kind::Number(_), true) => quote!(numbers),
        (_, false) => quote!(text),
        (_, true) => quote!(texts),
    }
}

fn answer(operation: &Operation, model: &Model) -> TokenStream {
    let kind = match &operation.success.content {
        Content::Nothing { .. } => quote!(Answer::NOTHING),
        Content::Bytes { .. } => quote!(Answer::FILE),
        Content::Json { .. } | Content::Value { .. } => quote!(Answer::JSON),
    };
    let shown = &operation.shown;
    if matches!(
        operation.success.content,
        Content::Nothing { .. } | Content::Bytes { .. }
    ) {
        return match &operation.file_suffix {
            Some(suffix) => quote!(Answer { suffix: Some(#suffix), ..#kind }),
            None => kind,
        };
    }
    let (columns, narrow, sensitive) = (&shown.columns, shown.narrow, &shown.sensitive);
    let known = &shown.known;
    let dated = shown.times.iter().map(|(name, time, is_number)| {
        let form = times::marked(*time, *is_number);
        quote!((#name, #form))
    });
    // Most answers have none.
    let dated = (!shown.times.is_empty()).then(|| quote!(times: &[#(#dated),*],));
    let listed = operation.listed.as_ref().map(|listed| &listed.items);
    let items = operation.pages.as_ref().map(|paging| &paging.items);
    let items = match (items.or(listed), operation.is_list()) {
        (Some(items), _) => {
            let pointer = format!("/{items}");
            quote!(Some(#pointer))
        }
        (None, true) => quote!(Some("")),
        (None, false) => match &operation.success.content {
            Content::Value {
                value: Value::List(_),
                ..
            } => quote!(Some("")),
            _ => quote!(None),
        },
    };
    let paging = paging(operation);
    let status = option(shown.status.as_deref());
    let job = job(operation, model);
    let is_job = methods::waits(operation, model);
    let has_jobs = methods::waits_for_all(operation, model);
    quote! {
        Answer {
            columns: &[#(#columns),*],
            narrow: #narrow,
            known: &[#(#known),*],
            #dated
            sensitive: &[#(#sensitive),*],
            items: #items,
            paging: #paging,
            status: #status,
            job: #job,
            is_job: #is_job,
            has_jobs: #has_jobs,
            ..#kind
        }
    }
}

/// The rules of the job that an answer is or lists, if it has any.
fn job(operation: &Operation, model: &Model) -> TokenStream {
    let pages = operation.pages.as_ref().map(|paging| &paging.item);
    let listed = operation
        .listed
        .as_ref()
        .and_then(|listed| listed.item.as_ref());
    let one = operation.answer().filter(|_| !operation.is_list());
    let mut schemas = [pages, listed, one].into_iter().flatten();
    match schemas.find(|schema| model.is_job(schema)) {
        Some(schema) => {
            let rules = jobs::name(schema);
            quote!(Some(&#rules))
        }
        None => quote!(None),
    }
}

/// How the list of `operation` is read.
fn paging(operation: &Operation) -> TokenStream {
    let pages = operation.pages.as_ref().map(|pages| {
        let Paging {
            position,
            style,
            items,
            total,
            ..
        } = pages;
        (position, *style, items, total.as_deref())
    });
    let listed = operation.listed.as_ref().and_then(|listed| {
        let (position, style) = (listed.position.as_ref()?, listed.style?);
        Some((position, style, &listed.items, listed.total.as_deref()))
    });
    let Some((wire, style, items, total)) = pages.or(listed) else {
        return quote!(None);
    };
    let flags = flags(operation).into_iter();
    let mut names = flags.filter(|(parameter, _)| parameter.name == *wire);
    let position = names.next().map(|(_, name)| name).unwrap_or_default();
    let style = match style {
        Style::Page => quote!(crate::call::PageStyle::Number),
        Style::Offset => quote!(crate::call::PageStyle::Offset),
    };
    let total = option(total);
    quote! {
        Some(crate::call::Paging {
            position: #position,
            style: #style,
            items: #items,
            total: #total,
        })
    }
}

/// The function that fills the builder of `operation`.
pub(super) fn call(operation: &Operation) -> TokenStream {
    let function = function(operation);
    let sets = flags(operation).into_iter().map(|(parameter, name)| {
        let is_plain = parameter.form == ValueForm::Plain;
        let setter = match is_plain {
            true => format_ident!("{}", parameter.setter),
            false => format_ident!("__json_{}", parameter.setter),
        };
        let read = match is_plain {
            true => read(&parameter.kind),
            false => quote!(text),
        };
        quote! {
            if let Some(value) = given.#read(#name) {
                call = call.#setter(value);
            }
        }
    });
    let is_json = |body: &Body| !matches!(body.content, Sent::Text | Sent::Bytes);
    let body = operation
        .body
        .as_ref()
        .filter(|body| is_json(body))
        .map(|_| {
            quote! {
                if let Some(body) = given.body() {
                    call = call.body_json(body);
                }
            }
        });
    let taken: Vec<String> = flags(operation).into_iter().map(|(_, name)| name).collect();
    let files = files(operation, &taken);
    let files = files.iter().map(Part::set);
    let has_sets = !operation.parameters.is_empty() || operation.body.is_some();
    let (mutable, given) = if has_sets {
        (quote!(mut), quote!(given))
    } else {
        (quote!(), quote!(_given))
    };
    quote! {
        fn #function(client: &Client, #given: &Given) -> Call {
            let #mutable call = client.#function();
            #(#sets)*
            #body
            #(#files)*
            call.into_call()
        }
    }
}
