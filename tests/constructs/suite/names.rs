//! Names that Rust has, or does not tell apart, are sent and read as the document writes them.

use backhaul_constructs::parameters::SelfType;
use backhaul_constructs::requests::{Box as BoxPart, Ok as OkPart, Self2};
use backhaul_constructs::types::Some as Open;

use serde_json::Value;

use crate::recorder::{answering, json, no_content, problems, unasked};

const BODY: &str = r#"{"Self":1,"_":"line","async":true,"crate":[{"Box":{"new":"n"},"None":"x","move":"Err"}],"r#type":"raw","self":"text","send":"s","super":{"fn":"f"},"type":"crate"}"#;

#[tokio::test]
async fn keywords_are_sent_and_read_under_their_own_names() {
    let (client, sent) = answering(&json(BODY)).await;
    let part = BoxPart::new().none("x").box_(OkPart::new().new_("n"));
    let call = client
        .type_()
        .self_("a")
        .self_2("b")
        .type_("1")
        .async_(true)
        .r_type("2")
        .x("3")
        .crate_(["4", "5"])
        .ref_("6")
        .super_("7")
        .body_type(SelfType::Crate)
        .body_self(1)
        .body_self_2("text")
        .body_async(true)
        .body_crate([part.move_("Err")])
        .body_super(Self2::new().fn_("f"))
        .body_r_type("raw")
        .body_x("line")
        .send_("s");
    let answer = call.await.unwrap().into_inner();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "POST /names/a/b?_=3&async=true&crate=4&crate=5&r%23type=2&type=1"
    );
    assert_eq!(sent.header("ref"), Some("6"));
    assert_eq!(sent.header("cookie"), Some("super=7"));
    assert_eq!(sent.body, BODY);
    assert_eq!(answer.type_.as_str(), "crate");
    assert_eq!((answer.self_, answer.self_2.as_deref()), (1, Some("text")));
    assert_eq!(
        (answer.async_, answer.x.as_deref()),
        (Some(true), Some("line"))
    );
    let part = &answer.crate_[0];
    assert_eq!(part.box_.as_ref().unwrap().new, "n");
    assert_eq!(
        (part.none.as_deref(), part.move_.clone()),
        (Some("x"), Some(Open::Err))
    );
    assert_eq!(answer.super_.as_ref().unwrap().fn_.as_deref(), Some("f"));
    let again = serde_json::to_value(&answer).unwrap();
    assert_eq!(again, serde_json::from_str::<Value>(BODY).unwrap());
}

#[tokio::test]
async fn messages_say_the_setter_and_the_name_on_the_wire() {
    let client = unasked().await;
    let error = client.type_().body_type("Crate").await.unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "self_ is missing: call .self_(...)",
            "self_2 is missing: call .self_2(...)",
            "body_self is missing: call .body_self(...)",
            r#"body_type: "Crate" is not allowed: it must be one of self, Self, crate, unknown, Some, fn"#,
        ]
    );
    let call = client.type_().self_("a").self_2("b");
    let error = call
        .body_json(r#"{"type":"fn","crate":[{"Box":{}}]}"#)
        .await;
    assert_eq!(
        problems(&error.unwrap_err()),
        ["Self is missing", "crate[0].Box.new is missing"]
    );
}

#[tokio::test]
async fn operations_of_such_names_are_methods() {
    macro_rules! sends {
        ($($operation:ident: $line:literal;)*) => {
            $({
                let (client, sent) = answering(&no_content()).await;
                client.$operation().await.unwrap();
                assert_eq!(sent.await.unwrap().line, $line);
            })*
        };
    }
    sends! {
        self_: "GET /names";
        self_2: "PUT /names";
        async_: "POST /names";
        crate_: "PATCH /names";
        get_name: "DELETE /names";
        get_name_2: "OPTIONS /names";
    }
}
