//! Arrays and objects in one piece of a path, a header, a cookie or the query.

use backhaul_constructs::Credentials;
use backhaul_constructs::requests::Color;
use backhaul_runtime::auth::{AccessKey, SdkHmac};
use serde_json::json;

use crate::recorder::{answering, no_content, problems, unasked, with};

fn color() -> Color {
    Color::default().r(100).g(200)
}

#[tokio::test]
async fn a_path_has_three_styles() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_simple()
        .color(color().name("a,b=c;ü"))
        .pairs([("b", "2"), ("a=1", "x y")])
        .shares([0.5, 1.0]);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /simple/G,200,R,100,name,a%2Cb%3Dc%3B%C3%BC/a%3D1=x%20y,b=2/0.5,1"
    );

    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_label()
        .word("1.5")
        .color(color())
        .pairs([("a", 1), ("b", 2)])
        .ids(["a.b", "c,d"])
        .dots(["x", "y"]);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /label/.1.5/.G,200,R,100/.a=1.b=2/.a.b,c%2Cd/.x.y.json"
    );

    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_matrix()
        .level(7)
        .color(color().is_dark(true).share(0.25))
        .pairs([("a", json!("")), ("b", json!(true))])
        .ids([1, 2])
        .names(["x;y", "", "z"]);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /matrix/;level=7/;color=G,200,R,100,isDark,true,share,0.25/;a;b=true/;ids=1,2/;names=x%3By;names;names=z"
    );
}

#[tokio::test]
async fn nothing_leaves_its_segment() {
    let client = unasked().await;
    let call = client
        .get_simple()
        .color(Color::default().r(300).name("x"))
        .pairs([("a/b", "1"), ("c", ".."), ("d", "x\\y")])
        .shares([0.5, 0.75]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "color.r: 300 is not allowed: it must be at most 255",
            "pairs.a/b: its name contains a slash, a backslash or a control character",
            "pairs.d: contains a slash, a backslash or a control character",
            "shares[1]: 0.75 is not allowed: it must be 0.5, or 1",
        ]
    );
    let call = client
        .get_label()
        .word(".")
        .color(Color::default().g_null().r(1))
        .pairs(Vec::<(&str, i64)>::new())
        .ids(["a/b", "c"])
        .dots(["x", "y.z"]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            r#"word: ".." would name another resource"#,
            "color.G: null cannot be written here: leave it out",
            "pairs: nothing is in it, which cannot be written here: leave it out",
            "ids[0]: contains a slash, a backslash or a control character",
            r#"dots[1]: contains ".", which separates the parts"#,
        ]
    );
    let call = client
        .get_matrix()
        .level(0)
        .pairs([("a", json!([1])), ("b", json!({}))])
        .ids(Vec::<i64>::new());
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "level: 0 is not allowed: it must be at least 1",
            "color is missing: call .color(...)",
            "pairs.a: an array or an object cannot be written here: OpenAPI does not say how",
            "pairs.b: an array or an object cannot be written here: OpenAPI does not say how",
            "ids: 0 items are not allowed: there must be at least 1",
            "names is missing: call .names(...)",
        ]
    );
    // Dots alone, as they are written.
    let call = client
        .get_simple()
        .color(color())
        .pairs([("a", "b")])
        .shares([1.0]);
    assert!(call.preview().is_ok());
    for (word, told) in [("", r#""." would"#), ("a/b", "contains a slash")] {
        let call = client.get_label().word(word);
        let first = problems(&call.await.unwrap_err()).remove(0);
        assert!(first.starts_with(&format!("word: {told}")), "{first}");
    }
}

#[tokio::test]
async fn headers_cookies_and_the_query_have_them_too() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_carried()
        .x_log_color(color().name("dark red"))
        .x_pairs([("b", "2"), ("a", "x y")])
        .x_ids(["1", "2 3"])
        .color(color())
        .ids(["a=b", "c"])
        .pairs([("a,b", "c d"), ("e", "")])
        .lines(color());
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "GET /carried?lines=G%7C200%7CR%7C100&pairs=a%2Cb,c+d,e,"
    );
    assert_eq!(
        sent.headers(),
        [
            "accept: application/json",
            "cookie: color=G,200,R,100; ids=a=b,c",
            "x-ids: 1,2 3",
            "x-log-color: G,200,R,100,name,dark red",
            "x-pairs: a=x y,b=2",
        ]
    );
}

/// Neither headers nor cookies know an encoding: what would be read as something else is not sent, and not shown.
#[tokio::test]
async fn what_separates_is_refused_where_nothing_is_encoded() {
    let client = unasked().await;
    let call = client
        .get_carried()
        .x_log_color(color().name("hid,den"))
        .x_pairs([("a", "hid=den"), ("b", " hidden"), ("c=d", "hidden")])
        .x_ids(["", " x", "a,b"])
        .color(color().name("hid den"))
        .ids(["hid,den", "hid;den"])
        .lines(color().name("a|b"));
    let error = call.clone().await.unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "x_ids[0]: is empty: who reads the list would not see it; [1]: must not begin or end with a blank: who \
             reads the list would not see it; [2]: \"a,b\" contains \",\", which separates items",
            r#"x_log_color.name: contains ",", which separates the parts"#,
            r#"x_pairs.a: contains "=", which separates the parts"#,
            "x_pairs.b: must not begin or end with a blank: who reads the list would not see it",
            r#"x_pairs.c=d: its name contains "=", which separates the parts"#,
            "color.name: has ' ', which a cookie cannot carry",
            r#"ids[0]: contains ",", which separates the parts"#,
            "ids[1]: has ';', which a cookie cannot carry",
            r#"lines.name: contains "|", which separates the parts"#,
        ]
    );
    assert!(!format!("{call:?}").contains("hid;den"));
}

#[tokio::test]
async fn secrets_are_sent_and_never_shown() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_carried()
        .x_ids(["1"])
        .x_key(backhaul_constructs::requests::GetCarriedXKey::default().key("hidden-1"))
        .color(color().name("hidden-2"))
        .ids(["hidden-3"]);
    let shown = format!("{call:?} {:?}", call.preview().unwrap());
    assert!(!shown.contains("hidden"), "{shown}");
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().headers(),
        [
            "accept: application/json",
            "cookie: color=G,200,R,100,name,hidden-2; ids=hidden-3",
            "x-ids: 1",
            "x-key: key,hidden-1",
        ]
    );
}

#[tokio::test]
async fn a_signature_covers_such_a_header_as_it_is_sent() {
    let key = AccessKey::new("fake-id", "fake-secret".to_owned());
    let (client, sent) = with(Credentials::of(SdkHmac::new(key)), &no_content()).await;
    let call = client.get_carried().x_ids(["1"]).x_log_color(color());
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.header("x-log-color"), Some("G,200,R,100"));
    let authorization = sent.header("authorization").unwrap();
    assert!(
        authorization.contains("SignedHeaders=accept;host;x-ids;x-log-color;x-sdk-date,"),
        "{authorization}"
    );
}
