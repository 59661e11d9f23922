//! Objects, unions and lists from JSON, as generated code reads them.
#![allow(unreachable_pub)] // The macros make public types.

use serde_json::{Value, json};

use crate::for_client_crates::{
    Argument, Atom, Choice, Constraint, FieldValue, Fields, Pattern, Rule, Shape,
};
use crate::request::arguments::Arguments;
use crate::request::operation::{Method, Operation};
use crate::request::path_template::PathTemplate;
use crate::settings::options::CallOptions;
use crate::{Error, ErrorKind, ProblemKind, RequestJson};

const KEY: Constraint = Constraint {
    min_length: 0,
    max_length: 8,
    pattern: Some(Pattern::new(
        "^[a-z]*$",
        &[Atom::new(&[('a', 'z')], 0, u32::MAX)],
    )),
};

static LABEL: Shape = Shape {
    name: "Label",
    members: &[
        ("theKey", "the_key", Rule::Checked("Key", &KEY)),
        ("token", "token", Rule::Secret),
        (
            "maxAge",
            "max_age",
            Rule::Nullable(&Rule::Integer(1, 9, &[])),
        ),
    ],
    required: &[("theKey", "the_key")],
    fixed: &[],
    read_only: &["id"],
};

static AWS: Shape = Shape {
    name: "Aws",
    members: &[
        ("cloud", "cloud", Rule::OneOf(&["AWS"])),
        ("bucket", "bucket", Rule::Text),
    ],
    required: &[("bucket", "bucket")],
    fixed: &[("cloud", "cloud", "AWS")],
    read_only: &[],
};

static OTHER: Shape = Shape {
    name: "Other",
    members: &[("cloud", "cloud", Rule::OneOf(&["AZURE", "GCP"]))],
    required: &[("cloud", "cloud")],
    fixed: &[],
    read_only: &[],
};

static PLACE: Choice = Choice {
    name: "Place",
    tag: "cloud",
    setter: "cloud",
    members: &[(&["AWS"], &AWS), (&["AZURE", "GCP"], &OTHER)],
};

static EXPORT: Shape = Shape {
    name: "Export",
    members: &[
        (
            "theLabels",
            "the_labels",
            Rule::List(&Rule::Object(&LABEL), 1, 2),
        ),
        ("place", "place", Rule::Choice(&PLACE)),
        ("from", "from", Rule::Timestamp),
        ("all", "all", Rule::Boolean),
        (
            "size",
            "size",
            Rule::Integer(i64::MIN, i64::MAX, &[1, 2, 4]),
        ),
    ],
    required: &[("theLabels", "the_labels"), ("place", "place")],
    fixed: &[],
    read_only: &[],
};

crate::request_object! {
    /// An AWS bucket.
    pub struct Aws;
    required = [("bucket", "bucket")]
    fixed = [("cloud", "cloud", "AWS")]
    json = AWS
}

crate::request_object! {
    /// Another place.
    pub struct Other;
    required = [("cloud", "cloud")]
    fixed = []
    json = OTHER
}

crate::request_union! {
    /// Either.
    pub enum Place {
        /// AWS.
        Aws(Aws),
        /// Another.
        Other(Other),
    }
    json = PLACE
}

crate::closed_enum! {
    /// What to do.
    pub enum Action {
        /// Nothing else.
        Run = "run",
    }
}

crate::validated_array! {
    /// What to do, in order.
    pub struct Actions(Action);
    min_items = 1, max_items = 2
}

/// The complete object, as it would be sent.
fn read(json: impl Into<RequestJson>) -> Result<Value, Error> {
    let fields = EXPORT.read(json.into())?;
    Ok(serde_json::to_value(fields).unwrap())
}

/// Each problem as the error names it.
fn problems(json: impl Into<RequestJson>) -> Vec<String> {
    let error = read(json).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let lines: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(error.to_string(), format!("Export: {}", lines.join("; ")));
    lines
}

#[test]
fn what_is_right_is_sent_as_it_is() {
    let complete = json!({
        "theLabels": [{ "theKey": "a", "token": "hidden-text" }, { "theKey": "b", "maxAge": null }],
        "place": { "cloud": "GCP" },
        "from": "2026-11-22T10:00:00Z",
        "all": false,
        "size": 4,
    });
    assert_eq!(read(&complete).unwrap(), complete);
    let text = complete.to_string();
    assert_eq!(read(text.as_str()).unwrap(), complete);
    assert_eq!(read(format!("\u{feff}{text}")).unwrap(), complete);
    assert_eq!(read(RequestJson::of(&complete)).unwrap(), complete);
}

