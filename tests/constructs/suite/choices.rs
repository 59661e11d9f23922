//! Unions that no property tells apart, discriminators without a mapping, and what holds itself: nothing is the wrong
//! member, and nothing is lost on the way through.

use backhaul_constructs::requests::{self, Bird, PetChangeOwnerPerson as Person};
use backhaul_constructs::types::{Animal, Event, Pet};
use backhaul_constructs::{Client, ErrorKind, from_json};
use serde_json::{Value, json};

use crate::recorder::{answering, json as ok, no_content, problems, unasked};

async fn client(body: &Value) -> Client {
    answering(&ok(&body.to_string())).await.0
}

async fn pet(body: Value) -> Pet {
    let answer = client(&body).await.get_pet().await.unwrap();
    let pet = (*answer).clone();
    // Nothing is lost on the way through, whatever it is.
    assert_eq!(serde_json::to_value(&pet).unwrap(), body);
    assert_eq!(pet.as_json(), &body);
    pet
}

/// Which of the members it is: cat, dog, text, integer, list.
fn members(pet: &Pet) -> [bool; 5] {
    [
        pet.as_cat().is_ok(),
        pet.as_dog().is_ok(),
        pet.as_text().is_ok(),
        pet.as_integer().is_ok(),
        pet.as_pet_list().is_ok(),
    ]
}

#[tokio::test]
async fn no_value_is_the_wrong_member() {
    let yes = |wanted: [usize; 5]| wanted.map(|one| one == 1);
    for (body, wanted) in [
        (json!({ "name": "a", "lives": 9 }), [1, 0, 0, 0, 0]),
        (json!({ "name": "a", "bark": "wuff" }), [0, 1, 0, 0, 0]),
        // Nothing tells: it is either.
        (json!({ "name": "a" }), [1, 1, 0, 0, 0]),
        // What nobody knows says nothing.
        (json!({ "name": "a", "age": 5 }), [1, 1, 0, 0, 0]),
        (
            json!({ "name": "a", "lives": 9, "bark": "b" }),
            [1, 1, 0, 0, 0],
        ),
        (json!({ "lives": 9 }), [0, 0, 0, 0, 0]),
        (json!({ "name": null, "lives": 9 }), [0, 0, 0, 0, 0]),
        (json!("5"), [0, 0, 1, 0, 0]),
        (json!(5), [0, 0, 0, 1, 0]),
        (json!(5.5), [0, 0, 0, 0, 0]),
        (json!(true), [0, 0, 0, 0, 0]),
        (json!([]), [0, 0, 0, 0, 1]),
        (
            json!(["a", { "name": "b", "bark": "c" }, [7]]),
            [0, 0, 0, 0, 1],
        ),
    ] {
        assert_eq!(members(&pet(body.clone()).await), yes(wanted), "{body}");
    }
}

#[tokio::test]
async fn a_member_is_read_on_demand() {
    let dog = pet(json!({ "name": 7, "bark": "wuff", "new": { "deep": [1.5] } })).await;
    // As leniently as anywhere in an answer.
    assert_eq!(dog.as_dog().unwrap().name, "7");
    let error = dog.as_cat().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(
        error.to_string(),
        "Pet: it is not Cat: Dog fits better, because of bark"
    );
    let error = pet(json!({ "lives": 1 })).await.as_cat().unwrap_err();
    assert_eq!(error.to_string(), "Pet: it is not Cat: `name` is missing");
    let error = pet(json!(7)).await.as_text().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Pet: it is not text: it is a number, not a string"
    );
    let list = pet(json!(["a", { "name": "b", "lives": 1 }])).await;
    let list = list.as_pet_list().unwrap();
    assert_eq!(list[0].as_text().unwrap(), "a");
    assert_eq!(list[1].as_cat().unwrap().lives, Some(1));
    // What is in it may be secret.
    assert_eq!(format!("{:?}", list[0]), "Pet(a string)");
}

#[tokio::test]
async fn an_error_within_success_is_still_one() {
    let body = json!({ "code": "WRONG", "message": "It is wrong." });
    let error = client(&body).await.get_pet().await.unwrap_err();
    assert_eq!(error.code(), Some("WRONG"));
}

