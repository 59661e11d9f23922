//! What OpenAPI 3.1 says in other words, in a client of its own, whose address is made of variables: `newer.yaml`.

#[allow(dead_code, unreachable_pub, clippy::all, clippy::unwrap_used)]
mod api {
    include!(concat!(env!("OUT_DIR"), "/newer.rs"));
}

use api::Client;
use api::requests::{Thing, ThingChoice};
use serde_json::json;
use tokio::task::JoinHandle;

use crate::recorder::{Sent, json as ok, listen, problems};

const ANSWER: &str = r#"{"kind":"thing","note":null}"#;

async fn answering(answer: &str) -> (Client, JoinHandle<Sent>) {
    let (address, sent) = listen(&ok(answer)).await;
    let (_, port) = address.rsplit_once(':').unwrap();
    let builder = Client::builder().host("127.0.0.1").port(port);
    (builder.version("v2").build().unwrap(), sent)
}

#[tokio::test]
async fn an_address_is_made_of_its_variables() {
    let (client, sent) = answering(ANSWER).await;
    let call = client.put_thing().number(1).kind("thing").note("n");
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "PUT /v2/things/1");
    let host = sent.header("host").unwrap();
    assert!(host.starts_with("127.0.0.1:"), "{host}");
    assert_eq!(sent.body, r#"{"kind":"thing","note":"n"}"#);
}

#[tokio::test]
async fn values_of_its_words_are_sent() {
    let (client, sent) = answering(ANSWER).await;
    let call = client
        .put_thing()
        .number(1)
        .share(1.25)
        .fixed("fast")
        .state("off")
        .word("abc")
        .kind("thing")
        .format(2)
        .ready(true)
        .note_null()
        .count(9)
        .ratio(0.5)
        .body_state_null()
        .words([None, Some("w")])
        .sizes([("a", Some(1)), ("b", None)])
        .code(json!("c"))
        .data("AAE=")
        .within(
            Thing::new()
                .kind("thing")
                .note("n")
                .count_null()
                .within_null(),
        )
        .choice(ThingChoice::from(1));
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "PUT /v2/things/1?fixed=fast&share=1.25&state=off&word=abc"
    );
    assert_eq!(
        sent.body,
        r#"{"choice":1,"code":"c","count":9,"data":"AAE=","format":2,"kind":"thing","note":null,"ratio":0.5,"ready":true,"sizes":{"a":1,"b":null},"state":null,"within":{"count":null,"kind":"thing","note":"n","within":null},"words":[null,"w"]}"#
    );
}

#[tokio::test]
async fn exclusive_limits_and_constants_are_checked() {
    let (client, _) = answering(ANSWER).await;
    let call = client
        .put_thing()
        .number(0)
        .share(1.5)
        .fixed("slow")
        .state("null")
        .word("A")
        .kind("other")
        .format(1)
        .note("n")
        .count(10)
        .ratio(1.0)
        .body_state("on ");
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "number: 0 is not allowed: it must be at least 1",
            r#"fixed: "slow" is not allowed: it must be fast"#,
            "share: 1.5 is not allowed: it must be less than 1.5",
            r#"state: "null" is not allowed: it must be one of on, off"#,
            r#"word: "A" is not a valid PutThingWord: it must match ^[a-z]+$"#,
            "count: 10 is not allowed: it must be at most 9",
            "format: 1 is not allowed: it must be 2",
            r#"kind: "other" is not allowed: it must be thing"#,
            "ratio: 1 is not allowed: it must be less than 1",
            r#"body_state: "on " is not allowed: it must be one of on, off"#,
        ]
    );
}

#[tokio::test]
async fn an_answer_may_have_null_and_other_values_than_the_constant() {
    let body = r#"{"choice":null,"code":7,"count":null,"format":3,"kind":"new","note":null,"part":{"size":1},"ratio":5.0,"ready":false,"sizes":null,"state":null,"within":{"kind":"thing","note":"n","state":"new"},"words":null}"#;
    let (client, _) = answering(body).await;
    let call = client.put_thing().number(1).kind("thing").note_null();
    let thing = call.await.unwrap().into_inner();
    assert_eq!((thing.kind.as_str(), thing.format), ("new", Some(3)));
    assert_eq!(
        (&thing.note, thing.count, thing.ready),
        (&None, None, Some(false))
    );
    assert!(thing.choice.is_none() && thing.state.is_none());
    assert!(thing.sizes.is_empty() && thing.words.is_empty());
    assert_eq!(thing.code, Some(json!(7)));
    assert_eq!(thing.part.as_ref().unwrap().size, Some(1));
    let within = thing.within.as_ref().unwrap();
    assert_eq!(
        (
            within.note.as_deref(),
            within.state.as_ref().unwrap().as_str()
        ),
        (Some("n"), "new")
    );
}
