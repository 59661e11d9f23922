//! `face.rs`: how a client is built, from the security schemes and the servers of the document.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use crate::model::{Model, Scheme, SchemeKind, ServerVariable};
use crate::target::Face;
use crate::{format, markdown, naming};

/// The whole file; nothing if somebody writes it by hand.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<Option<String>, String> {
    if model.face == Face::ByHand {
        return Ok(None);
    }
    let rows = model.schemes.iter().map(row);
    let setters = model.schemes.iter().filter_map(setter);
    let url = &model.server.url;
    let variables = variables(model);
    let variable_rows = variables.iter().map(|(setter, variable)| {
        let ServerVariable {
            name,
            default,
            values,
            ..
        } = variable;
        let default = match default {
            Some(default) => quote!(Some(#default)),
            None => quote!(None),
        };
        quote!(ServerVariable { name: #name, setter: #setter, default: #default, values: &[#(#values),*] })
    });
    let variable_setters = variables.iter().map(variable_setter);
    let base_url = docs::attributes(&about_base_url(model));
    let build = docs::attributes(&about_build(model));
    let has_tokens = runtime_features(model).contains("oauth");
    let token_store =
        has_tokens.then(|| quote!(::backhaul_runtime::token_store_setting!(ClientBuilder);));
    let servers: BTreeSet<&String> = model
        .operations
        .iter()
        .filter_map(|operation| operation.server.as_ref())
        .collect();
    let other_servers = (!servers.is_empty()).then(|| other_servers(&servers));
    let core = match servers.is_empty() {
        true => quote!(Ok(Client {
            core: Core::new(connection, ways)
        })),
        false => quote! {
            let core = Core::with_servers(connection, ways, operations::ALL, &self.address)?;
            Ok(Client { core })
        },
    };
    let types = types(model);
    let types: Vec<_> = types
        .iter()
        .filter(|name| **name != "OAuthClient")
        .map(|name| format_ident!("{name}"))
        .collect();
    let auth = (!types.is_empty()).then(|| quote!(use ::backhaul_runtime::auth::{#(#types),*};));
    let scheme_kind = (!model.schemes.is_empty()).then(|| quote!(, SchemeKind));
    let server_variable = (!variables.is_empty()).then(|| quote!(, ServerVariable));
    let text = format::tokens(quote! {
        use ::backhaul_runtime::Error;
        #auth
        use ::backhaul_runtime::for_client_crates::{
            Connection, Core, Scheme, Server #scheme_kind #server_variable
        };
        use super::client::{Client, ClientBuilder};
        use super::{operations, provider};
        /// The security schemes that operations need.
        pub(super) static SCHEMES: &[Scheme] = &[#(#rows),*];
        /// Where the document says that the API is.
        pub(super) static SERVER: Server = Server { url: #url, variables: &[#(#variable_rows),*] };
        impl ClientBuilder {
            #(#setters)*
            #(#variable_setters)*
            #(#base_url)*
            pub fn base_url(mut self, address: impl Into<String>) -> Self {
                self.address.replace(address.into());
                self
            }
            #other_servers
            #(#build)*
            pub fn build(self) -> Result<Client, Error> {
                let address = self.address.get()?;
                let connection = Connection::open(&provider::PROVIDER, &address, self.config)?;
                let ways = self.access.ways(&connection, operations::ALL)?;
                #core
            }
        }
        #token_store
    })?;
    Ok(Some(format!(
        "//! How a client is built: its credentials and its address.\n\n{text}"
    )))
}

/// What the crate needs of the runtime for its schemes.
pub(crate) fn runtime_features(model: &Model) -> BTreeSet<&'static str> {
    if model.face == Face::ByHand {
        return BTreeSet::new();
    }
    let features = model.schemes.iter().filter_map(|scheme| match scheme.kind {
        SchemeKind::Basic => Some("basic"),
        SchemeKind::Digest => Some("digest"),
        SchemeKind::ClientCredentials(_) => Some("oauth"),
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Authorization(_)
        | SchemeKind::ClientCertificate => None,
    });
    features.collect()
}

/// The types of the runtime that the setters for the schemes take.
pub(super) fn types(model: &Model) -> Vec<&'static str> {
    let types = model.schemes.iter().flat_map(|scheme| match scheme.kind {
        SchemeKind::Header(_)
        | SchemeKind::Query(_)
        | SchemeKind::Cookie(_)
        | SchemeKind::Authorization(_) => &["Credential", "Token"][..],
        SchemeKind::Basic | SchemeKind::Digest => &["Credential", "Login"],
        SchemeKind::ClientCredentials(_) => &["OAuthClient", "OAuthCredential"],
        SchemeKind::ClientCertificate => &[],
    });
    types
        .copied()
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

/// What a client cannot do without, in words with links.
pub(super) fn needs(model: &Model) -> String {
    let setters: Vec<String> = model
        .schemes
        .iter()
        .map(|scheme| format!("[{0}](ClientBuilder::{0})", scheme.setter))
        .collect();
    let credentials = match &setters[..] {
        [] => "no credentials".to_owned(),
        setters => format!(
            "the credentials of the operations that are called: {}",
            setters.join(", ")
        ),
    };
    let open: Vec<String> = variables(model)
        .into_iter()
        .filter(|(_, variable)| variable.default.is_none())
        .map(|(setter, _)| format!("[{setter}](ClientBuilder::{setter})"))
        .collect();
    match model.server.default_url() {
        Some(_) => credentials,
        None if !open.is_empty() => {
            format!("{} in its address, and {credentials}", open.join(", "))
        }
        None => format!("its [address](ClientBuilder::base_url), and {credentials}"),
    }
}

fn row(scheme: &Scheme) -> TokenStream {
    let Scheme { name, setter, .. } = scheme;
    let kind = match &scheme.kind {
        SchemeKind::Header(name) => quote!(Header(#name)),
        SchemeKind::Query(name) => quote!(Query(#name)),
        SchemeKind::Cookie(name) => quote!(Cookie(#name)),
        SchemeKind::Authorization(word) => quote!(Authorization(#word)),
        SchemeKind::Basic => quote!(Basic),
        SchemeKind::Digest => quote!(Digest),
        SchemeKind::ClientCredentials(url) => quote!(ClientCredentials(#url)),
        SchemeKind::ClientCertificate => quote!(ClientCertificate),
    };
    quote!(Scheme { name: #name, setter: #setter, kind: SchemeKind::#kind })
}

/// The method that takes the credentials of a scheme, if it needs one of its own.
fn setter(scheme: &Scheme) -> Option<TokenStream> {
    let name = &scheme.name;
    let setter = format_ident!("{}", scheme.setter);
    let (argument, ty, method) = match scheme.kind {
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
            ("key", quote!(Credential<Token>), "token")
        }
        SchemeKind::Authorization(_) => ("token", quote!(Credential<Token>), "token"),
        SchemeKind::Basic | SchemeKind::Digest => ("login", quote!(Credential<Login>), "login"),
        SchemeKind::ClientCredentials(_) => ("credential", quote!(OAuthCredential), "oauth"),
        SchemeKind::ClientCertificate => return None,
    };
    let (argument, method) = (format_ident!("{argument}"), format_ident!("{method}"));
    let comment = docs::attributes(&about_scheme(scheme));
    Some(quote! {
        #(#comment)*
        pub fn #setter(mut self, #argument: impl Into<#ty>) -> Self {
            self.access.#method(#name, #argument.into());
            self
        }
    })
}

fn about_scheme(scheme: &Scheme) -> String {
    let name = markdown::code(&scheme.name);
    let place = match &scheme.kind {
        SchemeKind::Header(header) if header.eq_ignore_ascii_case("authorization") => {
            "The whole value of the header `Authorization`, with the word before the key if the provider wants one"
                .to_owned()
        }
        SchemeKind::Header(header) => format!("Sent in the header {}", markdown::code(header)),
        SchemeKind::Query(parameter) => {
            format!("Sent in the query, as {}", markdown::code(parameter))
        }
        SchemeKind::Cookie(cookie) => format!("Sent in the cookie {}", markdown::code(cookie)),
        SchemeKind::Authorization(word) => format!(
            "A token, sent in the header `Authorization` after the word {}",
            markdown::code(word)
        ),
        SchemeKind::Basic => {
            "A user with a password, sent in the header `Authorization` as HTTP basic".to_owned()
        }
        SchemeKind::Digest => "A user with a password, proved by HTTP digest: the password is not sent".to_owned(),
        SchemeKind::ClientCredentials(url) => format!(
            "An [`OAuthClient`](super::OAuthClient), for which the client fetches tokens at {}, or a token from elsewhere; \
             sent in the header `Authorization` after the word `Bearer`",
            markdown::code(url)
        ),
        SchemeKind::ClientCertificate => String::new(),
    };
    let mut text = format!("The credentials for the security scheme {name}. {place}.");
    if let Some(from) = &scheme.comes_from {
        text.push_str(&format!(
            " The client does not fetch it by this: {from}. If it changes while the client lives, give \
             [`Credential::provided`](super::Credential::provided).",
        ));
    }
    if !scheme.description.is_empty() {
        text.push_str(&format!("\n\n{}", scheme.description));
    }
    text
}

/// The variables of the address, with the names of their setters.
fn variables(model: &Model) -> Vec<(String, &ServerVariable)> {
    let mut taken: BTreeSet<String> = model
        .schemes
        .iter()
        .map(|scheme| scheme.setter.clone())
        .collect();
    let variables = model.server.variables.iter();
    let named = variables.map(|variable| {
        let setter = naming::builder_setter(&variable.name, &mut taken);
        (setter, variable)
    });
    named.collect()
}

fn variable_setter((setter, variable): &(String, &ServerVariable)) -> TokenStream {
    let ServerVariable {
        name,
        description,
        default,
        values,
    } = variable;
    let mut text = format!("What {} is in the address.", markdown::code(name));
    match default.as_deref() {
        Some("") => {}
        Some(default) => text.push_str(&format!(" Default {}.", markdown::code(default))),
        None => text.push_str(" Required, unless [`base_url`](Self::base_url) is set."),
    }
    if !values.is_empty() {
        let values: Vec<String> = values.iter().map(|value| markdown::code(value)).collect();
        text.push_str(&format!(" One of {}.", values.join(", ")));
    }
    if !description.is_empty() {
        text.push_str(&format!(" {description}"));
    }
    let comment = docs::attributes(&text);
    let setter = format_ident!("{setter}");
    quote! {
        #(#comment)*
        pub fn #setter(mut self, value: impl Into<String>) -> Self {
            self.address.set(#name, value.into());
            self
        }
    }
}

/// The method that replaces an address of some operations.
fn other_servers(servers: &BTreeSet<&String>) -> TokenStream {
    let servers: Vec<String> = servers
        .iter()
        .map(|server| match server.as_str() {
            "" => "`\"\"` (no path)".to_owned(),
            server => markdown::code(server),
        })
        .collect();
    let comment = docs::attributes(&format!(
        "Some operations are at an address of their own, which [`Operation::server`](super::Operation::server) has: {}. \
         One without a host is at the host of the API. `server` is such an address, and `address` what is called instead: \
         scheme, host and path. The credentials go there. After [`base_url`](Self::base_url), operations at another host \
         need it, and may be left where they are by the same address.",
        servers.join(", ")
    ));
    quote! {
        #(#comment)*
        pub fn server(mut self, server: impl Into<String>, address: impl Into<String>) -> Self {
            self.address.replace_other(server.into(), address.into());
            self
        }
    }
}

fn about_base_url(model: &Model) -> String {
    let what = "Scheme, host and path of the API";
    match model.server.default_url() {
        Some(_) => format!("{what}. Default [`DEFAULT_BASE_URL`](super::DEFAULT_BASE_URL)."),
        None if model.server.url.contains("://") || model.server.url.starts_with('{') => format!(
            "{what}, in place of the address {}.",
            markdown::code(&model.server.url)
        ),
        None => match model.server.url.as_str() {
            "" => format!("{what}. Required, because the document has no address."),
            path => format!(
                "{what}. Required, because the document only says that the path is {}.",
                markdown::code(path)
            ),
        },
    }
}

fn about_build(model: &Model) -> String {
    let mut text = "Builds the client. Nothing is sent yet.".to_owned();
    if !model.schemes.is_empty() {
        text.push_str(
            "\n\nAn operation is sent with the first alternative of its [`security`](super::Operation::security) that there \
             are credentials for. If there is none, the call fails before anything is sent, with an error that names what \
             to set here. An operation that needs no credentials gets none.",
        );
    }
    let certificate = model
        .schemes
        .iter()
        .find(|scheme| scheme.kind == SchemeKind::ClientCertificate);
    if let Some(scheme) = certificate {
        text.push_str(&format!(
            "\n\nFor the security scheme {} the client must show a certificate: put it into an HTTP client of your own, \
             and give that by [`http_client`](Self::http_client).",
            markdown::code(&scheme.name)
        ));
    }
    text.push_str(
        "\n\n# Errors\nIf credentials can never be sent, because they are blank or have a control character, or if the \
         address is missing or not valid.",
    );
    text
}
