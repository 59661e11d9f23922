//! The files of a draft's crate that the generator does not write.

use crate::emit;
use crate::model::{Model, SchemeKind};
use crate::workspace::README_MARKS;

/// Path below the crate's folder to content.
pub(super) fn files(provider: &str, model: &Model) -> Vec<(String, String)> {
    vec![
        ("Cargo.toml".to_owned(), manifest(provider, model)),
        ("README.md".to_owned(), readme(provider, model)),
        ("src/lib.rs".to_owned(), ROOT.to_owned()),
    ]
}

const ROOT: &str = "\
#![doc = include_str!(\"../README.md\")]
#![forbid(unsafe_code)]

#[rustfmt::skip] // prettyplease formats it, the same on every machine
mod generated;

// Here, and not among the generated names: without the feature, rustc then says which one is missing.
#[cfg(feature = \"stream\")]
pub use backhaul_runtime::IntoStream;
#[cfg(feature = \"test-util\")]
#[doc(inline)]
pub use backhaul_runtime::testing;

pub use crate::generated::*;
";

fn manifest(provider: &str, model: &Model) -> String {
    let features = emit::runtime_features(model);
    let runtime = match features.is_empty() {
        true => "backhaul-runtime.workspace = true".to_owned(),
        false => {
            let names: Vec<String> = features.iter().map(|name| format!("{name:?}")).collect();
            format!(
                "backhaul-runtime = {{ workspace = true, features = [{}] }}",
                names.join(", ")
            )
        }
    };
    format!(
        "[package]
name = \"backhaul-{provider}\"
description = \"A draft of a client.\"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
repository.workspace = true
readme = \"README.md\"
# A draft is not for others: its texts are gaps.
publish = false

[package.metadata.docs.rs]
all-features = true

[lints]
workspace = true

[features]
default = [\"rustls\"]
rustls = [\"backhaul-runtime/rustls\"]
rustls-ring = [\"backhaul-runtime/rustls-ring\"]
rustls-no-provider = [\"backhaul-runtime/rustls-no-provider\"]
native-tls = [\"backhaul-runtime/native-tls\"]
http2 = [\"backhaul-runtime/http2\"]
schemars = [\"dep:schemars\", \"backhaul-runtime/schemars\"]
stream = [\"backhaul-runtime/stream\"]
test-util = [\"backhaul-runtime/test-util\"]

[dependencies]
{runtime}
schemars = {{ workspace = true, optional = true }}
serde_json.workspace = true

[dev-dependencies]
tokio = {{ workspace = true, features = [\"io-util\", \"macros\", \"net\", \"rt\", \"time\"] }}
"
    )
}

/// What the setter of a scheme takes; nothing if it has none.
fn taken(kind: &SchemeKind) -> Option<&'static str> {
    Some(match kind {
        SchemeKind::Header(_) | SchemeKind::Query(_) | SchemeKind::Cookie(_) => {
            "the key, as a text"
        }
        SchemeKind::Authorization(_) => "the token, as a text",
        SchemeKind::Basic | SchemeKind::Digest => "`Login::new(user, password)`",
        SchemeKind::ClientCredentials(_) => "an `OAuthClient`, or a token from elsewhere as a text",
        SchemeKind::ClientCertificate => return None,
    })
}

fn readme(provider: &str, model: &Model) -> String {
    let krate = &model.crate_name;
    let mut setters = String::new();
    for scheme in &model.schemes {
        let Some(takes) = taken(&scheme.kind) else {
            continue;
        };
        setters += &format!(
            "- `{}` takes the credentials of the security scheme `{}`: {takes}.\n",
            scheme.setter, scheme.name
        );
    }
    let (first, last) = README_MARKS;
    format!(
        "# backhaul-{provider}

A draft: made by `cargo xtask new` from the provider's own document. `cargo xtask lint {provider}` lists what is left to do.

```
use {krate}::{{Client, Error}};

fn client(address: &str) -> Result<Client, Error> {{
    Client::builder().base_url(address).build()
}}
```

{setters}
## Operations

{first}
{last}
"
    )
}
