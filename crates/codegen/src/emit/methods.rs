//! What builders offer beside `send`: methods that call it again and again.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::generated::{answer_type, table_row};
use super::{docs, example};
use crate::model::{Content, Model, Operation, Paging, Style, Value};
use crate::naming;

/// `wait`, `pages`, `items`, `wait_all` and `download`, as far as they fit the operation.
/// `finish` is the method of a call that sends it and reads the answer.
pub(super) fn of(operation: &Operation, model: &Model, finish: &Ident) -> TokenStream {
    let wait = waits(operation, model).then(|| wait(operation, model, finish));
    let pages = operation.pages.as_ref().map(|paging| {
        let pages = pages(operation, paging, model, finish);
        let wait_all = model
            .is_job(&paging.item)
            .then(|| wait_all(operation, model));
        quote!(#pages #wait_all)
    });
    let download = downloads(operation).then(|| download(operation, model));
    quote!(#wait #pages #download)
}

/// The names of these methods.
pub(crate) fn names(operation: &Operation, model: &Model) -> Vec<&'static str> {
    let paged = operation.pages.is_some();
    let methods = [
        ("wait", waits(operation, model)),
        ("items", paged),
        ("pages", paged),
        ("wait_all", waits_for_all(operation, model)),
        ("download", downloads(operation)),
    ];
    let there = methods.into_iter().filter(|(_, there)| *there);
    there.map(|(name, _)| name).collect()
}

/// Whether the operation reads one job.
pub(super) fn waits(operation: &Operation, model: &Model) -> bool {
    operation.method == "get"
        && !operation.is_list()
        && operation
            .answer()
            .is_some_and(|schema| model.is_job(schema))
}

/// Whether the operation lists jobs.
pub(super) fn waits_for_all(operation: &Operation, model: &Model) -> bool {
    let paging = operation.pages.as_ref();
    paging.is_some_and(|paging| model.is_job(&paging.item))
}

/// Whether the operation answers bytes.
pub(super) fn downloads(operation: &Operation) -> bool {
    matches!(operation.success.content, Content::Bytes { .. })
}

/// The type that success decodes into.
pub(super) fn answer(operation: &Operation) -> TokenStream {
    if let Content::Value { value, .. } = &operation.success.content {
        return value_type(value);
    }
    match operation.answer() {
        Some(schema) => {
            let ty = answer_type(schema);
            if operation.is_list() {
                quote!(::std::vec::Vec<#ty>)
            } else {
                ty
            }
        }
        None => quote!(()),
    }
}

/// The type of an answer that is no object with a name.
fn value_type(value: &Value) -> TokenStream {
    match value {
        Value::Named(schema) => answer_type(schema),
        Value::Text => quote!(::std::string::String),
        Value::Secret => quote!(::backhaul_runtime::SensitiveString),
        Value::Timestamp => quote!(::backhaul_runtime::Timestamp),
        Value::Integer => quote!(i64),
        Value::Number => quote!(f64),
        Value::Boolean => quote!(bool),
        Value::Any => quote!(::backhaul_runtime::for_client_crates::serde_json::Value),
        Value::List(item) => {
            let item = value_type(item);
            quote!(::std::vec::Vec<#item>)
        }
        Value::Map(value) => {
            let value = value_type(value);
            quote!(::std::collections::BTreeMap<::std::string::String, #value>)
        }
        Value::Nullable(inner) => {
            let inner = value_type(inner);
            quote!(::std::option::Option<#inner>)
        }
    }
}

/// The same, for reviewers.
pub(crate) fn value_in_words(value: &Value) -> String {
    match value {
        Value::Named(schema) => schema.clone(),
        Value::Any => "any JSON".to_owned(),
        Value::List(item) => format!("Vec<{}>", value_in_words(item)),
        Value::Map(value) => format!("BTreeMap<String, {}>", value_in_words(value)),
        Value::Nullable(inner) => format!("Option<{}>", value_in_words(inner)),
        scalar => {
            let path = value_type(scalar).to_string();
            path.rsplit(' ').next().unwrap_or_default().to_owned()
        }
    }
}

const WAIT_IMPORTS: &str = "use std::time::Duration;\n\n";

fn wait(operation: &Operation, model: &Model, finish: &Ident) -> TokenStream {
    let answer = answer(operation);
    let row = table_row(&operation.id);
    let comment = docs::attributes(&format!(
        "Repeats the call until the job has ended or the time limit is reached: a `Duration`, or a {} that \
         also says how often to ask. See {}.\n\n{}",
        model.link("backhaul_runtime", "Wait", ""),
        model.link("backhaul_runtime", "Waiting", ""),
        example::of(
            operation,
            model,
            WAIT_IMPORTS,
            "outcome",
            "    .wait(Duration::from_secs(3600))\n    .await?;\n\
             println!(\"succeeded: {}\", outcome.is_success());",
        ),
    ));
    let about_raw = docs::attributes(&format!(
        "Waits like [`wait`](Self::wait), and keeps the body of each answer as it came, with what the document \
         does not know. See {}.",
        model.link("backhaul_runtime", "RawAnswer", ""),
    ));
    quote! {
        #(#comment)*
        #[inline]
        pub fn wait(self, wait: impl ::std::convert::Into<::backhaul_runtime::Wait>) -> ::backhaul_runtime::Waiting<'static, #answer> {
            let (core, call) = (self.client.core.clone(), self.into_call().repeated());
            ::backhaul_runtime::Waiting::new(
                core,
                &#row,
                ::std::convert::Into::into(wait),
                move |turn| Self::sent(call.next(turn)),
            )
        }
        #(#about_raw)*
        #[inline]
        pub fn raw_wait(
            self,
            wait: impl ::std::convert::Into<::backhaul_runtime::Wait>,
        ) -> ::backhaul_runtime::Waiting<'static, ::backhaul_runtime::RawAnswer<#answer>> {
            let (core, call) = (self.client.core.clone(), self.into_call().repeated());
            ::backhaul_runtime::Waiting::new(
                core,
                &#row,
                ::std::convert::Into::into(wait),
                move |turn| call.next(turn).with_body().#finish(),
            )
        }
    }
}

fn wait_all(operation: &Operation, model: &Model) -> TokenStream {
    let answer = answer(operation);
    let row = table_row(&operation.id);
    let comment = docs::attributes(&format!(
        "Reads the whole list repeatedly until every job in it has ended or the time limit is reached: a `Duration`, \
         or a {} that also says how often to ask. See {}, also for how to wait for some of the jobs.\n\n{}",
        model.link("backhaul_runtime", "Wait", ""),
        model.link("backhaul_runtime", "WaitingAll", ""),
        example::of(
            operation,
            model,
            WAIT_IMPORTS,
            "outcome",
            "    .wait_all(Duration::from_secs(3600))\n    .await?;\n\
             println!(\"all succeeded: {}\", outcome.is_success());",
        ),
    ));
    quote! {
        #(#comment)*
        #[inline]
        pub fn wait_all(self, wait: impl ::std::convert::Into<::backhaul_runtime::Wait>) -> ::backhaul_runtime::WaitingAll<'static, #answer> {
            let core = self.client.core.clone();
            ::backhaul_runtime::WaitingAll::new(
                core,
                &#row,
                ::std::convert::Into::into(wait),
                move |turn| {
                    let mut call = self.clone();
                    call.options.turn(turn);
                    call.pages()
                },
            )
        }
    }
}

fn pages(operation: &Operation, paging: &Paging, model: &Model, finish: &Ident) -> TokenStream {
    let answer = answer(operation);
    let row = table_row(&operation.id);
    let position = format_ident!("{}", naming::parameter(&paging.position));
    let size = naming::parameter(&paging.size);
    let (style, beginning) = match paging.style {
        Style::Page => (quote!(Number), "the first page"),
        Style::Offset => (quote!(Offset), "the first item"),
    };
    let about_pages = docs::attributes(&format!(
        "Reads the list page by page, starting at {beginning}, or at `{position}` if it is set; `{size}` \
         sets the maximum number of items per page. See {}.\n\n{}",
        model.link("backhaul_runtime", "Pages", ""),
        example::of(
            operation,
            model,
            "",
            "mut pages",
            "    .pages();\nwhile let Some(page) = pages.try_next().await? {\n    \
             println!(\"{:?}\", page.request_id());\n}",
        ),
    ));
    let about_raw = docs::attributes(&format!(
        "Reads the list like [`pages`](Self::pages), and keeps the body of each page as it came, with what the \
         document does not know. See {}.",
        model.link("backhaul_runtime", "RawAnswer", ""),
    ));
    let about_items = docs::attributes(&format!(
        "Reads the list item by item, fetching one page after another like [`pages`](Self::pages).\n\n{}",
        example::of(
            operation,
            model,
            "",
            "mut items",
            "    .items();\nwhile let Some(item) = items.try_next().await? {\n    \
             println!(\"{item:?}\");\n}",
        ),
    ));
    quote! {
        #(#about_pages)*
        #[inline]
        pub fn pages(self) -> ::backhaul_runtime::Pages<#answer> {
            let client = self.client.clone();
            let first = self.#position.given().copied();
            ::backhaul_runtime::Pages::new(
                client.core(),
                &#row,
                ::backhaul_runtime::for_client_crates::PageStyle::#style,
                first,
                move |position| {
                    let mut call = self.clone();
                    call.#position.set(position);
                    call.send()
                },
            )
        }
        #(#about_raw)*
        #[inline]
        pub fn raw_pages(self) -> ::backhaul_runtime::Pages<::backhaul_runtime::RawAnswer<#answer>> {
            let client = self.client.clone();
            let first = self.#position.given().copied();
            ::backhaul_runtime::Pages::new(
                client.core(),
                &#row,
                ::backhaul_runtime::for_client_crates::PageStyle::#style,
                first,
                move |position| {
                    let mut call = self.clone();
                    call.#position.set(position);
                    call.into_call().with_body().#finish()
                },
            )
        }
        #(#about_items)*
        #[inline]
        pub fn items(self) -> ::backhaul_runtime::Items<#answer> {
            self.pages().into_items()
        }
    }
}

fn download(operation: &Operation, model: &Model) -> TokenStream {
    let row = table_row(&operation.id);
    let comment = docs::attributes(&format!(
        "Downloads the bytes to a file or a writer, and resumes if the connection is lost. See {}.\n\n{}",
        model.link("backhaul_runtime", "Download", ""),
        example::of(
            operation,
            model,
            "",
            "downloaded",
            "    .download()\n    .to_file(\"file\")\n    .await?;\n\
             println!(\"{} bytes\", downloaded.bytes);",
        ),
    ));
    quote! {
        #(#comment)*
        #[inline]
        pub fn download(self) -> ::backhaul_runtime::Download<'static> {
            let core = self.client.core.clone();
            ::backhaul_runtime::Download::new(
                core,
                &#row,
                move |range| self.clone().open(range),
            )
        }
    }
}
