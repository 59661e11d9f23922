//! Makes one call: `program ADDRESS TOKEN CALL ARGUMENT`.
#![allow(unused)]

use client::{Client, Error};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, call, argument] = &arguments[..] else {
        return Err("wrong arguments".into());
    };
    let client = Client::builder()
        .token(token.as_str())
        .base_url(address)
        .build()?;
    let said = match call.as_str() {
        #[cfg(feature = "answers")]
        "locker" => report::outcome(
            &client
                .get_locker()
                .locker_id(argument)
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "path")]
        "door" => report::outcome(
            &client
                .get_door()
                .locker_id(argument)
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "secrets")]
        "owner" => {
            let call = client.put_owner().name("A").password(argument.as_str());
            let request = format!("{call:?}");
            let result = call.await.map(|answer| answer.into_inner());
            report::shown(report::outcome(&result), &client, request)
        }
        #[cfg(feature = "retries")]
        "count" => report::outcome(
            &client
                .count_parcels()
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "retries")]
        "add" => report::outcome(
            &client
                .add_parcel()
                .grams(1)
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "unions")]
        "payment" => {
            let result = client.get_payment().await.map(|answer| answer.into_inner());
            let arm =
                result
                    .as_ref()
                    .map(|payment| match (payment.as_card(), payment.as_transfer()) {
                        (Ok(_), Ok(_)) => "Card or Transfer",
                        (Ok(_), Err(_)) => "Card",
                        (Err(_), Ok(_)) => "Transfer",
                        (Err(_), Err(_)) => "neither",
                    });
            report::of_arm(report::outcome(&result), arm.unwrap_or_default())
        }
        other => return Err(format!("there is no call {other}").into()),
    };
    println!("{said}");
    Ok(())
}
