//! A document of others, by the profile `open`: that what it leaves out has a default, that what has no effect does no
//! harm, and that the compiler takes it without a warning.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
#![allow(clippy::all, clippy::unwrap_used)]
// The crate is a program here, whose tests call only some of it.
#![allow(dead_code, unreachable_pub)]

include!(concat!(env!("OUT_DIR"), "/open.rs"));

fn client() -> Client {
    let builder = Client::builder().key("not-a-key");
    builder.base_url("http://127.0.0.1:9/v1").build().unwrap()
}

#[test]
fn an_operation_without_a_name_is_called_by_method_and_path() {
    assert_eq!(DEFAULT_BASE_URL, "https://eu.example.com/v1");
    let preview = client().get_a_id_b().id("x").n(5).e("a").preview().unwrap();
    assert_eq!(preview.url(), "http://127.0.0.1:9/v1/a/x/b?e=a&n=5");
    assert_eq!(preview.header("accept"), Some("application/json"));
    let problems = client().get_a_id_b().id("X").n(6).preview().unwrap_err();
    assert_eq!(problems.problems().len(), 2, "{problems}");
}

#[test]
fn the_newest_json_is_sent_and_a_password_is_a_secret() {
    let call = client().put_a_id_b().id("x").a("x").b(true);
    let preview = call.j("not-a-password").preview().unwrap();
    assert_eq!(preview.header("content-type"), Some("application/json"));
    let body: serde_json::Value = serde_json::from_slice(preview.body().unwrap()).unwrap();
    let expected = serde_json::json!({ "a": "x", "b": true, "j": "[sensitive]" });
    assert_eq!(body, expected);
    let pet = requests::Cat::new().legs(4);
    let preview = client().post_a_id_b().id("x").body(pet).preview().unwrap();
    assert_eq!(
        preview.header("content-type"),
        Some("application/merge-patch+json")
    );
    let body: serde_json::Value = serde_json::from_slice(preview.body().unwrap()).unwrap();
    assert_eq!(body, serde_json::json!({ "kind": "cat", "legs": 4 }));
}

#[test]
fn answers_are_read_leniently_whatever_the_document_limits() {
    let thing: types::Thing = serde_json::from_str(
        r#"{"a": "longer than three", "b": true, "e": ["a", "new"], "j": "not-a-password", "l": [1], "n": {"kind": "dog", "name": "Rex"}}"#,
    )
    .unwrap();
    assert_eq!(thing.a.as_deref(), Some("longer than three"));
    assert_eq!(thing.e[1].as_str(), "new");
    assert_eq!(thing.l, Some(serde_json::json!([1])));
    assert!(matches!(thing.n, Some(types::Pet::Dog(_))));
    assert!(!format!("{thing:?}").contains("not-a-password"));
}

/// What a call gives.
fn answer<F: IntoFuture<Output = Result<T, Error>>, T>(_: F) -> std::marker::PhantomData<T> {
    std::marker::PhantomData
}

#[test]
fn successes_that_bring_the_same_are_one_and_without_a_success_there_is_nothing() {
    let pet = answer(client().post_a_id_b());
    assert_eq!(
        pet,
        std::marker::PhantomData::<Response<Option<types::Pet>>>
    );
    let nothing = answer(client().get_redirect());
    assert_eq!(nothing, std::marker::PhantomData::<Response<()>>);
}

#[test]
fn operations_name_the_schemes_that_authorize_them() {
    assert_eq!(operations::GET_A_ID_B.security, [["Key"]]);
    assert_eq!(operations::PATCH_A_ID_B.security, [[""; 0]]);
    assert_eq!(operations::DELETE_A_ID_B.source, "");
}