#[tokio::test]
async fn a_property_with_one_value_tells_members_apart() {
    let body = json!({
        "owner": { "kind": "firm", "name": "f" }, "until": "2026-11-30T00:00:00Z", "age": null, "color": "green",
        "within": { "owner": { "kind": "state", "name": "s" }, "until": false },
    });
    let call = client(&body).await.change_pet().pet_name_or_id("a");
    let answer = call.owner(Person::new().kind("person")).await.unwrap();
    assert_eq!(answer.owner.as_firm().unwrap().name.as_deref(), Some("f"));
    assert!(answer.owner.as_person().is_err());
    assert_eq!(answer.age, None);
    let until = answer.until.as_ref().unwrap();
    assert!(until.as_timestamp().is_ok() && until.as_boolean().is_err());
    let within = answer.within.as_ref().unwrap();
    let new = &within.owner;
    assert!(new.as_firm().is_err() && new.as_person().is_err());
    assert_eq!(new.as_json()["kind"], "state");
    assert!(!within.until.as_ref().unwrap().as_boolean().unwrap());
    assert_eq!(
        serde_json::to_value(&*answer).unwrap()["within"]["owner"],
        body["within"]["owner"]
    );
}

#[tokio::test]
async fn a_discriminator_without_a_mapping_means_the_heirs_by_name() {
    let body = json!([
        { "kind": "Bird", "wings": 2 }, { "kind": "Fish", "fins": 3 }, { "kind": "Worm", "wings": 0 },
    ]);
    let animals = client(&body).await.list_animals().await.unwrap();
    assert!(matches!(&animals[0], Animal::Bird(bird) if bird.wings == Some(2)));
    assert!(matches!(&animals[1], Animal::Fish(fish) if fish.fins == Some(3)));
    assert!(matches!(&animals[2], Animal::Unknown(worm) if worm.tag() == Some("Worm")));
    assert_eq!(serde_json::to_value(&*animals).unwrap(), body);
}

/// One member does not say which it is, so nothing relies on the property, but what it says is still heard.
#[tokio::test]
async fn a_discriminator_that_not_all_members_have() {
    let event =
        |body: Value| async move { (*client(&body).await.get_event().await.unwrap()).clone() };
    let both = |event: &Event| (event.as_opened().is_ok(), event.as_closed().is_ok());
    assert_eq!(
        both(&event(json!({ "door": "a", "by": "me" })).await),
        (false, true)
    );
    assert_eq!(
        both(&event(json!({ "event": "EventOpened", "door": "a" })).await),
        (true, false)
    );
    assert_eq!(
        both(&event(json!({ "event": "EventClosed", "door": "a" })).await),
        (false, true)
    );
    assert_eq!(both(&event(json!({ "door": "a" })).await), (true, true));
}

#[tokio::test]
async fn any_member_is_sent_and_nothing_else() {
    for (given, wanted) in [
        (
            requests::Pet::from(requests::Cat::new().name("a").lives(9)),
            json!({ "name": "a", "lives": 9 }),
        ),
        (
            requests::Dog::new().name("a").bark("b").into(),
            json!({ "name": "a", "bark": "b" }),
        ),
        ("Tom".into(), json!("Tom")),
        (7.into(), json!(7)),
        (
            json!([{ "name": "a", "bark": "b" }, "c", [1]]).into(),
            json!([{ "name": "a", "bark": "b" }, "c", [1]]),
        ),
        (
            requests::Pet::from_json("{\"name\": \"a\"}").unwrap(),
            json!({ "name": "a" }),
        ),
    ] {
        let (client, sent) = answering(&no_content()).await;
        client.create_pet().body(given).await.unwrap();
        let body: Value = serde_json::from_str(&sent.await.unwrap().body).unwrap();
        assert_eq!(body, wanted);
    }
    let client = unasked().await;
    let wrong = |value: Value| client.create_pet().body_json(value);
    assert_eq!(
        problems(
            &wrong(json!({ "name": "a", "lives": -1 }))
                .await
                .unwrap_err()
        ),
        [
            "the body: fits none of Cat, Dog, text, integer, Pet list; as Cat: lives: -1 is not allowed: it must be at least 0"
        ]
    );
    assert_eq!(
        problems(&wrong(json!(0)).await.unwrap_err()),
        [
            "the body: fits none of Cat, Dog, text, integer, Pet list; as integer: 0 is not allowed: it must be at least 1"
        ]
    );
    assert_eq!(
        problems(&client.create_pet().body(0.5).await.unwrap_err()).len(),
        1
    );
    assert_eq!(
        problems(
            &client
                .create_pet()
                .body(requests::Cat::new())
                .await
                .unwrap_err()
        ),
        ["body.name is missing: call .name(...)"]
    );
    assert!(requests::Pet::from_json(json!({ "bark": "b" })).is_err());
}

