//! Parameters and bodies of texts: checked when they are sent.

use super::text::item;
use crate::support::{MINIMAL, accepted, definitions, edited};

/// The id is a checked type where it is sent, and a plain text where it is read.
#[test]
fn an_id_is_checked_when_sent_and_plain_when_read() {
    let generated = accepted(&edited(&[(
        "          type: string\n          description: Its id.\n",
        "          $ref: \"#/components/schemas/ThingId\"\n",
    )]));
    let thing = &definitions(&generated)["Thing"];
    assert!(thing.contains("pub id: String,"), "{thing}");
    let builder = item(&generated.files["builders.rs"], "pub struct GetThing {");
    assert!(
        builder.contains("thing_id: Argument<parameters::ThingId>"),
        "{builder}"
    );
    let kind = &definitions(&generated)["parameters.ThingId"];
    assert!(
        kind.contains("validated_string!") && kind.contains("^[a-z0-9-]{1,64}$"),
        "{kind}"
    );
    assert!(
        kind.contains("Atom::new(&[('a', 'z'), ('0', '9'), ('-', '-')], 1, 64)"),
        "{kind}"
    );
}

#[test]
fn a_body_is_checked_when_sent() {
    let generated = accepted(MINIMAL);
    let ids = &definitions(&generated)["parameters.ThingIds"];
    assert!(
        ids.contains("validated_array!") && ids.contains("pub struct ThingIds(ThingId);"),
        "{ids}"
    );
    assert!(ids.contains("min_items = 1, max_items = 10"), "{ids}");
    let post = item(&generated.files["builders.rs"], "impl RetryThings {");
    assert!(post.contains("call.json(\"body\", self.body);"), "{post}");
    assert!(post.contains("-> Sending<()>"), "{post}");
    assert!(post.contains("call.send_empty()"), "{post}");
}

#[test]
fn query_parameters() {
    let with = |required: &str, schema: &str| {
        accepted(&edited(&[
            (
                "          in: query\n",
                &format!("          in: query\n{required}"),
            ),
            (
                "          schema:\n            type: boolean\n",
                &format!("          schema:\n            {schema}\n"),
            ),
            (
                "    Failure:\n",
                "    Word:\n      type: string\n      description: A word.\n      maxLength: 8\n    Failure:\n",
            ),
        ]))
    };
    let cases = [
        ("type: boolean", "bool", "bool"),
        ("type: boolean\n            default: false", "bool", "bool"),
        ("type: integer", "i64", "i64"),
        ("type: integer\n            format: int64", "i64", "i64"),
        (
            "$ref: \"#/components/schemas/Word\"",
            "parameters::Word",
            "&str",
        ),
    ];
    for (schema, ty, example) in cases {
        for (required, call) in [
            ("", "optional_query"),
            ("          required: true\n", "query"),
        ] {
            let generated = with(required, schema);
            let builders = &generated.files["builders.rs"];
            let fields = item(builders, "pub struct GetThing {");
            assert!(
                fields.contains(&format!("verbose: Argument<{ty}>,")),
                "{schema}: {fields}"
            );
            let methods = item(builders, "impl GetThing {");
            let pass = format!("call.{call}(\"verbose\", \"verbose\", self.verbose);");
            assert!(methods.contains(&pass), "{schema}: {methods}");
            assert!(generated.surface["get_thing"].contains(&format!(".verbose({ty})")));
            // The example in the documentation is compiled, so its argument must be of a fitting type.
            let argument = format!(", verbose: {example}");
            assert_eq!(
                builders.contains(&argument),
                !required.is_empty(),
                "{schema}: {builders}"
            );
        }
    }
    let word = &definitions(&with("", "$ref: \"#/components/schemas/Word\""))["parameters.Word"];
    assert!(
        word.contains("max_length: 8") && word.contains("pattern: None"),
        "{word}"
    );
}

#[test]
fn an_omitted_parameter_is_nowhere() {
    let generated = accepted(&edited(&[(
        "          in: query\n",
        "          in: query\n          x-omit: true\n          x-deviation: Nobody needs it.\n",
    )]));
    for (name, text) in &generated.files {
        assert!(!text.contains("verbose"), "{name}");
    }
}