#[test]
fn every_mistake_is_named_with_its_place_in_the_json() {
    let wrong = json!({
        "theLabels": [
            { "thekey": "a", "maxAge": 10 },
            { "theKey": "UPPER", "token": 7, "id": "x" },
            "text",
        ],
        "place": { "cloud": "IBM" },
        "from": "yesterday",
        "all": "yes",
        "size": 3,
        "colour": "red",
    });
    let mut lines = problems(wrong);
    lines.sort();
    let expected = [
        "all: must be true or false, not a string",
        "colour: there is no such member; there may be theLabels, place, from, all, size",
        "from: \"yesterday\" is not a valid Timestamp: it must be a date and time with a time zone in ISO \
         8601, such as 2026-11-22T10:00:00Z",
        "place.cloud: \"IBM\" is not allowed: it must be one of AWS, AZURE, GCP",
        "size: 3 is not allowed: it must be 1, 2, or 4",
        "theLabels: 3 items are not allowed: there must be at most 2",
        "theLabels[0].maxAge: 10 is not allowed: it must be at most 9",
        "theLabels[0].theKey is missing",
        "theLabels[0].thekey: there is no such member: did you mean theKey?",
        "theLabels[1].id: only the provider sets it: leave it out",
        "theLabels[1].theKey: \"UPPER\" is not a valid Key: it must match ^[a-z]*$",
        "theLabels[1].token: must be a string, not a number",
        "theLabels[2]: must be an object, not a string",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn problems_are_data_too() {
    let error =
        read(r#"{ "theLabels": [{ "Key": "a" }], "place": {"cloud": "AWS"} }"#).unwrap_err();
    let mut parts: Vec<_> = error
        .problems()
        .iter()
        .map(|one| (one.kind, one.setter.as_str(), one.wire.as_str()))
        .collect();
    parts.sort_by_key(|(_, _, wire)| *wire);
    assert_eq!(
        parts,
        [
            (ProblemKind::Missing, "place.bucket", "place.bucket"),
            (
                ProblemKind::Unknown,
                "the_labels[0].Key",
                "theLabels[0].Key"
            ),
            (
                ProblemKind::Missing,
                "the_labels[0].the_key",
                "theLabels[0].theKey"
            ),
        ]
    );
    let reasons: Vec<&str> = error
        .problems()
        .iter()
        .map(|one| one.reason.as_str())
        .collect();
    assert!(reasons.contains(&"is missing"), "{reasons:?}");
}

#[test]
fn json_that_is_no_object_or_no_json_is_named() {
    assert_eq!(
        problems("[]"),
        ["the body: must be an object, not an array"]
    );
    assert_eq!(
        problems(json!(null)),
        ["the body: must be an object, not null"]
    );
    assert_eq!(
        problems("{\n  \"all\": tru }"),
        ["the body: is not JSON: expected ident at line 2 column 13"]
    );
    assert_eq!(
        problems(&b"{\"all\": \"\xff\"}"[..]),
        ["the body: is not JSON: invalid unicode code point at line 1 column 10"]
    );
    let twice = r#"{"theLabels":[{"theKey":"a"}],"place":{"cloud":"GCP"},"all":true,"all":false}"#;
    assert_eq!(problems(twice), ["all: is there more than once"]);
}

#[test]
fn numbers_lose_nothing() {
    let rest = r#""theLabels":[{"theKey":"a"}],"place":{"cloud":"GCP"}"#;
    let size = |number: &str| problems(format!("{{{rest},\"size\":{number}}}"));
    let no_integer =
        "size: must be an integer of at most 64 bits, without a fraction or an exponent";
    for number in ["1.0", "1e0", "18446744073709551616"] {
        assert_eq!(size(number), [no_integer], "{number}");
    }
    assert_eq!(
        size("18446744073709551615"),
        ["size: out of range integral type conversion attempted"]
    );
    assert_eq!(size("\"1\""), ["size: must be an integer, not a string"]);
}

#[test]
fn a_secret_does_not_show_wherever_it_is() {
    for wrong in [
        json!({ "theLabels": [{ "theKey": ["hidden-text"], "token": "hidden-text" }] }),
        json!({ "theLabels": [{ "tokn": "hidden-text" }], "place": "hidden-text" }),
        json!({ "theLabels": "hidden-text", "all": "hidden-text", "size": "hidden-text" }),
        json!(["hidden-text"]),
    ] {
        let json = RequestJson::from(&wrong);
        let error = read(json.clone()).unwrap_err();
        let fields = EXPORT.body(json.clone());
        let shown = format!(
            "{error} {error:?} {json:?} {:?} {fields:?}",
            error.problems()
        );
        assert!(!shown.contains("hidden-text"), "{shown}");
    }
}

#[test]
fn a_union_becomes_the_object_that_its_tag_names() {
    let aws = Place::from_json(json!({ "bucket": "b", "cloud": "AWS" })).unwrap();
    assert!(matches!(aws, Place::Aws(_)));
    let gcp = Place::try_from(json!({ "cloud": "GCP" })).unwrap();
    assert!(matches!(gcp, Place::Other(_)));
    assert_eq!(
        serde_json::to_value(FieldValue::from(gcp)).unwrap(),
        json!({ "cloud": "GCP" })
    );
    // What says which it is may be left out only where it is known.
    let known = Aws::from_json(json!({ "bucket": "b" })).unwrap();
    let sent = serde_json::to_value(FieldValue::from(known)).unwrap();
    assert_eq!(sent, json!({ "bucket": "b", "cloud": "AWS" }));
    let wrong = |json: Value| Place::from_json(json).unwrap_err().to_string();
    assert_eq!(
        wrong(json!({ "bucket": "b" })),
        "Place: cloud: is missing: it must be one of AWS, AZURE, GCP"
    );
    assert_eq!(
        wrong(json!({ "cloud": 1 })),
        "Place: cloud: must be a string, not a number"
    );
    assert_eq!(
        wrong(json!([])),
        "Place: the body: must be an object, not an array"
    );
    assert_eq!(wrong(json!({ "cloud": "AWS" })), "Place: bucket is missing");
    let other = Other::from_json("{}").unwrap_err();
    assert_eq!(other.to_string(), "Other: cloud is missing");
}

static CREATE: Operation = Operation {
    name: "create_export",
    id: "createExport",
    method: Method::Post,
    path: PathTemplate::new("/exports"),
    accept: None,
    content_type: None,
    sensitive: false,
    idempotent: false,
    server: None,
    security: &[],
    source: "",
    __may_grow: (),
};

/// What a call with this body would send.
fn sent(fields: Fields) -> Result<Value, String> {
    let mut arguments = Arguments::new("", &CREATE, CallOptions::default());
    arguments.object(fields, EXPORT.required);
    let base = url::Url::parse("https://cloud.example").unwrap();
    let outgoing = arguments.finish(&base).map_err(|error| error.to_string())?;
    Ok(serde_json::from_slice(&outgoing.body.unwrap().preview()).unwrap())
}

#[test]
fn setters_after_a_whole_body_override_it() {
    let mut fields = EXPORT.body(json!({ "all": "yes", "size": 2 }).into());
    fields.put("all", "all", Argument::Given(true));
    assert_eq!(
        sent(fields.clone()).unwrap_err(),
        "place is missing; theLabels is missing"
    );
    fields.put(
        "place",
        "place",
        Place::from_json(json!({ "cloud": "GCP" })).unwrap(),
    );
    let label = LABEL.body(json!({ "theKey": "a" }).into());
    fields.put("theLabels", "the_labels", FieldValue::list([label.clone()]));
    assert_eq!(
        sent(fields.clone()).unwrap(),
        json!({ "all": true, "size": 2, "place": { "cloud": "GCP" }, "theLabels": [{ "theKey": "a" }] })
    );
    // A setter's mistake is named by the setter.
    fields.put("size", "size", Argument::<i64>::Given(3).one_of(&[1]));
    let wrong = sent(fields).unwrap_err();
    assert_eq!(wrong, "size: 3 is not allowed: it must be 1");
}

#[test]
fn a_list_of_texts_is_checked() {
    let list = |json: &str| match Argument::<Actions>::from_json(json.into()) {
        Argument::Given(actions) => format!("{:?}", actions.as_slice()),
        Argument::Invalid(reason) => reason,
        Argument::Missing => "missing".to_owned(),
    };
    assert_eq!(list(r#"["run"]"#), "[Run]");
    assert_eq!(list(r#"["run", 1]"#), "[1]: must be a string, not a number");
    assert_eq!(
        list(r#"["go"]"#),
        "[0]: \"go\" is not allowed: it must be run"
    );
    assert_eq!(list("{}"), "must be an array, not an object");
    assert_eq!(
        list("["),
        "is not JSON: EOF while parsing a list at line 1 column 1"
    );
}
