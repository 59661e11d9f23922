//! Unions whose members a property tells apart: by inheritance, without a mapping, with members of no name.

use backhaul_constructs::requests::{
    self, BankCard, Car, Cash, Lorry, SignalLight, SignalSound, Taxi, VehicleBase,
};
use backhaul_constructs::types::{Payment, Signal, Tagged, Vehicle};
use serde_json::{Value, json};

use crate::recorder::{answering, json as ok, problems, unasked};

async fn read(body: &Value) -> Tagged {
    let (client, _) = answering(&ok(&body.to_string())).await;
    let answer = client.put_tagged().await.unwrap().into_inner();
    // Nothing is lost on the way through.
    assert_eq!(&serde_json::to_value(&answer).unwrap(), body);
    answer
}

#[tokio::test]
async fn each_member_says_what_it_is() {
    for (signal, payment, expected) in [
        (
            requests::Signal::from(SignalSound::new().loud(true)),
            requests::Payment::from(Cash::new().note("n")),
            r#"{"payment":{"method":"Cash","note":"n"},"signal":{"by":"horn","loud":true}}"#,
        ),
        (
            SignalLight::new().by("flash light").into(),
            BankCard::new().number("1").into(),
            r#"{"payment":{"method":"BankCard","number":"1"},"signal":{"by":"flash light"}}"#,
        ),
    ] {
        let (client, sent) = answering(&ok("{}")).await;
        let call = client.put_tagged().signal(signal).payment(payment);
        call.await.unwrap();
        assert_eq!(sent.await.unwrap().body, expected);
    }
    let (client, sent) = answering(&ok("{}")).await;
    let vehicles: [requests::Vehicle; 4] = [
        Car::new().doors(3).wheels(4).into(),
        Lorry::new().kind("van").load(1.5).into(),
        Taxi::new().sign("s").doors(5).into(),
        VehicleBase::new().wheels(1).into(),
    ];
    client.put_tagged().vehicles(vehicles).await.unwrap();
    assert_eq!(
        sent.await.unwrap().body,
        r#"{"vehicles":[{"doors":3,"kind":"car","wheels":4},{"kind":"van","load":1.5},{"doors":5,"kind":"Taxi","sign":"s"},{"kind":"other","wheels":1}]}"#
    );
}

#[tokio::test]
async fn the_value_says_the_member_and_an_unknown_one_is_kept() {
    let tagged = read(&json!({
        "vehicles": [
            { "kind": "car", "doors": 3 }, { "kind": "lorry", "load": 1.5 }, { "kind": "van", "load": 0.5, "wheels": 4 },
            { "kind": "Taxi", "doors": 5, "sign": "s" }, { "kind": "other" }, { "kind": "tram", "rails": 2 },
        ],
        "payment": { "method": "BankCard", "number": "1" },
        "signal": { "by": "lamp", "color": "red" },
    }))
    .await;
    let [
        Vehicle::Car(car),
        Vehicle::Lorry(lorry),
        Vehicle::Lorry(van),
        Vehicle::Taxi(taxi),
        Vehicle::Other(_),
        Vehicle::Unknown(tram),
    ] = &tagged.vehicles[..]
    else {
        panic!("{tagged:?}");
    };
    assert_eq!((car.doors, lorry.load, van.wheels), (Some(3), 1.5, Some(4)));
    assert_eq!((taxi.doors, taxi.sign.as_deref()), (Some(5), Some("s")));
    assert_eq!(tram.tag(), Some("tram"));
    assert!(matches!(&tagged.payment, Some(Payment::BankCard(card)) if card.number.is_some()));
    assert!(matches!(&tagged.signal, Some(Signal::SignalLight(light)) if light.color.is_some()));

    let tagged = read(&json!({
        "payment": { "method": "cash", "note": "n" },
        "signal": { "by": "smoke", "color": "grey" },
    }))
    .await;
    // No mapping says that a small letter is meant too.
    assert!(matches!(&tagged.payment, Some(Payment::Unknown(one)) if one.tag() == Some("cash")));
    assert!(matches!(&tagged.signal, Some(Signal::Unknown(one)) if one.tag() == Some("smoke")));
}

#[tokio::test]
async fn json_of_a_member_is_checked_as_that_member() {
    let client = unasked().await;
    let call = client.put_tagged().body_json(json!({
        "vehicles": [{ "kind": "lorry" }, { "kind": "Car" }, { "doors": 1 }, { "kind": "Taxi", "sign": 1 }],
        "payment": { "method": "cash" }, "signal": { "by": "lamp", "color": 1 },
    }));
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            r#"payment.method: "cash" is not allowed: it must be one of Cash, BankCard"#,
            "signal.color: must be a string, not a number",
            "vehicles[0].load is missing",
            r#"vehicles[1].kind: "Car" is not allowed: it must be one of car, lorry, van, Taxi, other"#,
            "vehicles[2].kind: is missing: it must be one of car, lorry, van, Taxi, other",
            "vehicles[3].sign: must be a string, not a number",
        ]
    );
    let call = client.put_tagged().vehicles([Lorry::new()]);
    assert_eq!(
        problems(&call.await.unwrap_err()),
        [
            "vehicles[0].kind is missing: call .kind(...)",
            "vehicles[0].load is missing: call .load(...)"
        ]
    );
}
