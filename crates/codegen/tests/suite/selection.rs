//! What is generated may refer into what is not.

use std::fs;

use backhaul_codegen::{Build, Draft, Profile, Wanted, draft, survey};

/// Three operations: the second answers with what the first holds, the third with a schema of its own.
const DOCUMENT: &str = r#"
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers: [{url: "https://shop.example.com"}]
paths:
  /first:
    get:
      tags: [First]
      operationId: getFirst
      responses:
        "200":
          description: A thing.
          content: {application/json: {schema: {type: object, properties: {own: {type: string}}}}}
        "404":
          description: No such thing.
          content: {application/json: {schema: {type: object, properties: {reason: {type: string}}}}}
  /second/{id}:
    get:
      tags: [Second]
      operationId: getSecond
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "204": {description: Nothing.}
        "404": {$ref: '#/paths/~1first/get/responses/404'}
  /third:
    get:
      tags: [Third]
      operationId: getThird
      responses:
        "204": {description: Nothing.}
        "404": {$ref: '#/paths/~1second~1%7Bid%7D/get/responses/404'}
"#;

/// The document whose first operation has a mistake where no other refers to.
fn wrong_in_the_first() -> String {
    let own = "{type: object, properties: {own: {type: string}}}";
    DOCUMENT.replace(own, "{$ref: '#/components/schemas/Missing'}")
}

/// The document whose first operation has a mistake where the others refer to, and a fourth that does not.
fn wrong_where_others_refer_to() -> String {
    let reason = "{type: object, properties: {reason: {type: string}}}";
    let wrong = DOCUMENT.replace(reason, "{$ref: '#/components/schemas/Missing'}");
    wrong
        + r#"  /fourth:
    get:
      tags: [Fourth]
      responses:
        "204": {description: Nothing.}
"#
}

fn wanted(only: &[&str], supported: bool) -> Wanted {
    let only = only.iter().map(|one| (*one).to_owned()).collect();
    Wanted { only, supported }
}

/// The names of the operations of a client, and what is left out of it.
fn built(text: &str, wanted: &Wanted) -> (Vec<String>, Vec<String>) {
    let place = tempfile::tempdir().unwrap();
    let document = place.path().join("shop.yaml");
    fs::write(&document, text).unwrap();
    let mut build = Build::of(&document);
    for one in &wanted.only {
        build = build.only(one);
    }
    if wanted.supported {
        build = build.supported();
    }
    let generated = build.generate().unwrap_or_else(|error| panic!("{error}"));
    let builders = &generated.files["builders.rs"];
    let names = ["first", "second", "third", "fourth"];
    let names = names.iter().map(|name| format!("get_{name}"));
    let names = names.filter(|name| builders.contains(&format!("pub fn {name}(")));
    (names.collect(), generated.left_out)
}

fn drafted(text: &str, wanted: &Wanted) -> Draft {
    draft("shop", "shop.yaml", text, wanted).unwrap_or_else(|findings| panic!("{findings:?}"))
}

#[test]
fn what_is_selected_may_refer_into_what_is_not() {
    for (only, name) in [("Second", "get_second"), ("/third", "get_third")] {
        let wanted = wanted(&[only], false);
        assert_eq!(built(DOCUMENT, &wanted), (vec![name.to_owned()], vec![]));
        let draft = drafted(DOCUMENT, &wanted);
        assert_eq!(draft.operations, 1);
        let written = &draft.files["specs/shop.yaml"];
        assert!(
            written.contains("reason") && !written.contains("getFirst"),
            "{written}"
        );
    }
}

#[test]
fn what_is_left_out_may_hold_what_others_refer_to() {
    let text = wrong_in_the_first();
    let wanted = wanted(&[], true);
    let left_out = vec!["get /first: document/dangling-reference".to_owned()];
    let kept = ["get_second", "get_third"].map(str::to_owned).to_vec();
    assert_eq!(built(&text, &wanted), (kept, left_out.clone()));
    let draft = drafted(&text, &wanted);
    assert_eq!((draft.operations, draft.left_out), (2, left_out));
}

#[test]
fn who_refers_to_a_mistake_in_what_is_left_out_is_left_out_too() {
    let text = wrong_where_others_refer_to();
    let wanted = wanted(&[], true);
    let left_out = ["/first", "/second/{id}", "/third"];
    let left_out = left_out.map(|path| format!("get {path}: document/dangling-reference"));
    let (kept, named) = built(&text, &wanted);
    assert_eq!(
        (kept, &named[..]),
        (vec!["get_fourth".to_owned()], &left_out[..])
    );
    let draft = drafted(&text, &wanted);
    assert_eq!((draft.operations, &draft.left_out[..]), (1, &left_out[..]));
    let survey = survey(Profile::Open, "shop.yaml", &text).unwrap();
    assert_eq!((survey.operations.len(), survey.blocked.len()), (4, 3));
}

#[test]
fn a_path_that_is_a_reference_is_selected_by_its_own_name_and_never_left_out_in_silence() {
    let text = wrong_in_the_first() + "  /again: {$ref: '#/paths/~1third'}\n";
    let one = drafted(&text, &wanted(&["/again"], false));
    assert!(one.files["specs/shop.yaml"].contains("  /again:"));
    assert_eq!(one.operations, 1);
    assert_eq!(drafted(&text, &wanted(&[], true)).operations, 3);
}

#[test]
fn a_mistake_that_no_selected_operation_meets_is_none() {
    let text = wrong_in_the_first();
    let (kept, left_out) = built(&text, &wanted(&["Second"], true));
    assert_eq!((kept, left_out), (vec!["get_second".to_owned()], vec![]));
    let findings = draft("shop", "shop.yaml", &text, &wanted(&["First"], false)).unwrap_err();
    assert_eq!(findings.len(), 1, "{findings:?}");
}

/// The normal form has other keys for such paths.
#[test]
fn an_operation_whose_path_has_a_query_is_left_out_like_others() {
    let text = DOCUMENT.replace("/first:", "/first?kind={kind}:");
    let text = text.replace("~1first/", "~1first?kind={kind}/");
    let text = text.replace(
        "operationId: getFirst",
        "parameters: [{name: kind, in: path, required: true, schema: {type: string}, deprecated: 5}]",
    );
    let (kept, left_out) = built(&text, &wanted(&[], true));
    assert_eq!(kept, ["get_second", "get_third"]);
    assert_eq!(left_out, ["get /first?kind={kind}: document/wrong-kind"]);
}
