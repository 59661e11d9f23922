//! What answers decode into: lenient, without constraints.

use super::text::item;
use crate::support::{MINIMAL, accepted, definitions, edited};

/// One file of what comes of the minimal document with each text replaced.
fn file(name: &str, edits: &[(&str, &str)]) -> String {
    accepted(&edited(edits)).files[name].clone()
}

#[test]
fn answers_have_no_constraints() {
    let types = file(
        "types.rs",
        &[
            (
                "          description: Its id.\n",
                "          description: Its id.\n          pattern: ^[a-f0-9]{24}$\n          minLength: 24\n          maxLength: 24\n          default: none\n          readOnly: true\n",
            ),
            (
                "          description: Its size in bytes.\n",
                "          description: Its size in bytes.\n          format: int32\n          minimum: 1\n          maximum: 9\n          default: 1\n",
            ),
        ],
    );
    let thing = item(&types, "pub struct Thing {");
    assert!(thing.contains("    pub id: String,"), "{thing}");
    let part = item(&types, "pub struct Part {");
    assert!(part.contains("    pub size: Option<i64>,"), "{part}");
    for word in ["NonZero", "Regex", "TryFrom", "{24}"] {
        assert!(!types.contains(word), "{word} in {types}");
    }
}

#[test]
fn scalars_of_answers() {
    for (yaml, rust) in [
        ("type: integer", "Option<i64>"),
        ("type: integer\n          format: int32", "Option<i64>"),
        ("type: integer\n          format: uint8", "Option<i64>"),
        ("type: number", "Option<f64>"),
        ("type: boolean", "Option<bool>"),
        ("type: boolean\n          default: false", "Option<bool>"),
        ("type: string", "Option<String>"),
        ("type: string\n          format: uuid", "Option<String>"),
        ("type: string\n          format: date", "Option<String>"),
        (
            "type: string\n          format: date-time",
            "Option<::backhaul_runtime::Timestamp>",
        ),
        (
            "type: string\n          x-sensitive: true",
            "Option<::backhaul_runtime::SensitiveString>",
        ),
        (
            "type: string\n          format: password\n          x-sensitive: true",
            "Option<::backhaul_runtime::SensitiveString>",
        ),
        (
            "type: string\n          enum: [a]\n          x-sensitive: true",
            "Option<::backhaul_runtime::SensitiveString>",
        ),
        (
            "type: array\n          items:\n            type: string\n            x-sensitive: true",
            "Vec<::backhaul_runtime::SensitiveString>",
        ),
        (
            "type: array\n          items:\n            type: integer\n            minimum: 1",
            "Vec<i64>",
        ),
        ("nullable: true", "Option<::serde_json::Value>"),
    ] {
        let types = file(
            "types.rs",
            &[(
                "          type: integer\n          description: Its size",
                &format!("          {yaml}\n          description: Its size"),
            )],
        );
        let part = item(&types, "pub struct Part {");
        assert!(
            part.contains(&format!("    pub size: {rust},")),
            "{yaml}: {part}"
        );
    }
}

/// What may be null is an `Option`, even if it must be there: null must not cost the whole answer.
#[test]
fn null_is_taken_where_the_document_has_it() {
    let nullable = (
        "          description: Its id.\n",
        "          description: Its id.\n          nullable: true\n",
    );
    let types = file("types.rs", &[nullable]);
    assert!(
        item(&types, "pub struct Thing {").contains("pub id: Option<String>,"),
        "{types}"
    );
    let by_reference = [
        (
            "          type: string\n          description: Its id.\n",
            "          $ref: \"#/components/schemas/Name\"\n",
        ),
        (
            "    Failure:\n",
            "    Name:\n      type: string\n      description: A name.\n      nullable: true\n    Failure:\n",
        ),
    ];
    let types = file("types.rs", &by_reference);
    assert!(
        item(&types, "pub struct Thing {").contains("pub id: Option<String>,"),
        "{types}"
    );
}

/// What may be anything may be large, so the runtime counts what it takes.
#[test]
fn what_may_be_any_json_is_read_within_limits() {
    let untyped = (
        "          type: string\n          description: Its id.\n",
        "          description: Its id.\n          x-deviation: It may be anything.\n",
    );
    let types = file(
        "types.rs",
        &[untyped, ("required: [id]", "required: [parts]")],
    );
    let thing = item(&types, "pub struct Thing {");
    assert!(
        thing.contains("pub id: Option<::serde_json::Value>,"),
        "{thing}"
    );
    let rows = item(&types, "::backhaul_runtime::record! {\n    Thing {");
    assert!(rows.contains("0 id \"id\" optional_json,"), "{rows}");
}

#[test]
fn null_is_taken_for_any_array() {
    for (required, row) in [
        ("required: [id]", "1 parts \"parts\" list,"),
        ("required: [id, parts]", "1 parts \"parts\" required_list,"),
    ] {
        let types = file("types.rs", &[("required: [id]", required)]);
        let rows = item(&types, "::backhaul_runtime::record! {\n    Thing {");
        assert!(rows.contains(row), "{rows}");
    }
}

#[test]
fn an_enum_is_open_and_keeps_the_wire_texts() {
    let generated = accepted(MINIMAL);
    let state = &definitions(&generated)["ThingState"];
    assert!(
        state.starts_with("::backhaul_runtime::open_enum! {"),
        "{state}"
    );
    for variant in [
        "Queued = \"QUEUED\",",
        "InProgress = \"inProgress\",",
        "AllDone = \"all-done\",",
    ] {
        assert!(state.contains(variant), "{variant} in {state}");
    }
    assert!(definitions(&generated)["Thing"].contains("pub state: Option<ThingState>,"));
    assert!(
        !generated.files["types.rs"].contains("\nenum "),
        "no closed enum beside it"
    );

    let items = accepted(&edited(&[(
        "            $ref: \"#/components/schemas/Part\"",
        "            type: string\n            enum: [big, small]",
    )]));
    assert!(
        definitions(&items)["ThingPartsItem"].contains("Big = \"big\","),
        "{:?}",
        definitions(&items)
    );
    assert!(definitions(&items)["Thing"].contains("pub parts: Vec<ThingPartsItem>,"));
}
