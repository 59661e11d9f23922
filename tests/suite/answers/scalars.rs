//! A scalar of another JSON type costs neither the answer nor the page that it is in.
//!
//! The places come from the documents: every scalar in a full value of every type that answers have, on its
//! own, in arrays, in objects within objects and in unions. In each of them stands in turn what a provider
//! may write instead.

use documents::Document;
use serde_json::{Value, json};

use crate::answers::leniency::{full, members};
use crate::answers::recursion::{leads_back, way};
use crate::answers::{self, Answer};

/// What is written and what is read of it.
type Conversion = (&'static str, fn() -> Value);

const TEXTS: &[Conversion] = &[
    ("8", || json!("8")),
    ("-1.10", || json!("-1.10")),
    ("1e400", || json!("1e400")),
    ("123456789012345678901234567890", || {
        json!("123456789012345678901234567890")
    }),
    ("true", || json!("true")),
    ("false", || json!("false")),
    (r#""half \ud83d""#, || json!("half \u{FFFD}")),
];

const INTEGERS: &[Conversion] = &[
    (r#""8""#, || json!(8)),
    (r#""8.0""#, || json!(8)),
    (r#""-9007199254740993""#, || {
        json!(-9_007_199_254_740_993_i64)
    }),
    ("8.0", || json!(8)),
    ("80e-1", || json!(8)),
    ("9223372036854775807.0", || json!(i64::MAX)),
];

const NUMBERS: &[Conversion] = &[
    (r#"".125""#, || json!(0.125)),
    (r#""8""#, || json!(8.0)),
    ("8", || json!(8.0)),
];

const BOOLEANS: &[Conversion] = &[
    (r#""true""#, || json!(true)),
    (r#""false""#, || json!(false)),
    (r#""True""#, || json!(true)),
];

const NO_TEXT: &[&str] = &["{}", "[]", r#"["8"]"#];
const NO_INTEGER: &[&str] = &[
    "8.5",
    r#""8.5""#,
    r#""eight""#,
    r#""""#,
    r#"" 8""#,
    "true",
    "9223372036854775808",
    r#""9223372036854775808""#,
    "1e400",
    "{}",
    "[8]",
];
const NO_NUMBER: &[&str] = &[r#""much""#, r#""""#, r#""NaN""#, "true", "1e400", "{}"];
const NO_BOOLEAN: &[&str] = &["0", "1", r#""1""#, r#""yes""#, r#""""#, "{}"];

/// The type that the document gives a scalar.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
}

impl Kind {
    fn of(schema: &Value) -> Option<Self> {
        match schema["type"].as_str()? {
            "string" => Some(Self::Text),
            "integer" => Some(Self::Integer),
            "number" => Some(Self::Number),
            "boolean" => Some(Self::Boolean),
            _ => None,
        }
    }

    fn conversions(self) -> &'static [Conversion] {
        match self {
            Self::Text => TEXTS,
            Self::Integer => INTEGERS,
            Self::Number => NUMBERS,
            Self::Boolean => BOOLEANS,
        }
    }

    fn refused(self) -> &'static [&'static str] {
        match self {
            Self::Text => NO_TEXT,
            Self::Integer => NO_INTEGER,
            Self::Number => NO_NUMBER,
            Self::Boolean => NO_BOOLEAN,
        }
    }
}

/// A scalar within a full value.
struct Place {
    kind: Kind,
    /// JSON pointer.
    pointer: String,
    /// As errors name it.
    path: String,
    /// The pointer of the union that it is in, if it is in one.
    union: Option<String>,
}

/// Adds every scalar that `schema` has below `at`; but not the tags of unions, which say what else is there.
fn places(
    document: &Document,
    schema: &Value,
    within: &[&str],
    at: &Place,
    found: &mut Vec<Place>,
) {
    let ways = &way(within, schema);
    let schema = document.follow(schema);
    let below = |pointer: String, path: String, union: Option<String>| Place {
        kind: at.kind,
        pointer: at.pointer.clone() + &pointer,
        path: at.path.clone() + &path,
        union,
    };
    if let Some((member, tag, _)) = members(schema).next() {
        let union = at.union.clone().or(Some(at.pointer.clone()));
        let tag = format!("{}/{tag}", at.pointer);
        let mut within = Vec::new();
        let place = below(String::new(), String::new(), union);
        places(document, member, ways, &place, &mut within);
        found.extend(within.into_iter().filter(|place| place.pointer != tag));
        return;
    }
    match schema["type"].as_str() {
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            for (name, property) in properties.filter(|(_, one)| !leads_back(ways, one)) {
                let dot = if at.path.is_empty() { "" } else { "." };
                let place = below(format!("/{name}"), format!("{dot}{name}"), at.union.clone());
                places(document, property, ways, &place, found);
            }
        }
        Some("array") => {
            let place = below("/0".to_owned(), "[0]".to_owned(), at.union.clone());
            places(document, &schema["items"], ways, &place, found);
        }
        _ => {
            if let Some(kind) = Kind::of(schema) {
                let place = below(String::new(), String::new(), at.union.clone());
                found.push(Place { kind, ..place });
            }
        }
    }
}

/// Calls `check` with every place of every answer, and gives how many there are.
fn for_each_place(mut check: impl FnMut(&Answer, &Value, &Place)) -> usize {
    let mut counted = 0;
    for_each_answer(|answer, document, schema| {
        let value = full(document, schema);
        let whole = Place {
            kind: Kind::Text,
            pointer: String::new(),
            path: String::new(),
            union: None,
        };
        let mut found = Vec::new();
        places(document, schema, &[], &whole, &mut found);
        for place in &found {
            check(answer, &value, place);
        }
        counted += found.len();
    });
    counted
}

/// Calls `check` with every type that answers have, and its schema.
fn for_each_answer(mut check: impl FnMut(&Answer, &Document, &Value)) {
    for answer in answers::all() {
        let document = Document::as_read(answer.provider);
        check(answer, &document, document.schema(answer.schema));
    }
}

/// A value as JSON without what is at a place: the text before it and the text after it.
struct Around {
    before: String,
    after: String,
}

impl Around {
    fn of(value: &Value, place: &Place) -> Self {
        const MARK: &str = "\"@@here@@\"";
        let mut changed = value.clone();
        *changed.pointer_mut(&place.pointer).unwrap() = json!(MARK.trim_matches('"'));
        let text = changed.to_string();
        let (before, after) = text.split_once(MARK).unwrap();
        Self {
            before: before.to_owned(),
            after: after.to_owned(),
        }
    }

    fn with(&self, written: &str) -> String {
        [&self.before, written, &self.after].concat()
    }
}

#[test]
fn what_converts_without_loss_is_read_in_every_place() {
    let mut conversions = 0;
    let places = for_each_place(|answer, value, place| {
        let around = Around::of(value, place);
        let mut wanted = value.clone();
        for (written, expected) in place.kind.conversions() {
            let read = (answer.read)(&around.with(written));
            let what = || format!("{} {} is {written}", answer.schema, place.pointer);
            let read = read.unwrap_or_else(|error| panic!("{}: {error}", what()));
            *wanted.pointer_mut(&place.pointer).unwrap() = expected();
            assert_eq!(read, wanted, "{}", what());
            conversions += 1;
        }
    });
    documents::report!("scalars: {conversions} conversions in {places} places");
    assert_eq!((places, conversions), (3527, 22930));
}

#[test]
fn what_does_not_convert_names_item_and_field() {
    let (mut refused, mut kept) = (0, 0);
    for_each_place(|answer, value, place| {
        let around = Around::of(value, place);
        for written in place.kind.refused() {
            let text = around.with(written);
            let read = (answer.read)(&text);
            let what = || format!("{} {} is {written}", answer.schema, place.pointer);
            if let Some(union) = &place.union {
                // It costs the member, which is kept as it came, and nothing around it.
                let read = read.unwrap_or_else(|error| panic!("{}: {error}", what()));
                let came: Value =
                    serde_json::from_str(&text.replace("1e400", "\"1e400\"")).unwrap();
                assert_eq!(read, came, "{}", what());
                assert!(read.pointer(union).is_some());
                kept += 1;
                continue;
            }
            let error = match read {
                Ok(read) => panic!("{}: {read}", what()),
                Err(error) => error,
            };
            assert_eq!(error.decode_path(), Some(place.path.as_str()), "{}", what());
            let text = error.to_string();
            assert!(text.contains(&place.path), "{}: {text}", what());
            refused += 1;
        }
    });
    documents::report!(
        "scalars: {refused} refusals name the place, {kept} cost one member of a union"
    );
    assert_eq!((refused, kept), (15740, 503));
}

#[test]
fn a_required_property_that_is_missing_is_named() {
    let mut counted = 0;
    for_each_answer(|answer, document, schema| {
        let required = schema["required"].as_array().into_iter().flatten();
        for name in required.map(|name| name.as_str().unwrap()) {
            if document.follow(&schema["properties"][name])["nullable"] == true {
                continue;
            }
            let mut value = full(document, schema);
            value.as_object_mut().unwrap().remove(name);
            let error = (answer.read)(&value.to_string()).unwrap_err();
            assert_eq!(error.decode_path(), Some(name), "{}", answer.schema);
            let text = error.to_string();
            assert!(text.contains(&format!("at {name}: ")), "{text}");
            assert!(text.contains("missing"), "{text}");
            counted += 1;
        }
    });
    documents::report!("scalars: {counted} missing properties are named");
    assert_eq!(counted, 165);
}

/// The item, the field, the line and the column, in a page with a second item that is odd.
#[test]
fn an_error_leads_to_the_item_of_a_page() {
    let page = answers::find("atlas", "PaginatedApiAtlasDiskBackupExportJobView").unwrap();
    let items =
        |second: &str| format!("{{\"results\":[{{\"exportBucketId\":\"a\"}},\n  {second}]}}");
    for (second, path, reason, column) in [
        (
            r#"{"id":"x"}"#,
            "results[1].exportBucketId",
            "the property is missing",
            3,
        ),
        (
            r#"{"exportBucketId":"b","exportStatus":{"exportedCollections":"eight"}}"#,
            "results[1].exportStatus.exportedCollections",
            "a string where an integer is expected",
            63,
        ),
        (
            r#"{"exportBucketId":"b","components":[{},{"replicaSetName":["secret"]}]}"#,
            "results[1].components[1].replicaSetName",
            "an array where a string is expected",
            60,
        ),
        ("null", "results[1]", "null where an object is expected", 3),
    ] {
        let error = (page.read)(&items(second)).unwrap_err();
        assert_eq!(error.decode_path(), Some(path));
        let expected =
            format!("the JSON cannot be decoded at {path}: {reason} (line 2, column {column})");
        assert_eq!(error.to_string(), expected);
    }
}
