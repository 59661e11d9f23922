//! How a client is built for which nobody has written that.

use std::collections::BTreeSet;
use std::fs;

use backhaul_codegen::{Face, Profile, Target, generate};

use super::text::assert_has;
use crate::support::{MINIMAL, accepted, workspace_root};

fn target(face: Face) -> Target {
    Target {
        profile: Profile::House,
        face,
    }
}

#[test]
fn whoever_calls_the_generator_says_who_writes_the_face() {
    let by_hand = accepted(MINIMAL);
    assert!(!by_hand.files.contains_key("face.rs"));
    assert_has(&by_hand.files["client.rs"], &["use crate::Credentials;"]);
    assert!(by_hand.runtime_features.is_empty());

    let text = MINIMAL;
    let generated = generate(target(Face::Generated), "x.yaml", "minimal", text).unwrap();
    let client = &generated.files["client.rs"];
    assert!(!client.contains("crate::Credentials"), "{client}");
    assert_has(
        &generated.files["face.rs"],
        &[
            "Scheme {\n        name: \"Key\",\n        setter: \"key\",\n        kind: SchemeKind::Header(\"X-Key\"),",
            "pub fn key(mut self, key: impl Into<Credential<Token>>) -> Self",
            "pub fn build(self) -> Result<Client, Error>",
        ],
    );
    let same = generate(target(Face::ByHand), "x.yaml", "minimal", text).unwrap();
    assert_eq!(same.files["client.rs"], by_hand.files["client.rs"]);
    assert_eq!(Target::from(Profile::Open).face, Face::Generated);
}

/// A document of others with these schemes, all of which are needed, and these servers.
fn face(schemes: &str, servers: &str) -> String {
    let names = schemes.lines().filter_map(|line| line.split_once(':'));
    let security: Vec<String> = names
        .map(|(name, _)| format!("{{{}: []}}", name.trim()))
        .collect();
    let document = format!(
        "openapi: 3.0.3\ninfo: {{title: Zoo, version: v1}}\nservers: {servers}\npaths:\n  /a:\n    get:\n      \
         security: [{}]\n      parameters: [{{name: X-KEY, in: header, schema: {{type: string}}}}]\n      \
         responses: {{'204': {{description: Done.}}}}\ncomponents:\n  securitySchemes:\n{schemes}",
        security.join(", ")
    );
    let mut generated = generate(Profile::Open, "zoo.yaml", "zoo", &document).unwrap();
    // A key is no parameter.
    let is_key = schemes.contains("name: X-Key");
    let has_setter = generated.files["builders.rs"].contains("x_key");
    assert_ne!(is_key, has_setter, "{schemes}");
    generated.files.remove("face.rs").unwrap()
}

const HERE: &str = "[{url: 'https://api.example.com/v1'}]";

#[test]
fn setters_have_names_that_nothing_else_has() {
    let schemes = "    \
        base_url: {type: apiKey, in: header, name: X-Key}\n    \
        retry: {type: http, scheme: bearer}\n    \
        api-key: {type: apiKey, in: query, name: k}\n    \
        apiKey: {type: apiKey, in: cookie, name: k}\n    \
        '---': {type: apiKey, in: query, name: l}\n    \
        type: {type: apiKey, in: query, name: m}\n";
    let servers = "[{url: 'https://{apiKey}.{host}', variables: {apiKey: {default: a}, host: {default: b.example}}}]";
    let face = face(schemes, servers);
    let methods = face.lines().filter_map(|line| {
        let (_, rest) = line.split_once("pub fn ")?;
        rest.split_once('(').map(|(name, _)| name)
    });
    let methods: Vec<&str> = methods.collect();
    assert_eq!(
        methods,
        [
            "credentials",
            "api_key",
            "api_key_2",
            "base_url_",
            "retry_",
            "type_",
            "api_key_3",
            "host",
            "base_url",
            "build"
        ]
    );
}

#[test]
fn a_setter_says_what_the_credentials_are_and_where_they_go() {
    let schemes = "    \
        Key: {type: apiKey, in: header, name: X-Key, description: 'Made by *hand*.'}\n    \
        Login: {type: http, scheme: basic}\n    \
        Machine: {type: oauth2, flows: {clientCredentials: {tokenUrl: /token, scopes: {}}}}\n    \
        Person: {type: oauth2, flows: {implicit: {authorizationUrl: 'https://a.example/in', scopes: {}}}}\n    \
        Certificate: {type: mutualTLS}\n";
    let face = face(schemes, HERE);
    assert_has(
        &face,
        &[
            "/// The credentials for the security scheme `Key`. Sent in the header `X-Key`.\n    ///\n    /// Made by *hand*.\n",
            "as HTTP basic.\n    pub fn login(mut self, login: impl Into<Credential<Login>>)",
            "fetches tokens at `/token`",
            "pub fn machine(mut self, credential: impl Into<OAuthCredential>)",
            "The client does not fetch it by this: `implicit`, `https://a.example/in`.",
            "pub fn person(mut self, token: impl Into<Credential<Token>>)",
            "give that by [`http_client`](Self::http_client)",
            "token_store_setting!(ClientBuilder)",
        ],
    );
    assert!(!face.contains("pub fn certificate"), "{face}");
}

#[test]
fn an_address_without_a_host_must_be_given() {
    let client = |servers: &str| {
        let document = format!(
            "openapi: 3.0.3\ninfo: {{title: Zoo, version: v1}}\nservers: {servers}\npaths:\n  /a:\n    get:\n      \
             responses: {{'204': {{description: Done.}}}}\n"
        );
        generate(Profile::Open, "zoo.yaml", "zoo", &document)
            .unwrap()
            .files
    };
    let files = client("[{url: /api/v2}]");
    assert!(!files["mod.rs"].contains("DEFAULT_BASE_URL"));
    assert_has(
        &files["face.rs"],
        &["the path is `/api/v2`", "static SCHEMES: &[Scheme] = &[];"],
    );
    let files = client(
        "[{url: '{scheme}://{host}:{port}/', variables: {scheme: {default: http}, host: {default: localhost}, port: {default: '80'}}}]",
    );
    assert_has(
        &files["client.rs"],
        &["pub const DEFAULT_BASE_URL: &str = \"http://localhost:80\";"],
    );
    assert_has(
        &files["face.rs"],
        &["url: \"{scheme}://{host}:{port}\"", "pub fn port("],
    );
}

/// Every method that the runtime gives to the builder of a client, in its macros.
#[test]
fn the_generator_knows_what_the_builder_of_a_client_has() {
    let folder = workspace_root().join("crates/runtime/src/settings");
    let mut methods = BTreeSet::new();
    for file in ["config.rs", "network.rs"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let macros = text.split("macro_rules!").skip(1);
        for line in macros.flat_map(str::lines) {
            if let Some((_, rest)) = line.split_once("pub fn ") {
                methods.extend(rest.split('(').next().map(str::to_owned));
            }
        }
    }
    assert!(
        methods.contains("token_store") && methods.contains("http_client"),
        "{methods:?}"
    );
    let schemes: String = methods
        .iter()
        .map(|name| format!("    {name}: {{type: apiKey, in: query, name: {name}}}\n"))
        .collect();
    let face = face(&schemes, HERE);
    for name in methods {
        assert!(
            face.contains(&format!("pub fn {name}_(")),
            "{name} is a name of the builder"
        );
    }
}
