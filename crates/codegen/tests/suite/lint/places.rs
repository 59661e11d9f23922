//! What documents of others have as paths and servers: taken where it is clear what is sent, with a warning where a user
//! should know.

use backhaul_codegen::{Generated, Profile, generate};

/// A document of others with one path, whose operation has these parameters.
fn document(servers: &str, path: &str, parameters: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{title: Zoo, version: v1}}\nservers: {servers}\npaths:\n  {path:?}:\n    get:\n      \
         operationId: readIt\n      parameters: {parameters}\n      responses: {{'204': {{description: Done.}}}}\n"
    )
}

fn generated(text: &str) -> Result<Generated, String> {
    generate(Profile::Open, "zoo.yaml", "zoo", text).map_err(|findings| {
        let rules = findings.iter().map(|finding| finding.rule);
        rules.collect::<Vec<_>>().join(", ")
    })
}

/// What a call of the only path sends, and the rules that warn of it.
fn sent(path: &str, parameters: &str) -> Result<(String, String), String> {
    let generated = generated(&document("[]", path, parameters))?;
    let surface = generated.surface["read_it"].clone();
    let line = surface.lines().nth(1).unwrap().to_owned();
    let setters = surface
        .lines()
        .filter(|line| line.starts_with('.') && !line.contains("->"));
    let setters: Vec<&str> = setters.filter_map(|line| line.split('(').next()).collect();
    let rules: Vec<&str> = generated.warnings.iter().map(|one| one.rule).collect();
    Ok((format!("{line} {}", setters.join(" ")), rules.join(", ")))
}

#[test]
fn a_path_is_sent_as_it_is_written() {
    const ID: &str = "[{name: id, in: path, schema: {type: string}}]";
    const IN_QUERY: &str = "[{name: id, in: query, schema: {type: string}}]";
    for (path, parameters, line, warnings) in [
        ("/a/", "[]", "GET /a/ ", ""),
        ("/", "[]", "GET / ", ""),
        ("/a/{id}/", ID, "GET /a/{id}/ .id", ""),
        ("/a//{id}", ID, "GET /a//{id} .id", "wire/path-slashes"),
        ("", "[]", "GET  ", "wire/path-slashes"),
        ("a/b", "[]", "GET /a/b ", ""),
        ("/a b/é", "[]", "GET /a%20b/%C3%A9 ", ""),
        ("/^.*$/[x]|", "[]", "GET /%5E.*$/%5Bx%5D%7C ", ""),
        ("/a%2Fb/@me/~x/(id)", "[]", "GET /a%2Fb/@me/~x/(id) ", ""),
        ("/a?kind=b&c", "[]", "GET /a?kind=b&c ", ""),
        ("/a?id={id}&c=d", IN_QUERY, "GET /a?c=d .id", ""),
        ("/a?key={id}", ID, "GET /a .key", ""),
        ("/a{?id}", IN_QUERY, "GET /a .id", ""),
        ("/a/{id}#start", ID, "GET /a/{id} .id", ""),
        ("/a/{+id}", ID, "GET /a/{id} .id", ""),
        ("/a/{id*}", ID, "GET /a/{id} .id", ""),
        (
            "/a/{id:[0-9]+}.{ id }",
            ID,
            "GET /a/{id}.{id} .id",
            "document/repeated-path-parameter",
        ),
        ("/a/:id/b", ID, "GET /a/{id}/b .id", ""),
        ("/a/<int:id>", ID, "GET /a/{id} .id", ""),
        ("/a/:id", "[]", "GET /a/:id ", ""),
        (
            "/a/{id}",
            "[]",
            "GET /a/{id} .id",
            "document/undeclared-path-parameter",
        ),
        ("/a", ID, "GET /a ", "document/stray-path-parameter"),
        (
            "/{ID}",
            ID,
            "GET /{ID} .id",
            "document/stray-path-parameter",
        ),
    ] {
        let expected = (line.to_owned(), warnings.to_owned());
        assert_eq!(sent(path, parameters), Ok(expected), "{path}");
    }
}

