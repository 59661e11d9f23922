//! A document of others before and after.

use serde_json::{Value, json};

use super::fill;
use crate::document::Document;
use crate::places::Places;

fn filled(root: Value) -> Value {
    let mut document = Document {
        warnings: Vec::new(),
        name: "x.yaml".to_owned(),
        root,
        kept: None,
        places: Places::default(),
    };
    fill(&mut document);
    document.root
}

#[test]
fn operations_get_names_tags_words_and_security() {
    let root = filled(json!({
        "info": { "title": "Zoo\nof animals" },
        "security": [{ "Key": [] }],
        "paths": { "/a/{b}": {
            "get": {
                "operationId": "meta/root",
                "description": "\nReads it.\nAll of it.",
                "parameters": [{ "name": "b", "in": "path" }, { "name": "c", "in": "query" }],
                "responses": { "200": {}, "404": { "$ref": "#/components/responses/Gone" } }
            },
            "post": { "security": [], "tags": [] },
            "put": { "operationId": "meta root", "security": [{ "Other": [] }], "summary": "Sets it" },
            "patch": { "operationId": "???" },
            "head": {},
            "options": {},
            "x-old": { "operationId": "old" },
        } },
        "components": {
            "parameters": { "B": { "name": "b", "in": "path" } },
            "responses": { "Gone": {} },
        },
    }));
    let path = &root["paths"]["/a/{b}"];
    assert_eq!(path["get"]["operationId"], "meta_root");
    assert_eq!(path["put"]["operationId"], "meta_root_2");
    assert_eq!(path["post"]["operationId"], "post_a_b");
    assert_eq!(path["patch"]["operationId"], "patch_a_b");
    assert_eq!(path["head"]["operationId"], "head_a_b");
    assert_eq!(path["options"]["security"], json!([{ "Key": [] }]));
    assert_eq!(path["x-old"], json!({ "operationId": "old" }));
    assert_eq!(path["get"]["summary"], "Reads it.");
    assert_eq!(path["put"]["summary"], "Sets it");
    assert_eq!(path["post"]["summary"], "POST /a/{b}");
    assert_eq!(path["post"]["tags"], json!(["default"]));
    assert_eq!(path["get"]["security"], json!([{ "Key": [] }]));
    assert_eq!(path["post"]["security"], json!([{}]));
    assert_eq!(path["put"]["security"], json!([{ "Other": [] }]));
    assert_eq!(path["get"]["parameters"][0]["required"], true);
    assert_eq!(path["get"]["parameters"][1].get("required"), None);
    assert_eq!(path["get"]["responses"]["200"]["description"], "");
    assert_eq!(path["get"]["responses"]["404"].get("description"), None);
    assert_eq!(root["components"]["parameters"]["B"]["required"], true);
    assert_eq!(root["components"]["responses"]["Gone"]["description"], "");
    assert_eq!(root["x-provider"]["name"], "Zoo");
    assert_eq!(root["servers"], json!([{ "url": "" }]));
    assert_eq!(root.get("security"), None);
}

#[test]
fn the_first_server_is_the_address() {
    let address = |server: Value| {
        let other = json!({ "url": "https://other.example" });
        filled(json!({ "servers": [server, other] }))["servers"].clone()
    };
    // A user may choose them, so they stay.
    let variables = json!({ "region": { "default": "eu" }, "version": { "default": "v1" } });
    let with = |url: &str| json!({ "url": url, "variables": variables });
    assert_eq!(
        address(with("https://{region}.example/{version}/")),
        json!([with("https://{region}.example/{version}")])
    );
    for (url, filled) in [
        ("https://example.com/", "https://example.com"),
        ("//example.com/v1", "https://example.com/v1"),
        ("/v1", "/v1"),
        ("/", ""),
        (" https://example.com ", "https://example.com"),
        ("v1/x", "/v1/x"),
        ("./v1", "/v1"),
        ("v1.0", "/v1.0"),
        ("api.example.com:8443/v1", "https://api.example.com:8443/v1"),
        ("{a}.example.com", "https://{a}.example.com"),
        ("localhost", "http://localhost"),
        ("127.0.0.1:80", "http://127.0.0.1:80"),
        ("<host>", "<host>"),
    ] {
        assert_eq!(address(json!({ "url": url })), json!([{ "url": filled }]));
    }
}

#[test]
fn variables_of_servers_are_texts() {
    let server = json!({
        "url": "{host}:{port}/v1",
        "variables": { "host": { "default": "api.example" }, "port": { "default": 443, "enum": [443, 80] } },
    });
    let root = filled(json!({ "servers": [server] }));
    assert_eq!(
        root["servers"],
        json!([{
            "url": "https://{host}:{port}/v1",
            "variables": {
                "host": { "default": "api.example" },
                "port": { "default": "443", "enum": ["443", "80"] },
            },
        }])
    );
}

