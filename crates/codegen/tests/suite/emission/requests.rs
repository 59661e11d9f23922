//! An object in a request becomes setters: typed, checked, and nothing that only the provider writes.

use crate::support::{REQUESTS, accepted, edited_in};

fn builders() -> String {
    accepted(REQUESTS).files["builders.rs"].clone()
}

#[test]
fn each_field_has_a_setter_of_its_type() {
    let text = builders();
    for (field, ty) in [
        ("group_id", "parameters::GroupId"),
        ("kind", "parameters::JobKind"),
        ("title", "String"),
        ("kinds", "parameters::LogKinds"),
        ("max_bytes", "i64"),
        ("redacted", "bool"),
        ("end_date", "Timestamp"),
    ] {
        let setter = format!(
            "pub fn {field}<V>(mut self, value: V) -> Self\n    where\n        V: TryInto<{ty}>,"
        );
        assert!(text.contains(&setter), "{setter} in {text}");
    }
    assert!(text.contains("    body: Fields,\n"), "{text}");
}

#[test]
fn what_is_required_must_be_given_and_the_rest_can_be_left_out() {
    let text = builders();
    let pass = "call.object(self.body,&[(\"kind\",\"kind\"),(\"kinds\",\"kinds\"),(\"title\",\"title\")],);";
    assert!(text.replace([' ', '\n'], "").contains(pass), "{text}");
}

#[test]
fn limits_and_dates_are_checked_before_sending() {
    let text = builders().replace([' ', '\n'], "");
    for pass in [
        "\"maxBytes\",\"max_bytes\",Argument::<i64>::from_value(value).at_least(1).at_most(500)",
        "\"endDate\",\"end_date\",Argument::<Timestamp>::from_value(value).is_date_time()",
    ] {
        assert!(text.contains(pass), "{pass} in {text}");
    }
}

/// The provider refuses what it alone writes.
#[test]
fn read_only_properties_have_no_setter_even_if_required() {
    let text = builders();
    assert!(!text.contains("\"id\""), "{text}");
    assert!(!text.contains("pub fn id"), "{text}");
}

#[test]
fn enums_and_arrays_of_enums_are_closed_and_checked() {
    let parameters = accepted(REQUESTS).files["parameters.rs"].clone();
    for part in [
        "::backhaul_runtime::closed_enum! {",
        "pub enum JobKind {",
        "Full = \"FULL\",",
        "pub enum LogKind {",
        "pub struct LogKinds(LogKind);",
        "min_items = 1, max_items = 2",
    ] {
        assert!(parameters.contains(part), "{part} in {parameters}");
    }
    let types = accepted(REQUESTS).files["types.rs"].clone();
    assert!(types.contains("pub struct CreatedJob"), "{types}");
    assert!(!types.contains("JobRequest"), "{types}");
}

#[test]
fn the_surface_and_the_example_have_the_fields() {
    let generated = accepted(REQUESTS);
    let surface = &generated.surface["create_job"];
    for line in [
        ".kind(parameters::JobKind)  kind in the body, required\n",
        ".max_bytes(i64, at least 1, at most 500)  maxBytes in the body, optional\n",
        ".end_date(Timestamp, with its zone)  endDate in the body, optional\n",
        "idempotent: false",
        "content-type: application/json",
    ] {
        assert!(surface.contains(line), "{line} in {surface}");
    }
    let text = &generated.files["builders.rs"];
    assert!(
        text.contains("group_id: &str, kind: &str, kinds: Vec<&str>, title: &str)"),
        "{text}"
    );
    assert!(text.contains("    ///     .kinds(kinds)\n"), "{text}");
    for words in [
        "/// Required. One of `FULL`, `PART`. In the body: `kind`.",
        "/// Required. Of each: One of `a`, `b`. In the body: `kinds`.",
        "/// Optional. From 1 to 500. In the body: `maxBytes`.",
        "/// Optional. If omitted, the provider uses false. In the body: `redacted`.",
        "/// Optional. A date and time with its zone, in ISO 8601. In the body: `endDate`.",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
}

/// What JSON may hold is what the setters take.
#[test]
fn the_rules_for_json_are_those_of_the_setters() {
    let json = accepted(REQUESTS).files["json.rs"].replace([' ', '\n'], "");
    for part in [
        "pub(super)staticBodyOf_CreateJob:Shape=Shape{name:\"CreateJob\",",
        "(\"kind\",\"kind\",Rule::OneOf(parameters::JobKind::ALL)),",
        "(\"title\",\"title\",Rule::Text),",
        "Rule::List(&Rule::OneOf(parameters::LogKind::ALL),parameters::LogKinds::MIN_ITEMS,parameters::LogKinds::MAX_ITEMS,)",
        "(\"maxBytes\",\"max_bytes\",Rule::Integer(1,500,&[])),",
        "(\"redacted\",\"redacted\",Rule::Boolean),",
        "(\"endDate\",\"end_date\",Rule::Timestamp),",
        "required:&[(\"kind\",\"kind\"),(\"kinds\",\"kinds\"),(\"title\",\"title\")],",
        "read_only:&[\"id\"],",
    ] {
        assert!(json.contains(part), "{part} in {json}");
    }
    let builders = builders().replace([' ', '\n'], "");
    let setter = "pubfnbody_json(mutself,json:implInto<RequestJson>)->Self{self.body=json::BodyOf_CreateJob.body(json.into());self}";
    assert!(builders.contains(setter), "{builders}");
}

/// `PATCH` of many providers: what is not set stays as it is.
#[test]
fn an_object_may_have_nothing_that_is_required() {
    let text = edited_in(
        REQUESTS,
        &[("      required: [id, kind, title, kinds]\n", "")],
    );
    let builders = accepted(&text).files["builders.rs"].clone();
    assert!(
        builders.contains("call.object(self.body, &[]);"),
        "{builders}"
    );
}

/// What must be sent may be missing in what an older client sent.
#[test]
fn what_is_optional_in_answers_is_required_in_requests_all_the_same() {
    let both = (
        "$ref: \"#/components/schemas/CreatedJob\"",
        "$ref: \"#/components/schemas/JobRequest\"",
    );
    let example = (
        "                id: one\n",
        "                kind: FULL\n                title: nightly\n                kinds: [a]\n",
    );
    let optional = (
        "      description: What a job is to do.\n",
        "      description: What a job is to do.\n      x-optional-in-answers: true\n",
    );
    let read = accepted(&edited_in(REQUESTS, &[both, example])).files["types.rs"].clone();
    assert!(read.contains("    pub title: String,\n"), "{read}");
    let lenient = accepted(&edited_in(REQUESTS, &[both, example, optional]));
    let read = &lenient.files["types.rs"];
    assert!(read.contains("    pub title: Option<String>,\n"), "{read}");
    let pass = "call.object(self.body,&[(\"kind\",\"kind\"),(\"kinds\",\"kinds\"),(\"title\",\"title\")],);";
    let sent = lenient.files["builders.rs"].replace([' ', '\n'], "");
    assert!(sent.contains(pass), "{sent}");
}
