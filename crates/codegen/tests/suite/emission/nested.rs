//! Objects in requests below the top, and schemas that are sent and read.

use crate::support::{NESTED, REQUESTS, accepted, definitions};

/// The text of one generated file, without what only formats it.
fn file(name: &str) -> String {
    accepted(NESTED).files[name].replace([' ', '\n'], "")
}

#[test]
fn one_schema_gives_what_is_sent_and_what_is_read() {
    let types = &definitions(&accepted(NESTED));
    let read = &types["Export"];
    for field in [
        "pub id: String,",
        "pub source: Source,",
        "pub labels: Vec<Label>,",
        "pub suffix: Option<String>,",
        "pub cloud: String,",
        "pub days: Vec<Weekday>,",
    ] {
        assert!(read.contains(field), "{field} in {read}");
    }
    assert!(!read.contains("key"), "only the client writes it: {read}");
    let sent = &types["requests.Source"];
    assert!(
        !sent.contains("made"),
        "only the provider writes it: {sent}"
    );
    assert!(types["Source"].contains("pub made: ::backhaul_runtime::Timestamp,"));
    assert!(
        !types.contains_key("requests.Export"),
        "the top is a builder"
    );
    assert!(!types.contains_key("requests.Link"), "it is only read");
}

/// The same enum is open where it is read and closed where it is sent.
#[test]
fn enums_are_open_when_read_and_closed_when_sent() {
    let types = &definitions(&accepted(NESTED));
    for (name, closed) in [
        ("Weekday", "parameters.Weekday"),
        ("SourceType", "parameters.SourceType"),
    ] {
        assert!(types[name].contains("open_enum!"), "{}", types[name]);
        assert!(types[closed].contains("closed_enum!"), "{}", types[closed]);
    }
    assert!(types["Source"].contains("pub type_: Option<SourceType>,"));
}

#[test]
fn setters_take_values_objects_and_lists() {
    let builders = file("builders.rs");
    for part in [
        "pubfnsource(mutself,value:implInto<requests::Source>)->Self{",
        "letvalue:requests::Source=value.into();self.body.put(\"source\",\"source\",value);",
        "pubfnlabels<V>(mutself,items:implIntoIterator<Item=V>)->SelfwhereV:Into<requests::Label>,",
        "items.into_iter().map(Into::<requests::Label>::into);",
        "FieldValue::list(items).at_most(6)",
        "pubfndays<V>(mutself,items:implIntoIterator<Item=V>)->SelfwhereV:TryInto<parameters::Weekday>,V::Error:Display,",
        "FieldValue::list(items).at_least(1)",
        "FieldValue::secret(Argument::from_value(value))",
        "usesuper::requests;",
    ] {
        assert!(builders.contains(part), "{part} in {builders}");
    }
    let requests = file("requests.rs");
    for part in [
        "pubstructLabel;required=[(\"key\",\"key\")]fixed=[]",
        "pubstructSource;required=[(\"name\",\"name\")]fixed=[]",
        "pubfntype_<V>(mutself,value:V)->SelfwhereV:TryInto<parameters::SourceType>,",
        "self.0.put(\"type\",\"type_\",Argument::<parameters::SourceType>::from_value(value)",
        "Argument::<i64>::from_value(value).at_least(0).at_most(23)",
    ] {
        assert!(requests.contains(part), "{part} in {requests}");
    }
    assert!(accepted(NESTED).files["mod.rs"].contains("pub mod requests;"));
}

#[test]
fn null_absent_and_a_value_are_three_things() {
    let builders = file("builders.rs");
    assert!(builders.contains("pubfnsuffix<V>(mutself,value:V)"));
    let null = "pubfnsuffix_null(mutself)->Self{self.body.put(\"suffix\",\"suffix\",FieldValue::null());self}";
    assert!(builders.contains(null), "{builders}");
    assert!(!builders.contains("source_null"), "only where it may be");
}

/// The wire has both, and a caller must be able to tell them apart.
#[test]
fn a_property_beside_a_parameter_of_its_name_has_another_setter() {
    let builders = file("builders.rs");
    assert!(builders.contains("call.path(\"cloud\",\"cloud\",self.cloud);"));
    assert!(
        builders.contains("self.body.put(\"cloud\",\"body_cloud\","),
        "{builders}"
    );
    assert!(
        builders.contains("(\"cloud\",\"body_cloud\")"),
        "{builders}"
    );
}

#[test]
fn the_documentation_says_what_is_needed_and_has_an_example() {
    let generated = accepted(NESTED);
    let builders = &generated.files["builders.rs"];
    for words in [
        "/// Optional. Number of items: at most 6. In the body: `labels`.",
        "body_cloud: &str, key: &str, source: backhaul_minimal::requests::Source)",
        "    ///     .source(source)\n",
        "/// Sends `null` for `suffix`. This differs from omitting it.",
    ] {
        assert!(builders.contains(words), "{words} in {builders}");
    }
    let requests = &generated.files["requests.rs"];
    for words in [
        "/// A label.",
        "/// Required. On the wire: `key`.",
        "/// Optional. One of `full`, `part`. If omitted, the provider uses \"full\". On the wire: `type`.",
        "/// Optional. Of each: From 0 to 23. On the wire: `hours`.",
    ] {
        assert!(requests.contains(words), "{words} in {requests}");
    }
}

#[test]
fn reviewers_see_the_setters_of_each_request() {
    let generated = accepted(NESTED);
    let (surface, types) = (&generated.surface, generated.types().unwrap());
    assert_eq!(
        types["requests.Source"],
        "object requests::Source\n.hours([i64, at least 0, at most 23])  hours, optional\n\
         .name(String)  name, required\n.type_(parameters::SourceType)  type, optional\n"
    );
    for line in [
        ".suffix_null()  suffix in the body, null\n",
        ".labels([requests::Label], at most 6)  labels in the body, optional\n",
        ".key(SensitiveString)  key in the body, required\n",
    ] {
        let text = &surface["create_export"];
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn an_enum_that_is_read_can_be_sent_again() {
    let parameters = accepted(NESTED).files["parameters.rs"].clone();
    for name in ["Weekday", "SourceType"] {
        let line = format!("takes_what_was_read!({name}, super::types::{name});");
        assert!(parameters.contains(&line), "{line} in {parameters}");
    }
    let only_sent = accepted(REQUESTS).files["parameters.rs"].clone();
    assert!(!only_sent.contains("takes_what_was_read"), "{only_sent}");
}