#[test]
fn a_parameter_without_a_schema_is_any_text() {
    let one = |parameter: Value| {
        let item = json!({ "parameters": [parameter] });
        filled(json!({ "paths": { "/a": item } }))["paths"]["/a"]["parameters"][0].clone()
    };
    assert_eq!(
        one(json!({ "name": "a", "in": "path" })),
        json!({ "name": "a", "in": "path", "required": true, "schema": {} })
    );
    let plain = json!({ "text/plain": { "schema": { "type": "integer" } } });
    assert_eq!(
        one(json!({ "name": "a", "in": "query", "content": plain })),
        json!({ "name": "a", "in": "query", "schema": { "type": "string" } })
    );
    let as_json = json!({ "name": "a", "in": "query", "content": { "application/json": {} } });
    assert_eq!(one(as_json.clone()), as_json);
    let old = json!({
        "name": "a", "in": "query", "type": "array", "items": { "type": "integer" }, "collectionFormat": "pipes",
    });
    assert_eq!(
        one(old),
        json!({
            "name": "a", "in": "query", "style": "pipeDelimited", "explode": false,
            "schema": { "type": "array", "items": { "type": "integer" } },
        })
    );
}

#[test]
fn json_of_a_single_value_is_written_plainly_but_in_the_query() {
    let changed = |place: &str, schema: Value| {
        let content = json!({ "application/json": { "schema": schema } });
        let parameter = json!({ "name": "a", "in": place, "required": true, "content": content });
        let root = filled(json!({ "components": { "parameters": { "A": parameter } } }));
        root["components"]["parameters"]["A"].get("schema").cloned()
    };
    let text = json!({ "type": "string" });
    assert_eq!(changed("path", text.clone()), Some(text.clone()));
    assert_eq!(changed("header", text.clone()), Some(text.clone()));
    assert_eq!(changed("query", text), None);
    assert_eq!(changed("path", json!({ "type": "object" })), None);
}

#[test]
fn where_no_status_means_success_another_word_does() {
    let statuses = |responses: Value| {
        let get = json!({ "get": { "responses": responses } });
        let root = filled(json!({ "paths": { "/a": get } }));
        let responses = root["paths"]["/a"]["get"]["responses"]
            .as_object()
            .unwrap()
            .clone();
        let all = responses
            .iter()
            .map(|(status, one)| format!("{status} {}", one["description"]));
        all.collect::<Vec<_>>().join(", ")
    };
    let one = |words: &str| json!({ "description": words });
    let lone = json!({ "default": one("a"), "404": one("b") });
    assert_eq!(statuses(lone), "200 \"a\", 404 \"b\"");
    let range = json!({ "2XX": one("a"), "default": one("b") });
    assert_eq!(statuses(range), "200 \"a\", default \"b\"");
    let both = json!({ "201": one("a"), "2XX": one("b"), "default": one("c") });
    assert_eq!(statuses(both), "201 \"a\", default \"c\"");
    let redirect = json!({ "302": one("a") });
    assert_eq!(statuses(redirect), "302 \"a\"");
}

#[test]
fn schemas_get_the_type_that_follows_from_the_rest() {
    let root = filled(json!({ "components": { "schemas": {
        "Object": { "properties": {
            "type": { "enum": ["a", "a", "b"] },
            "items": { "items": { "type": "string", "format": "password" } },
        } },
        "Text": { "pattern": "^a$", "description": "a\u{200e}b\n" },
        "Short": { "maxLength": 3, "example": { "properties": {} } },
        "Kind": { "type": "string", "enum": ["x", 1.5, true, null] },
        "Union": { "oneOf": [], "title": "Either" },
        "Tagged": { "type": "object", "oneOf": [], "discriminator": { "propertyName": "type" } },
        "Number": { "type": "integer", "enum": [1, null], "maximum": 7.0, "default": null },
        "Half": { "type": "integer", "maximum": 7.5, "minimum": 1e300, "examples": 1 },
    } } }));
    let schemas = &root["components"]["schemas"];
    assert_eq!(schemas["Object"]["type"], "object");
    let properties = &schemas["Object"]["properties"];
    assert_eq!(
        properties["type"],
        json!({ "type": "string", "enum": ["a", "b"] })
    );
    assert_eq!(properties["items"]["type"], "array");
    assert_eq!(properties["items"]["items"]["x-sensitive"], true);
    assert_eq!(schemas["Text"]["type"], "string");
    assert_eq!(schemas["Text"]["description"], "ab\n");
    assert_eq!(schemas["Short"]["type"], "string");
    assert_eq!(schemas["Short"]["example"], json!({ "properties": {} }));
    assert_eq!(schemas["Kind"]["enum"], json!(["x", "1.5", "true"]));
    assert_eq!(
        schemas["Union"],
        json!({ "oneOf": [], "description": "Either" , "title": "Either" })
    );
    assert_eq!(schemas["Tagged"].get("type"), None);
    assert_eq!(schemas["Tagged"]["discriminator"]["propertyName"], "type");
    assert_eq!(
        schemas["Number"],
        json!({ "type": "integer", "enum": [1], "maximum": 7, "description": "`Number`." })
    );
    assert_eq!(
        schemas["Half"],
        json!({ "type": "integer", "maximum": 7.5, "minimum": 1e300, "description": "`Half`." })
    );
}

