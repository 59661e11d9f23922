//! Enums of numbers, with null, and of texts that YAML reads as something else.

use backhaul_constructs::parameters::{self, EnumsVersion, PutEnumsVersion};
use backhaul_constructs::types::{EnumsBare, EnumsMode, EnumsPace};
use serde_json::{Value, json};

use crate::recorder::{answering, json as ok, problems, unasked};

#[tokio::test]
async fn numbers_null_and_odd_texts_are_sent_as_they_are() {
    let (client, sent) = answering(&ok(r#"{"level":1}"#)).await;
    let call = client
        .put_enums()
        .level(-3)
        .version(PutEnumsVersion::X25)
        .mode("fast")
        .share(2.5)
        .shares([1.0, 0.5])
        .sure(true)
        .either(false)
        .body_level_null()
        .levels([2, 1])
        .body_mode_null()
        .bare_null()
        .modes([None, Some("fast")])
        .body_share(0.5)
        .body_shares([Some(0.5), None])
        .never(false)
        .by_share([("k", true)])
        .body_version(EnumsVersion::Null)
        .mixed(json!(1))
        .by_name([("k", 7)]);
    call.await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(
        sent.line,
        "PUT /enums?either=false&level=-3&mode=fast&share=2.5&shares=1&shares=0.5&sure=true&version=2.5"
    );
    assert_eq!(
        sent.body,
        r#"{"bare":null,"byName":{"k":7},"byShare":{"k":true},"level":null,"levels":[2,1],"mixed":1,"mode":null,"modes":[null,"fast"],"never":false,"share":0.5,"shares":[0.5,null],"version":"null"}"#
    );
}

/// A default says what the provider takes, and is never sent.
#[tokio::test]
async fn a_default_is_not_sent() {
    let (client, sent) = answering(&ok(r#"{"level":1}"#)).await;
    client.put_enums().body_level(2).await.unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "PUT /enums");
    assert_eq!(sent.body, r#"{"level":2}"#);
}

#[tokio::test]
async fn what_is_not_listed_is_not_sent() {
    let client = unasked().await;
    let call = client
        .put_enums()
        .level(3)
        .version("2")
        .mode("null")
        .share(2.0)
        .shares([0.5, 0.75])
        .sure(false)
        .body_share(f64::NAN)
        .body_shares([None, Some(1.0)])
        .never(true)
        .by_share([("k", false)])
        .body_level(0)
        .levels([1, 5])
        .body_mode("FAST")
        .modes([None, Some("slow")])
        .body_version("True")
        .by_name([("k", 8)]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "level: 3 is not allowed: it must be 1, 2, or -3",
            r#"mode: "null" is not allowed: it must be one of fast, slow"#,
            "share: 2 is not allowed: it must be 0.5, 1, or 2.5",
            "shares[1]: 0.75 is not allowed: it must be 0.5, or 1",
            "sure: false is not allowed: it must be true",
            r#"version: "2" is not allowed: it must be one of 1, 2.5, true, null"#,
            "by_name.k: 8 is not allowed: it must be 7",
            "by_share.k: false is not allowed: it must be true",
            "body_level: 0 is not allowed: it must be 1, 2, or -3",
            "levels[1]: 5 is not allowed: it must be 1, or 2",
            r#"body_mode: "FAST" is not allowed: it must be one of fast, slow"#,
            r#"modes[1]: "slow" is not allowed: it must be fast"#,
            "never: true is not allowed: it must be false",
            "body_share: NaN is not allowed: it must be 0.5, or 1",
            "body_shares[1]: 1 is not allowed: it must be 0.5",
            r#"body_version: "True" is not allowed: it must be one of 1, 2.5, true, null"#,
        ]
    );
    let call = client.put_enums().body_json(
        r#"{"level":"1","levels":[null],"mode":"","bare":"b","version":1,"byName":{"k":7.0},"share":0.75,"shares":[0.50,"1"],"never":true,"byShare":{"k":0}}"#,
    );
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            r#"bare: "b" is not allowed: it must be a"#,
            "byName.k: must be an integer of at most 64 bits, without a fraction or an exponent",
            "byShare.k: must be true or false, not a number",
            "level: must be an integer, not a string",
            "levels[0]: must be an integer, not null",
            r#"mode: "" is not allowed: it must be one of fast, slow"#,
            "never: true is not allowed: it must be false",
            "share: 0.75 is not allowed: it must be 0.5, or 1",
            "shares[1]: must be a number, not a string",
            "version: must be a string, not a number",
        ]
    );
}

#[tokio::test]
async fn an_answer_may_have_what_is_not_listed() {
    let read = async |body: Value| {
        let (client, _) = answering(&ok(&body.to_string())).await;
        let answer = client.put_enums().body_level(1).await.unwrap();
        (serde_json::to_value(&*answer).unwrap(), answer.into_inner())
    };
    let body = json!({
        "level": 99, "levels": [1, 99], "mode": "new", "bare": "b", "modes": ["fast", null, "new"],
        "share": 0.75, "shares": [7.5, null], "never": true, "byShare": { "k": false }, "version": "3", "mixed": ["any"], "byName": { "a": 7, "b": -1 },
    });
    let (again, enums) = read(body.clone()).await;
    assert_eq!(again, body);
    assert_eq!((enums.level, &enums.levels[..]), (Some(99), &[1, 99][..]));
    assert_eq!(enums.mode, Some(EnumsMode::from("new")));
    assert_eq!(enums.bare, Some(EnumsBare::from("b")));
    assert_eq!(enums.by_name["b"], -1);
    let (_, enums) = read(json!({ "level": null, "mode": null, "bare": null, "version": 1 })).await;
    assert_eq!((enums.level, enums.mode, enums.bare), (None, None, None));
    // As leniently as anywhere in an answer.
    assert_eq!(enums.version.unwrap().as_str(), "1");
}

/// The document says the same of two enums: there is one, with both names.
#[tokio::test]
async fn an_enum_that_is_said_twice_has_two_names() {
    use EnumsPace::{Fast, Slow};

    let (client, _) = answering(&ok(r#"{"level":1,"mode":"slow","pace":"fast"}"#)).await;
    let answer = client.put_enums().body_level(1).await.unwrap();
    let read: [Option<EnumsMode>; 2] = [answer.mode.clone(), answer.pace.clone()];
    assert_eq!(read, [Some(Slow), Some(Fast)]);

    let (client, sent) = answering(&ok(r#"{"level":1}"#)).await;
    let call = client.put_enums().body_level(1).pace(Slow);
    let call = call.body_mode(parameters::EnumsPace::Fast);
    call.await.unwrap();
    let body = sent.await.unwrap().body;
    assert_eq!(body, r#"{"level":1,"mode":"fast","pace":"slow"}"#);
}