#[tokio::test]
async fn what_holds_itself_is_sent_as_deep_as_it_is() {
    let (client, sent) = answering(&ok(r#"{"owner":{"kind":"person"}}"#)).await;
    let person = || Person::new().kind("person").name("n");
    let within = requests::PetChange::new().owner(person()).within(
        requests::PetChange::new()
            .owner(person())
            .until(true)
            .age_null(),
    );
    client
        .change_pet()
        .pet_name_or_id("7 a")
        .sort(["b", "c"])
        .owner(person())
        .within(within)
        .color("blue")
        .await
        .unwrap();
    let sent = sent.await.unwrap();
    assert_eq!(sent.line, "PUT /pets/7%20a?sort=b&sort=c");
    let owner = json!({ "kind": "person", "name": "n" });
    assert_eq!(
        serde_json::from_str::<Value>(&sent.body).unwrap(),
        json!({
            "owner": owner, "color": "blue",
            "within": { "owner": owner, "within": { "owner": owner, "until": true, "age": null } },
        })
    );
    let client = unasked().await;
    let call = client.change_pet().pet_name_or_id("a").body_json(json!({
        "owner": { "kind": "state" }, "within": { "owner": { "kind": "firm" }, "until": "soon" },
    }));
    let error = call.await.unwrap_err();
    let places: Vec<String> = problems(&error)
        .iter()
        .filter_map(|line| Some(line.split_once(':')?.0.to_owned()))
        .collect();
    assert_eq!(places, ["owner", "within.until"]);
}

#[tokio::test]
async fn a_body_may_be_any_value() {
    let (client, sent) = answering(&no_content()).await;
    client.put_grid().body([vec![1, 2], vec![3]]).await.unwrap();
    assert_eq!(sent.await.unwrap().body, "[[1,2],[3]]");
    let (client, sent) = answering(&no_content()).await;
    client
        .put_labels()
        .body([("b", "1"), ("a", "2")])
        .await
        .unwrap();
    assert_eq!(sent.await.unwrap().body, r#"{"a":"2","b":"1"}"#);
    let (client, sent) = answering(&no_content()).await;
    client.put_labels().await.unwrap();
    assert_eq!(sent.await.unwrap().body, "");
    let (client, sent) = answering(&no_content()).await;
    client
        .put_animals()
        .body([Bird::new().wings(2)])
        .await
        .unwrap();
    assert_eq!(sent.await.unwrap().body, r#"[{"kind":"Bird","wings":2}]"#);
    let client = unasked().await;
    let error = client
        .put_grid()
        .body([vec![-1], vec![]])
        .await
        .unwrap_err();
    assert_eq!(
        problems(&error),
        [
            "body[0][0]: -1 is not allowed: it must be at least 0",
            "body[1]: 0 items are not allowed: there must be at least 1",
        ]
    );
    let error = client.put_grid().body_json("{}").await.unwrap_err();
    assert_eq!(
        problems(&error),
        ["the body: must be an array, not an object"]
    );
}

#[test]
fn a_value_of_any_depth_is_judged_and_never_hangs() {
    let mut text = "\"x\"".to_owned();
    for _ in 0..100 {
        text = format!("[{text},{text_short}]", text_short = "{\"name\":1}");
    }
    let pet: Pet = from_json(text.as_bytes()).unwrap();
    assert!(pet.as_pet_list().is_ok() && pet.as_cat().is_err());
}

#[tokio::test]
async fn what_tells_operations_of_one_path_apart_is_not_sent() {
    let (client, sent) = answering(&no_content()).await;
    client.clear_labels().await.unwrap();
    assert_eq!(sent.await.unwrap().line, "PUT /labels");
}

#[tokio::test]
async fn several_successes_are_one_of_several() {
    let cat = client(&json!({ "name": "a" }))
        .await
        .start_pet()
        .await
        .unwrap();
    assert_eq!(cat.as_cat().unwrap().name, "a");
    let accepted = ok(r#"[{"name":"b"}]"#).replace("200 OK", "202 Accepted");
    let (client, _) = answering(&accepted).await;
    let dogs = client.start_pet().await.unwrap();
    assert!(dogs.as_cat().is_err());
    assert_eq!(dogs.as_json(), &json!([{ "name": "b" }]));
}

#[tokio::test]
async fn no_content_beside_what_cannot_be_empty_is_none() {
    let (nobody, _) = answering(&no_content()).await;
    assert!(nobody.get_last_pet().await.unwrap().is_none());
    let cat = client(&json!({ "name": "a" }))
        .await
        .get_last_pet()
        .await
        .unwrap();
    assert_eq!(cat.as_ref().unwrap().name, "a");
}