#[test]
fn a_default_that_its_schema_refuses_is_none() {
    let default = |schema: Value| {
        let root = filled(json!({ "components": { "schemas": { "One": schema } } }));
        root["components"]["schemas"]["One"].get("default").cloned()
    };
    let refused = [
        json!({ "type": "integer", "default": 9_223_372_036_854_776_000_u64 }),
        json!({ "type": "integer", "default": 1.5 }),
        json!({ "type": "integer", "default": 0, "minimum": 1 }),
        json!({ "type": "integer", "default": 3, "enum": ["1", 2] }),
        json!({ "type": "number", "default": 2, "maximum": 2, "exclusiveMaximum": true }),
        json!({ "type": "number", "default": 2, "exclusiveMinimum": 2 }),
    ];
    for schema in refused {
        assert_eq!(default(schema.clone()), None, "{schema}");
    }
    let allowed = [
        json!({ "type": "integer", "default": 1, "minimum": 1, "maximum": 1 }),
        json!({ "type": "integer", "default": 1, "enum": ["1", 2] }),
        json!({ "type": "number", "default": 1, "exclusiveMaximum": 2 }),
    ];
    for schema in allowed {
        assert_eq!(default(schema.clone()), Some(json!(1)), "{schema}");
    }
}

#[test]
fn a_secret_is_not_checked_and_a_known_value_is_no_secret() {
    let root = filled(json!({ "components": { "schemas": {
        "Key": { "format": "password", "pattern": "^a$", "minLength": 1, "maxLength": 3 },
        "Mode": { "type": "string", "format": "password", "enum": ["a"] },
    } } }));
    let schemas = &root["components"]["schemas"];
    assert_eq!(
        schemas["Key"],
        json!({ "type": "string", "format": "password", "x-sensitive": true, "description": "`Key`." })
    );
    assert_eq!(
        schemas["Mode"],
        json!({ "type": "string", "enum": ["a"], "description": "`Mode`." })
    );
}

#[test]
fn words_of_scopes_are_cleaned_and_their_names_are_not() {
    let flow = json!({ "scopes": { "read\r": "Reads.\r\n" } });
    let root = filled(json!({ "components": { "securitySchemes": {
        "Key": { "type": "oauth2", "flows": { "implicit": flow } },
    } } }));
    let flow = &root["components"]["securitySchemes"]["Key"]["flows"]["implicit"];
    assert_eq!(flow["scopes"], json!({ "read\r": "Reads.\n" }));
}

#[test]
fn an_operation_keeps_only_servers_that_are_others() {
    let variables = json!({ "region": { "default": "eu" } });
    let servers = |url: &str| json!([{ "url": url }, { "url": "https://more.example" }]);
    let root = filled(json!({
        "servers": [{ "url": "https://{region}.example/v1", "variables": variables }],
        "paths": {
            "/a": { "servers": servers("https://eu.example/v1/"), "get": { "servers": servers("//b.example/") } },
            "/b": {
                "servers": servers("/"),
                "get": { "servers": [] },
                "put": { "servers": servers("https://eu.example/v1") },
            },
        },
    }));
    let paths = &root["paths"];
    assert_eq!(paths["/a"].get("servers"), None);
    let own = json!([{ "url": "https://b.example" }]);
    assert_eq!(paths["/a"]["get"]["servers"], own);
    assert_eq!(paths["/b"]["servers"], json!([{ "url": "" }]));
    assert_eq!(paths["/b"]["get"].get("servers"), None);
    let usual = json!([{ "url": "https://eu.example/v1" }]);
    assert_eq!(paths["/b"]["put"]["servers"], usual);
}
