//! The same from the command line.

use backhaul_cli::args::{Named, flag_of, given, operations_of};
use backhaul_cli::call::Call;
use backhaul_cli::failure::Mistakes;
use backhaul_constructs::{CALLS, COMMANDS, Client};
use clap::Command;

use crate::recorder::{Sent, answering, json, no_content};

/// What a command line sends, or why it sends nothing.
async fn sent(answer: &str, words: &[&str]) -> Result<Sent, String> {
    let (client, sent) = answering(answer).await;
    let call = parsed(&client, words)?;
    call.send_raw().await.map_err(|error| error.to_string())?;
    Ok(sent.await.unwrap())
}

fn parsed(client: &Client, words: &[&str]) -> Result<Call, String> {
    let named = Named::Everything;
    let root = operations_of(
        Command::new("backhaul"),
        &COMMANDS,
        &named,
        &|_| true,
        &|one| one,
    );
    let matches = root.try_get_matches_from(["backhaul"].iter().chain(words));
    let matches = matches.map_err(|error| error.to_string())?;
    let (name, flags) = matches.subcommand().unwrap();
    let operations = COMMANDS.operations;
    let index = operations
        .iter()
        .position(|operation| operation.name == name)
        .unwrap();
    let now = std::time::SystemTime::UNIX_EPOCH;
    let mut mistakes = Mistakes::default();
    let given = given(&operations[index], flags, now, &mut mistakes);
    match mistakes.is_empty() {
        true => Ok(CALLS[index](client, &given)),
        false => Err(format!("{mistakes:?}")),
    }
}

#[tokio::test]
async fn flags_of_every_kind_are_sent() {
    let words = [
        "search-all",
        "--ids",
        "1",
        "--ids=20",
        "--statusNames",
        "ON",
        "--status-names=a,b",
        "--flags",
        "--flags=false",
        "--days",
        "2026-11-30",
        "--share",
        "0.25",
        "--count",
        "3",
        "--text=-x",
        "--since",
        "2026-11-30",
    ];
    let sent = sent(&no_content(), &words).await.unwrap();
    assert_eq!(
        sent.line,
        "GET /query?count=3&days=2026-11-30&flags=true&flags=false&ids=1,20&share=0.25\
         &since=2026-11-30&statusNames=ON&statusNames=a%2Cb&text=-x"
    );
}

