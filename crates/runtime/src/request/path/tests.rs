use url::Url;

use super::{Path, prefix};
use crate::request::path_template::PathTemplate;
use crate::request::pieces::{PathStyle, Pieces};

static JOBS: PathTemplate = PathTemplate::new("/groups/{groupId}/clusters/{name}/jobs");
static LOG: PathTemplate = PathTemplate::new("/logs/{log}.gz");
static UPWARDS: PathTemplate = PathTemplate::new("/a/{log}..");
static SHARED: PathTemplate = PathTemplate::new("/a/v{major}.{minor}:{verb}/{id}");

fn fill(
    base: &str,
    template: &'static PathTemplate,
    values: &[(&str, &str)],
) -> Result<String, String> {
    let base = Url::parse(base).unwrap();
    let mut path = Path::new(&prefix(&base), template);
    for (name, value) in values {
        path.push(name, value)?;
    }
    path.on(&base).map(|url| url.path().to_owned())
}

fn path(base: &str, name: &str) -> Result<String, String> {
    fill(base, &JOBS, &[("groupId", "g1"), ("name", name)])
}

#[test]
fn values_stay_in_their_segment() {
    let base = "https://cloud.example";
    assert_eq!(path(base, "prod").unwrap(), "/groups/g1/clusters/prod/jobs");
    assert_eq!(
        path(base, "a b?c#d%2F").unwrap(),
        "/groups/g1/clusters/a%20b%3Fc%23d%252F/jobs"
    );
    assert_eq!(
        path(base, "%2e%2e").unwrap(),
        "/groups/g1/clusters/%252e%252e/jobs"
    );
    assert_eq!(path(base, "...").unwrap(), "/groups/g1/clusters/.../jobs");
    assert_eq!(path(base, "é").unwrap(), "/groups/g1/clusters/%C3%A9/jobs");
}

#[test]
fn nothing_reaches_another_resource() {
    for name in ["", ".", "..", "a/b", "../x", "..\\x", "a\\b", "a\nb", "a\0"] {
        let refused = path("https://cloud.example", name).unwrap_err();
        let expected = match name {
            "" => "must not be empty".to_owned(),
            name => format!("{name:?} "),
        };
        assert!(refused.starts_with(&expected), "{name:?}: {refused}");
    }
}

#[test]
fn a_base_address_may_have_a_prefix() {
    for base in [
        "http://127.0.0.1:8080/mirror",
        "http://127.0.0.1:8080/mirror/",
    ] {
        assert_eq!(
            path(base, "prod").unwrap(),
            "/mirror/groups/g1/clusters/prod/jobs"
        );
    }
}

/// A file name has its ending in the template.
#[test]
fn text_may_follow_a_parameter() {
    let base = "https://cloud.example";
    let path = |name| fill(base, &LOG, &[("log", name)]);
    assert_eq!(path("mongodb").unwrap(), "/logs/mongodb.gz");
    assert_eq!(path("a b").unwrap(), "/logs/a%20b.gz");
    for name in ["", ".", "..", "a/b", "../x"] {
        assert!(path(name).is_err(), "{name:?}");
    }
    // The text after it cannot turn it into a step upwards either.
    assert_eq!(fill(base, &UPWARDS, &[("log", "x")]).unwrap(), "/a/x..");
}

/// Whoever reads the segment must find the same parameters in it.
#[test]
fn parameters_of_one_segment_stay_apart() {
    let path = |major, minor, verb| {
        let values = [
            ("major", major),
            ("minor", minor),
            ("verb", verb),
            ("id", ".:"),
        ];
        fill("https://cloud.example", &SHARED, &values)
    };
    assert_eq!(path("1", "2", "a b").unwrap(), "/a/v1.2:a%20b/.%3A");
    // Only what is beside a parameter ends it.
    assert_eq!(path("1:", "2", "a.b").unwrap(), "/a/v1%3A.2:a.b/.%3A");
    for (major, minor, verb, separator) in [
        ("1.0", "2", "x", "\".\""),
        ("1", "2.0", "x", "\".\""),
        ("1", "2:0", "x", "\":\""),
        ("1", "2", "x:y", "\":\""),
    ] {
        let refused = path(major, minor, verb).unwrap_err();
        let expected = format!("contains {separator}, which separates");
        assert!(refused.contains(&expected), "{refused}");
    }
    assert_eq!(path("1", "", "x").unwrap_err(), "must not be empty");
}

