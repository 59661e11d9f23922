//! `client.rs`: the client, and the part of its builder that all providers have.
//!
//! Under a face by hand: where all calls go to one address, its setter is written here too. Where the address has
//! variables, the face has a type `Place` that holds them, and a setter for each.

use proc_macro2::TokenStream;
use quote::quote;

use super::{docs, face};
use crate::model::{Model, Server};
use crate::target::Face;
use crate::{format, markdown, naming};

/// The whole file.
///
/// # Errors
/// If it is not Rust, which would be a mistake here.
pub(super) fn emit(model: &Model) -> Result<String, String> {
    let Address {
        imports,
        types,
        constant,
        field,
        beginning,
        setter,
        shown,
        needs,
    } = match model.face {
        Face::Generated => Address::generated(model),
        Face::ByHand if model.server.is_fixed() => Address::fixed(&model.server),
        Face::ByHand => Address::of_face(&model.server),
    };
    let credentials = match model.face {
        Face::Generated => Credentials::generated(),
        Face::ByHand => Credentials::by_hand(),
    };
    let Credentials {
        import,
        field: credentials_field,
        beginning: credentials_beginning,
        setter: credentials_setter,
        shown: credentials_shown,
    } = credentials;
    let client = docs::attributes(&format!(
        "A client for the {}. Cheap to clone; clones share connections and credentials.\n\n\
         It calls {}. {}",
        markdown::plain(&model.title),
        markdown::code(&model.server.url),
        model.server.description,
    ));
    // Only lists need it.
    let has_lists = model
        .operations
        .iter()
        .any(|operation| operation.pages.is_some());
    let unused = (!has_lists).then(|| quote!(#[allow(dead_code)]));
    let agent = format!("{}/", model.package());
    let begins = docs::attributes(&format!("Starts building a client. It needs {needs}."));
    let download = docs::attributes(DOWNLOAD_LINK);
    let call = docs::attributes(CALL);
    let text = format::tokens(quote! {
        use ::std::fmt;
        use ::backhaul_runtime::for_client_crates::{#types};
        use ::backhaul_runtime::{#imports};
        #import
        #constant
        #(#client)*
        #[derive(Clone, Debug)]
        pub struct Client {
            pub(crate) core: Core,
        }
        impl Client {
            #(#begins)*
            pub fn builder() -> ClientBuilder {
                ClientBuilder {
                    #credentials_beginning
                    #beginning
                    config: Config::new(concat!(#agent, env!("CARGO_PKG_VERSION"))),
                }
            }
            #(#download)*
            pub fn download_link(&self, link: &SensitiveString) -> Download<'static> {
                self.core.download_link(link)
            }
            #(#call)*
            pub fn call(&self, method: Method, path: impl Into<String>) -> CustomCall {
                CustomCall::new(&self.core, method, path.into())
            }
            #unused
            pub(crate) fn core(&self) -> &Core {
                &self.core
            }
        }
        /// Builds a [`Client`]. [`build`](Self::build) has an example.
        #[derive(Clone)]
        #[must_use = "a client comes from `build`"]
        pub struct ClientBuilder {
            #credentials_field
            #field
            pub(crate) config: Config,
        }
        impl ClientBuilder {
            #credentials_setter
            #setter
        }
        impl fmt::Debug for ClientBuilder {
            /// Hides the user information and the query of an address, because both may be secret.
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut shown = f.debug_struct("ClientBuilder");
                #credentials_shown
                #shown
                shown.field("config", &self.config).finish()
            }
        }
        ::backhaul_runtime::client_settings!(ClientBuilder);
    })?;
    Ok(format!(
        "//! The client, and the common part of its builder.\n\n{text}"
    ))
}

const DOWNLOAD_LINK: &str = "\
Downloads from a pre-signed link, such as the links in responses. A separate HTTP client calls the
link without credentials. The link never appears in errors or logs.

If the object storage refuses the link (403), it has most likely expired: request a new one. The
next download resumes the file of the earlier link.";

const CALL: &str = "\
A call of an operation that this crate does not have yet, with the client's credentials, limits and
retries. `path` comes after the base address; names in braces are filled by
[`path`](CustomCall::path). See [`CustomCall`].";

/// How the builder learns the credentials.
struct Credentials {
    import: TokenStream,
    field: TokenStream,
    beginning: TokenStream,
    setter: TokenStream,
    shown: TokenStream,
}

impl Credentials {
    fn by_hand() -> Self {
        Self {
            import: quote!(
                use crate::Credentials;
            ),
            field: quote!(pub(crate) credentials: Option<Credentials>,),
            beginning: quote!(credentials: None,),
            setter: quote! {
                /// The credentials. Required.
                pub fn credentials(mut self, credentials: Credentials) -> Self {
                    self.credentials = Some(credentials);
                    self
                }
            },
            shown: quote!(shown.field("credentials", &self.credentials);),
        }
    }

    /// `face.rs` has the rest.
    fn generated() -> Self {
        Self {
            import: quote!(),
            field: quote!(pub(super) access: Access,),
            beginning: quote!(access: Access::new(super::face::SCHEMES),),
            setter: quote!(),
            shown: quote!(shown.field("credentials", &self.access);),
        }
    }
}

/// How the builder learns the address.
struct Address {
    /// What the file imports from the runtime, and from its parts for client crates.
    imports: TokenStream,
    types: TokenStream,
    constant: TokenStream,
    /// The builder's field.
    field: TokenStream,
    /// Its first value.
    beginning: TokenStream,
    setter: TokenStream,
    /// How `Debug` shows it.
    shown: TokenStream,
    /// What a client needs, in words.
    needs: String,
}

impl Address {
    /// One address for all clients that are not told another.
    fn fixed(server: &Server) -> Self {
        let url = &server.url;
        let about = docs::attributes(&format!("The default base URL. {}", server.description));
        let setter = docs::attributes(&format!(
            "Scheme and host of the API, without a path. Default \
             [`DEFAULT_BASE_URL`]. {}",
            server.description
        ));
        Self {
            imports: quote!(CustomCall, Download, Method, SensitiveString),
            types: quote!(Config, Core, Given),
            constant: quote! {
                #(#about)*
                pub const DEFAULT_BASE_URL: &str = #url;
            },
            field: quote!(pub(crate) base_url: Given,),
            beginning: quote!(base_url: Given::from(DEFAULT_BASE_URL),),
            setter: quote! {
                #(#setter)*
                pub fn base_url(mut self, address: impl Into<String>) -> Self {
                    self.base_url = Given::from(address.into());
                    self
                }
            },
            shown: quote!(shown.field("base_url", &self.base_url);),
            needs: needs(server),
        }
    }

    /// What `face.rs` has the rest of.
    fn generated(model: &Model) -> Self {
        let constant = model.server.default_url().map(|url| {
            let about = docs::attributes(&format!(
                "The default address. {}",
                model.server.description
            ));
            quote! {
                #(#about)*
                pub const DEFAULT_BASE_URL: &str = #url;
            }
        });
        Self {
            imports: quote!(CustomCall, Download, Method, SensitiveString),
            types: quote!(Access, Config, Core, ServerAddress),
            constant: quote!(#constant),
            field: quote!(pub(super) address: ServerAddress,),
            beginning: quote!(address: ServerAddress::new(&super::face::SERVER),),
            setter: quote!(),
            shown: quote!(shown.field("address", &self.address);),
            needs: face::needs(model),
        }
    }

    /// An address with variables, which the face fills.
    fn of_face(server: &Server) -> Self {
        Self {
            imports: quote!(CustomCall, Download, Method, SensitiveString),
            types: quote!(Config, Core),
            constant: quote!(),
            field: quote! {
                /// The parts of the address.
                pub(crate) place: crate::place::Place,
            },
            beginning: quote!(place: crate::place::Place::default(),),
            setter: quote!(),
            shown: quote!(self.place.show(&mut shown);),
            needs: needs(server),
        }
    }
}

/// What a client cannot do without: credentials, and what the address has variables for. Each has a setter.
fn needs(server: &Server) -> String {
    let variables = server.variables.iter();
    let setters = variables.map(|variable| naming::snake(&variable.name));
    let mut links: Vec<String> = std::iter::once("credentials".to_owned())
        .chain(setters)
        .map(|name| format!("[{name}](ClientBuilder::{name})"))
        .collect();
    match links.pop() {
        Some(last) if !links.is_empty() => format!("{} and {last}", links.join(", ")),
        last => last.unwrap_or_default(),
    }
}
