//! `builders.rs`: one builder per operation, and the methods of the client that start one.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Attribute, Ident, Item};

use super::arguments::{self, Argument};
use super::{docs, example, fields, methods, operations, requests, types};
use crate::format;
use crate::model::{Content, Field, Kind, Model, Operation, Sent};
use crate::naming;

/// What stands above the builders: imports and the client's methods.
///
/// # Errors
/// If the text is not Rust, which would be a mistake here.
pub(super) fn introduction(model: &Model) -> Result<String, String> {
    let methods = model.operations.iter().map(|operation| {
        let comment = method_docs(operation, model);
        let id = &operation.id;
        let method = format_ident!("{}", naming::snake(id));
        // An alias that is the name itself does not compile.
        let alias = (method != id).then(|| quote!(#[doc(alias = #id)]));
        let builder = format_ident!("{}", naming::pascal(&operation.id));
        quote! {
            #(#comment)*
            #alias
            pub fn #method(&self) -> #builder<'_> {
                #builder::new(self)
            }
        }
    });
    let names = runtime_names(model);
    let any = |is_so: &dyn Fn(&Operation) -> bool| model.operations.iter().any(is_so);
    let requests = any(&names_requests).then(|| {
        quote!(
            use super::requests;
        )
    });
    let types = any(&|operation| operation.answer().is_some()).then(|| {
        quote!(
            use super::types;
        )
    });
    let text = format::tokens(quote! {
        use ::std::fmt::Display;
        use ::backhaul_runtime::{#(#names),*};
        use super::{operations, parameters};
        #requests
        #types
        use crate::Client;
        impl Client {
            #(#methods)*
        }
    })?;
    Ok(format!("//! One builder per operation.\n\n{text}"))
}

/// Whether a setter of the operation takes a request type.
fn names_requests(operation: &Operation) -> bool {
    let mut fields = operation.fields().iter();
    let is_object = |field: &Field| matches!(field.kind.innermost(), Kind::Object(_));
    is_union(operation) || fields.any(is_object)
}

fn is_union(operation: &Operation) -> bool {
    let body = operation.body.as_ref();
    body.is_some_and(|body| matches!(body.content, Sent::Union(_)))
}

/// What the builders need of the runtime, sorted as the language's own formatter does.
fn runtime_names(model: &Model) -> Vec<Ident> {
    let any = |is_so: &dyn Fn(&Operation) -> bool| model.operations.iter().any(is_so);
    let pages = any(&|operation| operation.pages.is_some());
    let bytes = any(&methods::downloads);
    let fields = |is_so: fn(&Field) -> bool| any(&|operation| operation.fields().iter().any(is_so));
    let objects = any(&|operation| operation.object().is_some());
    let one = any(&|operation| methods::waits(operation, model));
    let all = any(&|operation| methods::waits_for_all(operation, model));
    let names = [
        ("Argument", true),
        ("ByteStream", bytes),
        ("Call", true),
        ("CallOptions", true),
        ("Download", bytes),
        ("Error", true),
        (
            "FieldValue",
            any(&is_union) || fields(requests::needs_field_value),
        ),
        ("Fields", objects),
        ("Items", pages),
        ("PageStyle", pages),
        ("Pages", pages),
        ("Range", bytes),
        ("Response", true),
        ("SensitiveString", fields(requests::is_secret)),
        ("Timestamp", fields(requests::is_date)),
        ("Wait", one || all),
        ("Waiting", one),
        ("WaitingAll", all),
    ];
    let needed = names.into_iter().filter(|(_, needed)| *needed);
    needed.map(|(name, _)| format_ident!("{name}")).collect()
}

/// Every builder, by the name of its operation's method. `read` is progenitor's module `types`.
///
/// # Errors
/// The part of progenitor's output that is not as expected.
pub(super) fn emit(
    items: &[Item],
    read: &[Item],
    model: &Model,
) -> Result<BTreeMap<String, String>, String> {
    let mut builders = BTreeMap::new();
    for operation in &model.operations {
        let name = naming::pascal(&operation.id);
        let structure = items.iter().find_map(|item| match item {
            Item::Struct(structure) if structure.ident == name => Some(structure),
            _ => None,
        });
        let structure = structure.ok_or_else(|| format!("progenitor made no builder {name}"))?;
        let arguments = arguments::of(structure, operation, model)?;
        let finish = finish(operation, read, model);
        let text = format::tokens(builder(
            operation,
            model,
            &structure.ident,
            &arguments,
            &finish,
        ))?;
        builders.insert(naming::snake(&operation.id), text);
    }
    Ok(builders)
}

/// The method of `Call` that sends it and reads the answer.
fn finish(operation: &Operation, read: &[Item], model: &Model) -> Ident {
    let name = match &operation.success.content {
        Content::Bytes { .. } => "send_stream",
        Content::Nothing { .. } => "send_empty",
        Content::Json { is_list: true, .. } => "send_list",
        Content::Json {
            or_nothing: true, ..
        } => "send_json_or_empty",
        Content::Json { schema, .. } if model.unions.contains_key(schema) => "send_union",
        Content::Json { schema, .. } if types::may_be_empty(read, &naming::pascal(schema)) => {
            "send_optional_json"
        }
        Content::Json { .. } => "send_json",
    };
    format_ident!("{name}")
}

fn builder(
    operation: &Operation,
    model: &Model,
    name: &Ident,
    arguments: &[Argument],
    finish: &Ident,
) -> TokenStream {
    let method = naming::snake(&operation.id);
    let about = docs::attributes(&format!("{}: see [`Client::{method}`].", operation.summary));
    let setters: Vec<&Ident> = arguments.iter().map(|argument| &argument.setter).collect();
    let types = arguments.iter().map(|argument| &argument.ty);
    let functions = arguments.iter().map(arguments::setter);
    let passes: Vec<&TokenStream> = arguments.iter().map(|argument| &argument.pass).collect();
    let BodyCode {
        field: body,
        none: no_body,
        setter: body_setter,
        pass: pass_body,
    } = body_code(operation);
    let store = quote!(self.body);
    let setters_of_body = operation
        .fields()
        .iter()
        .map(|field| fields::setters(field, model, &store, "In the body"));
    let constant = operations::constant(&operation.id);
    let sends = docs::attributes(&format!(
        "Sends `{} {}`.\n\n# Errors\n{}",
        operation.method.to_uppercase(),
        operation.path,
        error_docs(operation),
    ));
    // Not an `async fn`, which would keep the builder beside the call that is made of it. `inline`, here
    // and in what sends again: a program then compiles the decoding of what it calls, not of everything.
    let send = match &operation.success.content {
        Content::Bytes { .. } => quote! {
            #(#sends)*
            #[inline]
            pub fn send(self) -> impl Future<Output = Result<Response<ByteStream>, Error>> + Send {
                self.open(None)
            }
        },
        _ => {
            let answer = methods::answer(operation);
            quote! {
                #(#sends)*
                #[inline]
                pub fn send(self) -> impl Future<Output = Result<Response<#answer>, Error>> + Send {
                    let mut call = Call::new(self.client.core(), &operations::#constant, self.options);
                    #(#passes)*
                    #pass_body
                    call.#finish()
                }
            }
        }
    };
    let open = methods::downloads(operation).then(|| {
        quote! {
            #[inline]
            fn open(
                self,
                range: Option<Range>,
            ) -> impl Future<Output = Result<Response<ByteStream>, Error>> + Send {
                let mut call = Call::new(self.client.core(), &operations::#constant, self.options);
                #(#passes)*
                #pass_body
                call.range(range.as_ref());
                call.#finish()
            }
        }
    });
    let methods = methods::of(operation, model);
    quote! {
        #(#about)*
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before `send`"]
        pub struct #name<'a> {
            client: &'a Client,
            options: CallOptions,
            #(#setters: Argument<#types>,)*
            #body
        }
        impl<'a> #name<'a> {
            fn new(client: &'a Client) -> Self {
                Self { client, options: CallOptions::default(), #(#setters: Argument::Missing,)* #no_body }
            }
            #(#functions)*
            #(#setters_of_body)*
            #body_setter
            #send
            #methods
            #open
        }
        ::backhaul_runtime::call_options!(#name);
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

/// Nothing for an array, which progenitor makes an argument like any other.
fn body_code(operation: &Operation) -> BodyCode {
    let Some(body) = &operation.body else {
        return BodyCode::default();
    };
    match &body.content {
        Sent::Array(_) => BodyCode::default(),
        Sent::Object(fields) => {
            let required = fields::required(fields);
            BodyCode {
                field: quote!(body: Fields,),
                none: quote!(body: Fields::default(),),
                setter: quote!(),
                pass: quote!(call.object(self.body, &[#required]);),
            }
        }
        Sent::Union(schema) => {
            let ty = fields::request_type(schema);
            let text = format!("{}\n\nRequired. The request body.", body.description);
            let words = docs::attributes(&text);
            BodyCode {
                field: quote!(body: FieldValue,),
                none: quote!(body: FieldValue::default(),),
                setter: quote! {
                    #(#words)*
                    pub fn body(mut self, value: impl Into<#ty>) -> Self {
                        let value: #ty = value.into();
                        self.body = value.into();
                        self
                    }
                },
                pass: quote!(call.value("body", self.body);),
            }
        }
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
    let text = format!(
        "{}.\n\n{description}\n\nSource: [`{id}`]({source}).\n\n# Errors\n{}\n\n{example}",
        summary.trim_end_matches('.'),
        error_docs(operation),
    );
    docs::attributes(&text)
}

fn error_docs(operation: &Operation) -> String {
    let mut text = "Arguments that the document does not allow, and these statuses:\n".to_owned();
    for error in &operation.errors {
        text.push_str(&format!("- {}\n", error.replace('\n', " ")));
    }
    text.trim_end().to_owned()
}