/// Whatever a document says: the slash at the end, one more in the middle, a path alone.
#[test]
fn slashes_are_sent_as_they_are_written() {
    static ENDS: PathTemplate = PathTemplate::new("/a/{id}/");
    static ROOT: PathTemplate = PathTemplate::new("/");
    static TWICE: PathTemplate = PathTemplate::new("//other.example//{id}");
    static NONE: PathTemplate = PathTemplate::new("");
    for (base, expected) in [
        (
            "https://cloud.example",
            ["/a/1/", "/", "//other.example//1", "/"],
        ),
        (
            "https://cloud.example/v1/",
            ["/v1/a/1/", "/v1/", "/v1//other.example//1", "/v1"],
        ),
    ] {
        let base = Url::parse(base).unwrap();
        let templates = [&ENDS, &ROOT, &TWICE, &NONE];
        for (template, expected) in templates.into_iter().zip(expected) {
            let mut path = Path::new(&prefix(&base), template);
            if template.as_str().contains('{') {
                path.push("id", "1").unwrap();
            }
            let url = path.on(&base).unwrap();
            assert_eq!((url.host_str(), url.path()), (base.host_str(), expected));
        }
    }
    let refused = fill("https://cloud.example", &ENDS, &[("id", "")]).unwrap_err();
    assert_eq!(refused, "must not be empty");
}

#[test]
fn a_parameter_may_be_in_several_places() {
    static TWICE: PathTemplate = PathTemplate::new("/{id}/{id}/x/{other}-{id}/{id}");
    let base = "https://cloud.example";
    let fill = |values| fill(base, &TWICE, values);
    assert_eq!(
        fill(&[("id", "a b"), ("other", "c")]).unwrap(),
        "/a%20b/a%20b/x/c-a%20b/a%20b"
    );
    assert_eq!(fill(&[("id", "a")]).unwrap_err(), "other is missing");
    let split = fill(&[("id", "a-b"), ("other", "c")]).unwrap_err();
    assert!(split.contains("separates it"), "{split}");
    let mut path = Path::new("", &TWICE);
    path.skip();
    path.push("other", "c").unwrap();
}

#[test]
fn parameters_must_be_complete_and_in_order() {
    let fill = |values| fill("https://cloud.example", &JOBS, values).unwrap_err();
    assert_eq!(fill(&[("groupId", "g1")]), "name is missing");
    assert_eq!(
        fill(&[("name", "x"), ("groupId", "g1")]),
        "name is not the next parameter of \"/groups/{groupId}/clusters/{name}/jobs\""
    );
    let too_many = [("groupId", "g1"), ("name", "x"), ("name", "x")];
    assert!(fill(&too_many).starts_with("name is not the next parameter"));
}

#[test]
fn every_wrong_parameter_is_reported() {
    let mut path = Path::new("", &JOBS);
    let error = path.push("groupId", "a/b").unwrap_err();
    assert!(error.starts_with("\"a/b\" contains a slash"), "{error}");
    assert_eq!(path.push("name", "").unwrap_err(), "must not be empty");
    let mut path = Path::new("", &JOBS);
    path.skip();
    assert_eq!(path.push("name", "").unwrap_err(), "must not be empty");
}

#[test]
fn pieces_are_in_each_place_of_their_parameter_and_a_mistake_in_them_leaves_the_rest_to_be_checked()
{
    static TWICE: PathTemplate = PathTemplate::new("/a/{ids}/b/{ids}.{id}");
    let base = Url::parse("https://cloud.example").unwrap();
    let filled = |ids: &[&str]| {
        let ids = ids.iter().map(|id| (*id).to_owned()).collect();
        let mut path = Path::new(&prefix(&base), &TWICE);
        let pieces = path.push_pieces("ids", &Pieces::of_items(ids), PathStyle::Simple, false);
        let id = path.push("id", "x");
        (pieces, id, path)
    };
    let (pieces, id, path) = filled(&["1", "2/"]);
    assert_eq!((pieces.is_err(), id), (true, Ok(())), "{path:?}");
    let (pieces, id, path) = filled(&["1", "a b"]);
    assert_eq!((pieces, id), (Ok(()), Ok(())));
    let url = path.on(&base).unwrap();
    assert_eq!(url.path(), "/a/1,a%20b/b/1,a%20b.x");
    let (pieces, id, _) = filled(&["1", "x.y"]);
    let (_, reason) = &pieces.unwrap_err()[0];
    assert!(reason.contains("\".\""), "{reason}");
    assert_eq!(id, Ok(()));
}

#[test]
fn a_wrong_value_that_is_in_the_path_twice_is_one_mistake() {
    static TWICE: PathTemplate = PathTemplate::new("/a/{id}/b/{id}/{other}");
    let base = Url::parse("https://cloud.example").unwrap();
    let mut path = Path::new(&prefix(&base), &TWICE);
    assert!(path.push("id", "..").is_err());
    assert_eq!(path.push("other", "x"), Ok(()));
}
