//! The keys of paths.

use serde_json::Value;

use super::normal;

/// The keys of a document with these paths, each with a parameter `id` in the path, and the names and places of the
/// parameters.
fn keys(paths: &[&str]) -> Vec<(String, String)> {
    let mut text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n".to_owned();
    for path in paths {
        text.push_str(&format!(
            "  {path:?}:\n    get:\n      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]\n      \
             responses: {{'204': {{description: d}}}}\n"
        ));
    }
    let first = normal(&text);
    let again = normal(&first.value().to_string());
    assert_eq!(again.value(), first.value(), "once more changes nothing");
    let paths = first.value()["paths"].as_object().unwrap().iter();
    let list = paths.map(|(key, item)| {
        let parameter = &item["get"]["parameters"][0];
        let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
        (key.clone(), format!("{} in {}", text("name"), text("in")))
    });
    list.collect()
}

#[test]
fn two_paths_that_are_sent_alike_stay_two() {
    let found = keys(&[
        "/a/{id}",
        "/a/{id*}",
        "/a/{+id}",
        "/a/{id}/",
        "/a/{id*}#x",
        "/a/{id}#x",
    ]);
    let found: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    let mut expected = [
        "/a/{id}",
        "/a/{id}#2",
        "/a/{id}#3",
        "/a/{id}/",
        "/a/{id}#x_2",
        "/a/{id}#x",
    ];
    expected.sort_unstable();
    let mut sorted = found.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
}

#[test]
fn a_parameter_of_the_path_may_be_in_its_query() {
    for (path, expected) in [
        ("/a?key={id}", ("/a", "key in query")),
        ("/a?x=y&key={id}", ("/a?x=y", "key in query")),
        ("/a/{id}?key={id}", ("/a/{id}?key={id}", "id in path")),
        ("/a b/{id}", ("/a%20b/{id}", "id in path")),
    ] {
        let found = keys(&[path]);
        let (key, parameter) = expected;
        assert_eq!(found, [(key.to_owned(), parameter.to_owned())], "{path}");
    }
}

/// Whoever mends the document must find the path there.
#[test]
fn a_finding_shows_the_path_of_the_document() {
    let text = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a b/{id*}:\n    get:\n      parameters: [{name: id, in: path}]\n";
    let form = normal(text);
    let paths: Vec<&String> = form.value()["paths"].as_object().unwrap().keys().collect();
    assert_eq!(paths, ["/a%20b/{id}"]);
    let (line, path) = form.origin(&["paths", "/a%20b/{id}", "get", "parameters", "0", "name"]);
    assert_eq!(path, "paths./a b/{id*}.get.parameters.0.name");
    assert_eq!(line.map(|(line, _)| line), Some(6));
    assert_ne!(
        form.value()["paths"]["/a%20b/{id}"]["get"]["parameters"],
        Value::Null
    );
}
