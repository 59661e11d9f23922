//! Each change of a vendor's document is told once, by what it means for us.

use backhaul_codegen::normal_form;

use super::side::Side;
use super::{operations, report};

const OURS: &str = "\
openapi: 3.0.3
info: {title: T, version: '1'}
servers: [{url: https://api.example.com}]
paths:
  /v1/things/{thingId}:
    put:
      operationId: putThing
      tags: [Things]
      parameters:
        - {name: thingId, in: path, required: true, schema: {$ref: '#/components/schemas/ThingId'}}
        - {name: mode, in: query, schema: {type: string, enum: [fast, slow]}}
        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
      requestBody:
        required: true
        content: {application/vnd.x.2024-01-01+json: {schema: {$ref: '#/components/schemas/Thing'}}}
      responses:
        '200':
          description: d
          content: {application/vnd.x.2024-01-01+json: {schema: {$ref: '#/components/schemas/Thing'}}}
        '404': {description: d}
components:
  schemas:
    ThingId: {type: string, pattern: '^[a-z]+$'}
    Thing:
      type: object
      required: [name]
      properties:
        id: {type: string, readOnly: true}
        name: {type: string}
        state: {type: string, enum: [new, old]}
        parts: {type: array, items: {type: object, properties: {size: {type: integer}}}}
";

/// What is told if the vendor's document is ours with these edits.
fn told(ours: &str, edits: &[(&str, &str)]) -> Vec<String> {
    let mut theirs = OURS.to_owned();
    for (old, new) in edits {
        assert_eq!(theirs.matches(old).count(), 1, "{old}");
        theirs = theirs.replace(old, new);
    }
    let [ours, theirs] = [ours, &theirs].map(|text| normal_form("t", text).unwrap());
    let found = operations::compare(&Side::of(ours.value()), &Side::of(theirs.value()));
    let text = report::text(&found, true);
    text.lines().map(str::to_owned).collect()
}

/// The report without the titles of empty parts.
fn changed(old: &str, new: &str) -> Vec<String> {
    let mut lines = told(OURS, &[(old, new)]);
    lines.retain(|line| !line.ends_with(": 0"));
    lines
}

#[test]
fn a_document_written_in_another_way_is_the_same() {
    let edits = [
        ("https://api.example.com", "https://api.example.com/v1/"),
        ("/v1/things/{thingId}:", "/things/{id}:"),
        ("{name: thingId, in: path", "{name: id, in: path"),
        (
            "schema: {type: integer, minimum: 1, maximum: 100}",
            "schema: {allOf: [{type: integer, minimum: 1}, {maximum: 100}]}",
        ),
        ("operationId: putThing", "operationId: replaceThing"),
    ];
    let lines = told(OURS, &edits);
    assert!(lines.iter().all(|line| line.ends_with(": 0")), "{lines:#?}");
    assert_eq!(lines.len(), 4);
}

#[test]
fn what_breaks_us() {
    for (old, new, said) in [
        (
            "    put:",
            "    post:",
            "putThing: PUT /v1/things/{thingId} is gone",
        ),
        (
            "name: mode, in: query",
            "name: way, in: query, required: true",
            "putThing query parameter mode: it is gone",
        ),
        (
            "name: mode, in: query",
            "name: mode, in: query, required: true",
            "putThing query parameter mode: it is required",
        ),
        (
            "[fast, slow]",
            "[fast]",
            "PutThingMode: the value \"slow\" is gone",
        ),
        (
            "maximum: 100",
            "maximum: 50",
            "putThing query parameter size: `maximum` is 50, here 100",
        ),
        (
            "^[a-z]+$",
            "^[a-z]{8}$",
            "ThingId: the pattern is ^[a-z]{8}$, here ^[a-z]+$",
        ),
        (
            "id: {type: string, readOnly: true}",
            "id: {type: integer, readOnly: true}",
            "Thing.id: the type is integer, here string",
        ),
        (
            "name: {type: string}",
            "name: {type: string, readOnly: true}",
            "Thing.name: only the provider writes it",
        ),
        (
            "required: [name]",
            "required: [name, state]",
            "Thing: the property state must be sent",
        ),
        (
            "required: [name]",
            "description: d",
            "Thing: the property name may be missing",
        ),
        (
            "[new, old]",
            "[new]",
            "Thing.state: the value \"old\" is gone",
        ),
        (
            "size: {type: integer}",
            "weight: {type: integer}",
            "ThingPartsItem.size: it is gone",
        ),
        (
            "items: {type: object, ",
            "nullable: true, items: {type: object, ",
            "Thing.parts: it may be null",
        ),
        (
            "        '200':",
            "        '201':",
            "putThing answer 200: it is gone",
        ),
        (
            "        required: true\n        content: {application/vnd.x.2024",
            "        required: true\n        content: {application/vnd.x.2025",
            "putThing body: the media type is application/vnd.x.2025-01-01+json, here application/vnd.x.2024-01-01+json",
        ),
    ] {
        let lines = changed(old, new);
        let breaking = lines
            .iter()
            .take_while(|line| !line.starts_with("Additive"));
        let found: Vec<&String> = breaking.filter(|line| line.trim() == said).collect();
        assert_eq!(found.len(), 1, "{said}: {lines:#?}");
    }
}

#[test]
fn what_is_new() {
    for (old, new, said) in [
        (
            "- {name: mode, in",
            "- {name: way, in: query, schema: {type: string}}\n        - {name: mode, in",
            "putThing: the query parameter way is new",
        ),
        (
            "[fast, slow]",
            "[fast, slow, none]",
            "PutThingMode: \"none\" is a new value",
        ),
        (
            "minimum: 1",
            "minimum: 0",
            "putThing query parameter size: `minimum` is 0, here 1",
        ),
        (
            "name: {type: string}",
            "name: {type: string}\n        color: {type: string}",
            "Thing: the property color is new",
        ),
        (
            "'404': {",
            "'409': {description: d}\n        '404': {",
            "putThing: the answer 409 is new",
        ),
        (
            "          content: {",
            "          content: {application/vnd.x.2025-01-01+json: {schema: {}}, ",
            "putThing answer 200: the media type application/vnd.x.2025-01-01+json is new",
        ),
    ] {
        let lines = changed(old, new);
        assert_eq!(
            lines,
            ["Additive: 1".to_owned(), format!("  {said}")],
            "{said}"
        );
    }
}

#[test]
fn operations_of_our_tags_that_we_lack() {
    let more = "paths:\n  /v1/things:\n    get: {operationId: listThings, tags: [Things], responses: {}}\n    post: \
                {operationId: other, tags: [Other], responses: {}}\n";
    assert_eq!(
        changed("paths:\n", more),
        [
            "Operations of our tags that are not here: 1",
            "  Things: listThings (GET /v1/things)"
        ]
    );
}

#[test]
fn a_deviation_explains_its_own_part_and_further_in_what_it_names() {
    let with = |old: &str, new: &str| OURS.replace(old, new);
    let explained = |ours: &str, old: &str, new: &str| {
        let lines = told(ours, &[(old, new)]);
        let line = lines
            .iter()
            .find(|line| line.starts_with("Explained"))
            .unwrap();
        line.ends_with(": 1")
    };
    let own = with(
        "state: {type",
        "state: {x-deviation: It is wrong there., type",
    );
    assert!(explained(&own, "[new, old]", "[new, old, older]"));
    assert!(!explained(
        &own,
        "name: {type: string}",
        "name: {type: integer}"
    ));
    let named = with(
        "required: [name]",
        "x-deviation: The page has `color` too.\n      required: [name]",
    );
    let property = |name: &str| format!("name: {{type: string}}\n        {name}: {{type: string}}");
    assert!(explained(
        &named,
        "name: {type: string}",
        &property("color")
    ));
    let outer = with(
        "operationId: putThing",
        "operationId: putThing\n      x-deviation: The page has 409 too.",
    );
    assert!(explained(
        &outer,
        "'404': {",
        "'409': {description: d}\n        '404': {"
    ));
    assert!(
        !explained(&outer, "maximum: 100", "maximum: 50"),
        "it does not say so"
    );
}

/// A deviation says why we are right about one thing. It must not hide that the vendor changed another.
#[test]
fn a_deviation_explains_nothing_that_came_or_went_unless_it_names_it() {
    let about = |text: &str| {
        let said = format!("x-deviation: {text}");
        OURS.replace(
            "operationId: putThing",
            &format!("operationId: putThing\n      {said}"),
        )
        .replace(
            "required: [name]",
            &format!("{said}\n      required: [name]"),
        )
        .replace("- {name: mode,", &format!("- {{{said}, name: mode,"))
        .replace(
            "name: {type: string}",
            &format!("name: {{{said}, type: string}}"),
        )
        .replace("'200':\n", &format!("'200':\n          {said}\n"))
    };
    let size =
        "        - {name: size, in: query, schema: {type: integer, minimum: 1, maximum: 100}}\n";
    let with = |more: &str| format!("{size}        - {{name: {more}, schema: {{type: string}}}}\n");
    let forced = with("X-Force, in: header, required: true");
    let offered = with("X-Force, in: header");
    let body = OURS.split("      requestBody:").nth(1).unwrap();
    let body = format!(
        "      requestBody:{}",
        body.split("      responses:").next().unwrap()
    );
    let mode = "        - {name: mode, in: query, schema: {type: string, enum: [fast, slow]}}\n";
    for (thing, old, new, says) in [
        (
            "X-Force",
            size,
            forced.as_str(),
            "the header parameter X-Force is new, and required",
        ),
        (
            "X-Force",
            size,
            &offered,
            "the header parameter X-Force is new",
        ),
        ("size", size, "", "query parameter size: it is gone"),
        ("mode", mode, "", "query parameter mode: it is gone"),
        (
            "mode",
            "{name: mode, in: query,",
            "{name: mode, in: query, required: true,",
            "mode: it is required",
        ),
        ("requestBody", &body, "", "body: it is gone"),
        (
            "202",
            "'200':",
            "'202': {description: d}\n        '200':",
            "the answer 202 is new",
        ),
        (
            "state",
            "required: [name]",
            "required: [name, state]",
            "the property state must be sent",
        ),
        (
            "name",
            "        name: {type: string}\n",
            "",
            "name: it is gone",
        ),
    ] {
        let lines = told(&about("The page lists other errors."), &[(old, new)]);
        let place =
            |lines: &[String], text: &str| lines.iter().position(|line| line.contains(text));
        let explained = place(&lines, "Explained").unwrap();
        assert!(
            place(&lines, says).is_some_and(|at| at < explained),
            "{says}: {lines:#?}"
        );
        let named = told(
            &about(&format!("The page is wrong about {thing}.")),
            &[(old, new)],
        );
        let explained = place(&named, "Explained").unwrap();
        assert!(
            place(&named, says).is_some_and(|at| at > explained),
            "{says}: {named:#?}"
        );
    }
    let gone = told(
        &about("The page has another path, /v1/things."),
        &[("    put:", "    post:")],
    );
    assert!(
        gone.contains(&"  putThing: PUT /v1/things/{thingId} is gone".to_owned()),
        "{gone:#?}"
    );
    assert!(gone[0] == "Breaking: 1", "{gone:#?}");
    // A number in a deviation does not name the parameter that is the first one of the path.
    let first = "        - {name: thingId, in: path, required: true, schema: {$ref: '#/components/schemas/ThingId'}}\n";
    let lines = told(&about("The page has 0 examples."), &[(first, "")]);
    assert!(
        lines.contains(&"  putThing path parameter thingId: it is gone".to_owned()),
        "{lines:#?}"
    );
    assert!(lines.contains(&"Breaking: 1".to_owned()), "{lines:#?}");
    // A body that we do not send.
    let without = OURS.replace(&body, "");
    for (edits, says) in [
        (&[][..], ["Breaking: 1", "  putThing: it needs a body"]),
        (
            &[(
                "      requestBody:\n        required: true\n",
                "      requestBody:\n",
            )],
            ["Additive: 1", "  putThing: it takes a body"],
        ),
    ] {
        let lines = told(&without, edits);
        for line in says {
            assert!(lines.contains(&line.to_owned()), "{line}: {lines:#?}");
        }
    }
}