#[tokio::test]
async fn headers_and_paths_are_flags_too() {
    let words = [
        "get-with-headers",
        "--x-feature",
        "a",
        "--x-log-mode",
        "ON",
        "--x-kinds",
        "k",
        "--x-kinds",
        "l",
        "--x-limit",
        "2",
        "--x-fresh",
    ];
    let request = sent(&json(r#"{"names":{}}"#), &words).await.unwrap();
    assert_eq!(
        request.headers(),
        [
            "accept: application/json",
            "x-feature: a",
            "x-fresh: true",
            "x-kinds: k,l",
            "x-limit: 2",
            "x-log-mode: ON",
        ]
    );
    let words = ["get-plain", "--name", "a b", "--number=-5", "--share", "1"];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(request.line, "GET /plain/a%20b/-5/1");
    let words = ["get-release", "--major", "8", "--minor", "0", "--name", "x"];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(request.line, "GET /releases/v8.0/x");
}

#[tokio::test]
async fn a_body_of_flags() {
    let words = [
        "create-thing",
        "--names",
        "de=a",
        "--names",
        "en=b=c",
        "--sizes",
        "s=-1",
        "--lists",
        r#"de=["x"]"#,
        "--free",
        r#"k={"a":null}"#,
        "--extra",
        "[1,2.50]",
        "--extras",
        "null",
        "--extras",
        "\"t\"",
        "--gaps",
        "1",
        "--share",
        "0.5",
        "--shares",
        "1",
        "--shares=-2.5",
        "--since",
        "2026-11-30",
        "--parts",
        r#"left={"size":1}"#,
        "--closed",
        "c=true",
    ];
    let sent = sent(&json(r#"{"names":{}}"#), &words).await.unwrap();
    let body: serde_json::Value = serde_json::from_str(&sent.body).unwrap();
    assert_eq!(
        body,
        serde_json::json!({
            "names": { "de": "a", "en": "b=c" }, "sizes": { "s": -1 }, "lists": { "de": ["x"] },
            "free": { "k": { "a": null } }, "extra": [1, 2.5], "extras": [null, "t"], "gaps": [1],
            "share": 0.5, "shares": [1, -2.5], "since": "2026-11-30", "parts": { "left": { "size": 1 } },
            "closed": { "c": true },
        })
    );
}

#[tokio::test]
async fn a_body_may_be_left_out_and_a_delete_may_have_one() {
    let request = sent(&no_content(), &["change-things"]).await.unwrap();
    assert_eq!(
        (request.line.as_str(), request.body.as_str()),
        ("PUT /things", "")
    );
    let words = ["delete-things", "--ids", "a", "--ids", "b"];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(
        (request.line.as_str(), request.body.as_str()),
        ("DELETE /things", r#"{"ids":["a","b"]}"#)
    );
    let request = sent(&no_content(), &["probe-thing", "--name", "x"])
        .await
        .unwrap();
    assert_eq!(request.line, "HEAD /things/x");
}

#[tokio::test]
async fn forms_and_files_are_flags() {
    let words = [
        "send-form",
        "--name",
        "a",
        "--tags",
        "b",
        "--tags",
        "c",
        "--codes",
        "1",
        "--codes",
        "2",
    ];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(request.body, "codes=1,2&name=a&tags=b&tags=c");
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (
        folder.path().join("one.txt"),
        folder.path().join("other.txt"),
    );
    std::fs::write(&one, "1").unwrap();
    std::fs::write(&other, "2").unwrap();
    let (one, other) = (one.to_str().unwrap(), other.to_str().unwrap());
    let words = [
        "send-files",
        "--file",
        one,
        "--images",
        one,
        "--images",
        other,
        "--size",
        "3",
    ];
    let request = sent(&no_content(), &words).await.unwrap();
    for part in [
        "name=\"file\"; filename=\"one.txt\"\r\nContent-Type: application/octet-stream\r\n\r\n1\r\n",
        "name=\"images\"; filename=\"one.txt\"\r\nContent-Type: image/png\r\n\r\n1\r\n",
        "name=\"images\"; filename=\"other.txt\"\r\nContent-Type: image/png\r\n\r\n2\r\n",
        "name=\"size\"\r\n\r\n3\r\n",
    ] {
        assert!(request.body.contains(part), "{}", request.body);
    }
    let request = sent(&no_content(), &["put-file", "--file", other])
        .await
        .unwrap();
    assert_eq!(request.body, "2");
    let request = sent(&no_content(), &["put-note", "--text", "-a b"])
        .await
        .unwrap();
    assert_eq!(request.body, "-a b");
    let told = sent(&no_content(), &["put-file", "--file", "/none"])
        .await
        .unwrap_err();
    assert!(told.contains("\"/none\" cannot be sent"), "{told}");
}

#[tokio::test]
async fn objects_in_the_query_are_json() {
    let words = [
        "search-things",
        "--filter",
        r#"{"from":1,"any":["p"]}"#,
        "--page",
        r#"{"limit":2}"#,
        "--cats",
        r#"[{"name":"A"}]"#,
        "--session",
        "s",
    ];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(
        request.line,
        "GET /search?cats=%5B%7B%22name%22%3A%22A%22%7D%5D&filter%5Bany%5D%5B0%5D=p&filter%5Bfrom%5D=1&limit=2"
    );
    assert_eq!(request.header("cookie"), Some("session=s"));
    let words = [
        "search-things",
        "--filter",
        r#"{"from":"x","to":1}"#,
        "--session",
        "s",
    ];
    let told = sent(&no_content(), &words).await.unwrap_err();
    assert!(told.contains("filter.from: must be an integer"), "{told}");
}

#[tokio::test]
async fn objects_in_a_path_a_header_or_a_cookie_are_json() {
    let words = [
        "get-simple",
        "--param-color",
        r#"{"R":1,"name":"a b"}"#,
        "--pairs",
        r#"{"k":"v"}"#,
        "--shares",
        "0.5",
        "--shares",
        "1",
    ];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(request.line, "GET /simple/R,1,name,a%20b/k=v/0.5,1");
    let words = [
        "get-carried",
        "--x-ids",
        "1",
        "--x-log-color",
        r#"{"R":1}"#,
        "--ids",
        r#"["hidden"]"#,
    ];
    let request = sent(&no_content(), &words).await.unwrap();
    assert_eq!(request.header("x-log-color"), Some("R,1"));
    assert_eq!(request.header("cookie"), Some("ids=hidden"));
    let words = [
        "get-carried",
        "--x-ids",
        "1",
        "--x-log-color",
        r#"{"R":256}"#,
    ];
    let told = sent(&no_content(), &words).await.unwrap_err();
    assert!(told.contains("R: 256 is not allowed"), "{told}");
}

/// And an operation of one word is not called twice.
#[tokio::test]
async fn names_that_rust_has_are_flags_like_others() {
    let words = [
        "type",
        "--self=a",
        "--param-self=b",
        "--type=1",
        "--body-type=crate",
        "--body-self=1",
        "--self-2=text",
        "--super=7",
        "--crate=4",
    ];
    let request = sent(&json("{}"), &words).await;
    let request = request.unwrap();
    assert_eq!(request.line, "POST /names/a/b?crate=4&type=1");
    assert_eq!(request.header("cookie"), Some("super=7"));
    assert_eq!(request.body, r#"{"Self":1,"self":"text","type":"crate"}"#);
    let request = sent(&no_content(), &["async"]).await.unwrap();
    assert_eq!(request.line, "POST /names");
}

#[tokio::test]
async fn a_wrong_flag_is_told() {
    let nothing = no_content();
    for (words, expected) in [
        (&["search-all", "--ids", "x"][..], "--ids"),
        (
            &["search-all", "--ids", "1", "--share", "nan"],
            "not a number",
        ),
        (
            &["search-all", "--ids", "1", "--status-names", "onn"],
            "status_names[0]: \"onn\" is not allowed",
        ),
        (
            &["create-thing", "--names", "a"],
            "--names: write each entry as NAME=VALUE",
        ),
        (
            &["create-thing", "--sizes", "a=b"],
            "--sizes: a takes a whole number",
        ),
        (&["create-thing", "--extra", "a"], "--extra: not JSON"),
        (&["search-all"], "ids is missing"),
    ] {
        let told = sent(&nothing, words).await.unwrap_err();
        assert!(told.contains(expected), "{words:?}: {told}");
    }
}

#[test]
fn a_mistake_names_its_flag() {
    let operation = |name: &str| {
        COMMANDS
            .operations
            .iter()
            .find(|one| one.name == name)
            .unwrap()
    };
    for (name, wire, flag) in [
        ("search-all", "statusNames[2]", "status-names"),
        ("search-all", "ids", "ids"),
        ("get-with-headers", "X-Kinds[0]", "x-kinds"),
        ("create-thing", "lists.en", "lists en"),
        ("create-thing", "gaps[0]", "gaps [0]"),
    ] {
        assert_eq!(
            flag_of(operation(name), wire).as_deref(),
            Some(flag),
            "{wire}"
        );
    }
    assert_eq!(flag_of(operation("search-all"), "idsX"), None);
}

#[tokio::test]
async fn a_template_shows_every_kind() {
    let create = COMMANDS
        .operations
        .iter()
        .find(|one| one.name == "create-thing")
        .unwrap();
    let template = backhaul_cli::verbs::template_of(create).unwrap();
    for line in [
        "names:\n  name: \"\"\n",
        "(names, each with text; required)",
        "(any JSON; optional)",
        "(number; optional)",
    ] {
        assert!(template.contains(line), "no {line:?} in {template}");
    }
}
