//! Parameters in the path.

use crate::recorder::{answering, no_content, problems, unasked};

#[tokio::test]
async fn a_plain_text_is_encoded_and_stays_in_its_segment() {
    let (client, sent) = answering(&no_content()).await;
    let call = client
        .get_plain()
        .name("ü a%2F?#;=+&:@$,'")
        .number(-5)
        .share(0.5);
    call.await.unwrap();
    assert_eq!(
        sent.await.unwrap().line,
        "GET /plain/%C3%BC%20a%252F%3F%23%3B%3D%2B%26%3A%40%24%2C%27/-5/0.5"
    );
}

#[tokio::test]
async fn what_would_leave_the_segment_is_refused() {
    let client = unasked().await;
    for name in ["", ".", "..", "a/b", "../x", "a\\b", "a\0", "a\nb"] {
        let error = client
            .get_plain()
            .name(name)
            .number(1)
            .share(1.0)
            .await
            .unwrap_err();
        let told = problems(&error);
        assert!(
            matches!(&told[..], [one] if one.starts_with("name: ")),
            "{name:?}: {told:?}"
        );
        let error = client.get_free().id(name).await.unwrap_err();
        assert_eq!(problems(&error).len(), 1, "{name:?}: {error}");
    }
    let error = client
        .get_plain()
        .number(5)
        .share(f64::NAN)
        .await
        .unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "name is missing: call .name(...)",
            "number: 5 is not allowed: it must be at most 4",
            "share: NaN is not allowed: it must be a finite number",
        ]
    );
}

#[tokio::test]
async fn a_literal_stands_beside_a_parameter() {
    for (name, expected) in [
        ("mongodb", "GET /files/mongodb.gz"),
        ("a b", "GET /files/a%20b.gz"),
        ("a.gz", "GET /files/a.gz.gz"),
    ] {
        let (client, sent) = answering(&no_content()).await;
        client.get_file().name(name).await.unwrap();
        assert_eq!(sent.await.unwrap().line, expected);
    }
    let (client, sent) = answering(&no_content()).await;
    client.get_log().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /logs/mongodb.gz");
    let (client, sent) = answering(&no_content()).await;
    client.run_job().name("a:b").await.unwrap();
    assert_eq!(sent.await.unwrap().line, "POST /jobs/a%3Ab:run");
}

#[tokio::test]
async fn two_parameters_of_a_segment_stay_apart() {
    let (client, sent) = answering(&no_content()).await;
    let call = client.get_release().major(8).minor("0-rc 1").name("a.b");
    call.await.unwrap();
    assert_eq!(sent.await.unwrap().line, "GET /releases/v8.0-rc%201/a.b");
    let client = unasked().await;
    let error = client
        .get_release()
        .major(-1)
        .minor("0.1")
        .name("..")
        .await
        .unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "major: -1 is not allowed: it must be at least 0",
            r#"minor: "0.1" contains ".", which separates it from the parameter beside it"#,
            r#"name: ".." would name another resource"#,
        ]
    );
}