#[test]
fn what_nobody_could_send_is_told() {
    for (path, rule) in [
        ("/a/../b", "wire/path-literal"),
        ("/a/%2e/b", "wire/path-literal"),
        ("/100%/b", "wire/path-literal"),
        ("/a\\b", "wire/path-literal"),
        ("/a?b={c}", "wire/path-literal"),
        ("/a/{}", "unsupported/path-segment"),
        ("/a/{b", "unsupported/path-segment"),
        ("/a/{.b}", "unsupported/path-segment"),
        ("/a{?b}", "unsupported/path-segment"),
        ("/a/{b}{c}", "unsupported/path-segment"),
    ] {
        assert_eq!(sent(path, "[]"), Err(rule.to_owned()), "{path}");
    }
}

#[test]
fn values_of_a_path_are_texts_where_a_document_is_vague() {
    for (schema, warnings) in [
        ("{type: string, pattern: '^[a-z./]*$'}", "wire/path-pattern"),
        ("{type: string, enum: [a, a/b]}", "wire/path-value"),
        ("{}", ""),
        ("{description: Any.}", ""),
        ("{type: string, nullable: true}", "idle/parameter-limit"),
        (
            "{oneOf: [{type: string}, {type: array, items: {type: string}}]}",
            "",
        ),
        (
            "{anyOf: [{type: string, format: uuid}, {type: string}]}",
            "",
        ),
    ] {
        let parameters = format!("[{{name: id, in: path, schema: {schema}}}]");
        let expected = ("GET /a/{id} .id".to_owned(), warnings.to_owned());
        assert_eq!(sent("/a/{id}", &parameters), Ok(expected), "{schema}");
    }
}

#[test]
fn a_client_can_be_built_whatever_the_servers_are() {
    // The address of the client, or nothing if it has none; and the warnings.
    for (servers, address, warnings) in [
        ("[]", "", ""),
        ("[{url: /}]", "", ""),
        ("[{url: /api/v3}]", "/api/v3", ""),
        ("[{url: api/v3/}]", "/api/v3", ""),
        ("[{url: ../v3}]", "/v3", ""),
        ("[{url: 'http://localhost'}]", "http://localhost", ""),
        (
            "[{url: 'localhost:8080/v1'}]",
            "http://localhost:8080/v1",
            "",
        ),
        (
            "[{url: api.example.com/v1/}]",
            "https://api.example.com/v1",
            "",
        ),
        ("[{url: v1.0}]", "/v1.0", ""),
        ("[{url: '<your address>'}]", "", "unsupported/server-url"),
        (
            "[{url: 'https://me@a.example'}]",
            "",
            "unsupported/server-url",
        ),
        (
            "[{url: 'https://a.example/{account}/sync'}]",
            "https://a.example/{account}/sync",
            "document/undeclared-server-variable",
        ),
        (
            "[{url: '{site}/v1', variables: {site: {default: a.example}}}]",
            "https://{site}/v1",
            "",
        ),
        (
            "[{url: '{site}/v1', variables: {site: {default: 'https://a.example'}}}]",
            "{site}/v1",
            "",
        ),
        (
            "[{url: 'https://a.example:{port}', variables: {port: {default: 80, enum: [80, 81]}}}]",
            "https://a.example:{port}",
            "",
        ),
        (
            "[{url: 'https://a.example/{v}', variables: {v: {default: v1, enum: [v2]}}}]",
            "https://a.example/{v}",
            "document/server-default",
        ),
    ] {
        let generated = generated(&document(servers, "/a", "[]")).unwrap();
        let face = &generated.files["face.rs"];
        let expected = format!("url: {address:?},");
        assert!(face.contains(&expected), "{servers}: {face}");
        let rules: Vec<&str> = generated.warnings.iter().map(|one| one.rule).collect();
        assert_eq!(rules.join(", "), warnings, "{servers}");
    }
}

#[test]
fn what_only_the_user_knows_of_an_address_is_required() {
    let text = document(
        "[{url: 'https://{region}.a.example/{account}', variables: {region: {default: eu}}}]",
        "/a",
        "[]",
    );
    let files = generated(&text).unwrap().files;
    assert!(!files["mod.rs"].contains("DEFAULT_BASE_URL"));
    for part in [
        "default: Some(\"eu\")",
        "default: None",
        "Required, unless [`base_url`](Self::base_url) is set.",
        "in place of the address `https://{region}.a.example/{account}`",
    ] {
        assert!(files["face.rs"].contains(part), "{part}");
    }
    assert!(files["client.rs"].contains("[account](ClientBuilder::account) in its address"));
}
