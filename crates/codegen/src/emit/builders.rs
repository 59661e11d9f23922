//! `builders.rs`: one builder per operation, and the methods of the client that start one.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident};

use super::arguments::{self, Argument};
use super::short_paths::Paths;
use super::structs::Structures;
use super::{coding, docs, errors, example, fields, generated, json, limits, methods, structs};
use crate::model::{Content, Model, Operation, Sent, Value};
use crate::{format, markdown, naming};

/// `builders.rs`, in pieces.
pub(super) struct Builders {
    /// What comes before the builders: imports and the client's methods.
    pub(super) introduction: String,
    /// Every builder, by the name of its operation's method.
    pub(super) builders: BTreeMap<String, String>,
}

/// The whole file.
///
/// # Errors
/// If the text is not Rust, which would be a mistake here.
pub(super) fn emit(types: &Structures<'_>, model: &Model) -> Result<Builders, String> {
    let mut paths = Paths::new(model.builders.clone());
    let methods = paths.shorten(client_methods(model));
    let mut builders = BTreeMap::new();
    for operation in &model.operations {
        let arguments = arguments::of(operation, model);
        let builder = paths.shorten(builder(
            operation,
            model,
            &arguments,
            &finish(operation, types, model),
        ));
        builders.insert(naming::method(&operation.id), format::tokens(builder)?);
    }
    let imports = paths.imports();
    let text = format::tokens(quote! { #imports #methods })?;
    Ok(Builders {
        introduction: format!("//! One builder per operation.\n\n{text}"),
        builders,
    })
}

/// The methods of the client that start an operation.
fn client_methods(model: &Model) -> TokenStream {
    let methods = model.operations.iter().map(|operation| {
        let comment = method_docs(operation, model);
        let id = &operation.id;
        let method = format_ident!("{}", naming::method(id));
        // An alias that is the name itself does not compile.
        let alias = (method != id).then(|| quote!(#[doc(alias = #id)]));
        let builder = format_ident!("{}", naming::pascal(id));
        let feature = operation.feature.iter();
        quote! {
            #(#[cfg(feature = #feature)])*
            #(#comment)*
            #alias
            pub fn #method(&self) -> #builder {
                #builder::new(self)
            }
        }
    });
    quote! {
        impl super::Client {
            #(#methods)*
        }
    }
}

/// The method of `Call` that sends it and reads the answer.
fn finish(operation: &Operation, read: &Structures<'_>, model: &Model) -> Ident {
    let name = match &operation.success.content {
        Content::Bytes { .. } => "send_stream",
        Content::Nothing { .. } => "send_empty",
        Content::Json { is_list: true, .. } => "send_list",
        Content::Json {
            or_nothing: true, ..
        } => "send_json_or_empty",
        Content::Json { schema, .. } if model.is_union(schema) => "send_union",
        Content::Json { schema, .. } if structs::may_be_empty(read, &naming::pascal(schema)) => {
            "send_optional_json"
        }
        Content::Value {
            or_nothing: true, ..
        } => "send_json_or_empty",
        Content::Value { value, .. } => match value {
            Value::List(_) => "send_list",
            Value::Map(_) => "send_map",
            _ => "send_json",
        },
        Content::Json { .. } => "send_json",
    };
    format_ident!("{name}")
}

fn builder(
    operation: &Operation,
    model: &Model,
    arguments: &[Argument],
    finish: &Ident,
) -> TokenStream {
    let method = naming::method(&operation.id);
    let name = format_ident!("{}", naming::pascal(&operation.id));
    let about = docs::attributes(&format!(
        "{}: see {}.",
        operation.summary,
        model.link("super", "Client", &format!("::{method}"))
    ));
    let setters: Vec<&Ident> = arguments.iter().map(|argument| &argument.setter).collect();
    let types = arguments.iter().map(|argument| &argument.ty);
    let functions = arguments.iter().map(|argument| &argument.function);
    let mut passes: Vec<&TokenStream> = arguments.iter().map(|argument| &argument.pass).collect();
    let query = &operation.query;
    let written_query = quote!(call.written_query(#query););
    if !query.is_empty() {
        passes.insert(0, &written_query);
    }
    let BodyCode {
        field: body,
        none: no_body,
        setter: body_setter,
        pass: pass_body,
    } = body_code(operation, model);
    let written = operation.body.as_ref().map(coding::statement);
    let pass_body = quote!(#written #pass_body);
    let store = quote!(self.body);
    let setters_of_body = operation
        .fields()
        .iter()
        .map(|field| fields::setters(field, model, &store, "In the body"));
    let row = generated::table_row(&operation.id);
    let sends = docs::attributes(&format!(
        "Sends {}.\n\n# Errors\n{}",
        markdown::code(&format!(
            "{} {}",
            operation.method.to_uppercase(),
            operation.address()
        )),
        errors::docs(&operation.errors),
    ));
    // `inline`, here and in what sends again: a program then compiles the decoding of what it calls, not of
    // everything.
    let (answer, send) = match &operation.success.content {
        Content::Bytes { .. } => (
            quote!(::backhaul_runtime::ByteStream),
            quote!(self.open(None)),
        ),
        _ => (
            methods::answer(operation),
            quote! {
                let call = self.into_call();
                call.#finish()
            },
        ),
    };
    let raw = match &operation.success.content {
        Content::Bytes { .. } => format_ident!("send_raw_file"),
        _ => format_ident!("send_raw"),
    };
    let open = methods::downloads(operation).then(|| {
        quote! {
            #[inline]
            fn open(
                self,
                range: ::std::option::Option<::backhaul_runtime::Range>,
            ) -> ::backhaul_runtime::Sending<::backhaul_runtime::ByteStream> {
                let mut call = ::backhaul_runtime::for_client_crates::Call::new(self.client.core, &#row, self.options);
                #(#passes)*
                #pass_body
                call.range(range.as_ref());
                call.#finish()
            }
        }
    });
    let sent = methods::waits(operation, model).then(|| {
        quote! {
            #[inline]
            fn sent(call: ::backhaul_runtime::for_client_crates::Call) -> ::backhaul_runtime::Sending<#answer> {
                call.#finish()
            }
        }
    });
    let methods = methods::of(operation, model, finish);
    let call = quote!(::backhaul_runtime::for_client_crates::Call::new(self.client.core, &#row, self.options));
    let has_arguments = !passes.is_empty() || operation.body.is_some();
    let call = if has_arguments {
        quote! {
            let mut call = #call;
            #(#passes)*
            #pass_body
            call
        }
    } else {
        call
    };
    quote! {
        #(#about)*
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before it is awaited"]
        pub struct #name {
            client: super::Client,
            options: ::backhaul_runtime::for_client_crates::CallOptions,
            #(#setters: ::backhaul_runtime::for_client_crates::Argument<#types>,)*
            #body
        }
        impl #name {
            fn new(client: &super::Client) -> Self {
                Self {
                    client: client.clone(),
                    options: ::backhaul_runtime::for_client_crates::CallOptions::default(),
                    #(#setters: ::backhaul_runtime::for_client_crates::Argument::Missing,)*
                    #no_body
                }
            }
            #(#functions)*
            #(#setters_of_body)*
            #body_setter
            #(#sends)*
            #[inline]
            pub fn send(self) -> ::backhaul_runtime::Sending<#answer> {
                #send
            }
            #methods
            #open
            #sent
            /// The arguments so far, for a caller who goes through any operation in the same way.
            #[doc(hidden)]
            #[inline]
            pub fn into_call(self) -> ::backhaul_runtime::for_client_crates::Call {
                #call
            }
        }
        impl ::std::future::IntoFuture for #name {
            type Output = ::std::result::Result<::backhaul_runtime::Response<#answer>, ::backhaul_runtime::Error>;
            type IntoFuture = ::backhaul_runtime::Sending<#answer>;
            #[inline]
            fn into_future(self) -> Self::IntoFuture {
                self.send()
            }
        }
        ::backhaul_runtime::call_options!(#name);
        ::backhaul_runtime::raw_calls!(#name, #raw);
    }
}

/// How a builder keeps its body and hands it to the call.
#[derive(Default)]
struct BodyCode {
    field: TokenStream,
    none: TokenStream,
    /// The setter of a body that is set as a whole.
    setter: TokenStream,
    pass: TokenStream,
}

/// The setter of a body that is read from JSON as `value`.
fn body_json(value: &TokenStream) -> TokenStream {
    let words = docs::attributes(BODY_JSON);
    quote! {
        #(#words)*
        pub fn body_json(mut self, json: impl ::std::convert::Into<::backhaul_runtime::RequestJson>) -> Self {
            self.body = #value;
            self
        }
    }
}

const BODY_JSON: &str = "\
Sets the whole body from JSON: a text, such as the content of a file, or a `serde_json::Value`. It replaces \
what was set of the body so far; setters that are called after it replace what the JSON says.

It is checked by the rules of the setters. `send` reports every mistake with its place in the JSON.";

/// Nothing for an array, a text or bytes, which are arguments like any other.
fn body_code(operation: &Operation, model: &Model) -> BodyCode {
    let Some(body) = &operation.body else {
        return BodyCode::default();
    };
    match &body.content {
        Sent::Text | Sent::Bytes => BodyCode::default(),
        Sent::Array(schema) => {
            let ty = generated::checked_type(schema);
            BodyCode {
                setter: body_json(&quote!(
                    ::backhaul_runtime::for_client_crates::Argument::<#ty>::from_json(json.into())
                )),
                ..BodyCode::default()
            }
        }
        Sent::Object { fields, .. } => {
            let required = fields::required(fields);
            let shape = json::body_path(&operation.id);
            let pass = quote!(call.object(self.body, &[#required]););
            BodyCode {
                field: quote!(body: ::backhaul_runtime::for_client_crates::Fields,),
                none: quote!(body: ::backhaul_runtime::for_client_crates::Fields::default(),),
                setter: body_json(&quote!(#shape.body(json.into()))),
                pass: match body.required {
                    true => pass,
                    false => quote!(if !self.body.is_untouched() { #pass }),
                },
            }
        }
        Sent::Value(kind) => {
            let need = limits::need(body.required);
            let rule = fields::rule_in_words(kind, model);
            let text = format!("{}\n\n{need}{rule} The request body.", body.description);
            let words = docs::attributes(&text);
            let setter = fields::whole(kind);
            let rule = json::body_path(&operation.id);
            let from_json = body_json(&quote!(#rule.body(json.into())));
            BodyCode {
                setter: quote! {
                    #(#words)*
                    #setter
                    #from_json
                },
                ..of_value(body.required)
            }
        }
        Sent::Union(schema) => {
            let ty = generated::request_type(schema);
            let need = limits::need(body.required);
            let text = format!("{}\n\n{need} The request body.", body.description);
            let words = docs::attributes(&text);
            let choice = generated::json_rule(schema);
            let from_json = body_json(&quote!(#choice.body(json.into())));
            BodyCode {
                setter: quote! {
                    #(#words)*
                    pub fn body(mut self, value: impl ::std::convert::Into<#ty>) -> Self {
                        let value: #ty = value.into();
                        self.body = value.into();
                        self
                    }
                    #from_json
                },
                ..of_value(body.required)
            }
        }
    }
}

/// How a builder keeps a body that is one value.
fn of_value(required: bool) -> BodyCode {
    BodyCode {
        field: quote!(body: ::backhaul_runtime::for_client_crates::FieldValue,),
        none: quote!(body: ::backhaul_runtime::for_client_crates::FieldValue::default(),),
        setter: quote!(),
        pass: match required {
            true => quote!(call.value("body", self.body);),
            false => quote!(if !self.body.is_missing() {
                call.value("body", self.body);
            }),
        },
    }
}

fn method_docs(operation: &Operation, model: &Model) -> Vec<Attribute> {
    let Operation {
        summary,
        description,
        id,
        source,
        ..
    } = operation;
    let example = example::of(
        operation,
        model,
        "",
        "answer",
        "    .send()\n    .await?;\n# drop(answer);",
    );
    let source = match source.as_str() {
        "" => String::new(),
        page => format!("Source: [`{id}`]({}).", markdown::address(page)),
    };
    let parts = [
        format!("{}.", summary.trim_end_matches('.')),
        description.clone(),
        source,
        format!("# Errors\n{}", errors::docs(&operation.errors)),
        example,
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    docs::attributes(&parts.join("\n\n"))
}
