//! Makes one call: `program ADDRESS TOKEN CALL ARGUMENT`.
#![allow(unused)]

use client::{Client, types};
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, call, argument] = &arguments[..] else {
        return Err("wrong arguments".into());
    };
    let mut value = HeaderValue::from_str(&format!("Bearer {token}"))?;
    value.set_sensitive(true);
    let headers = HeaderMap::from_iter([(AUTHORIZATION, value)]);
    let client = Client::new_with_client(
        address,
        reqwest::Client::builder()
            .default_headers(headers)
            .build()?,
    );
    let said = match call.as_str() {
        #[cfg(feature = "answers")]
        "locker" => report::outcome(
            &client
                .get_locker(argument)
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "path")]
        "door" => report::outcome(
            &client
                .get_door(argument)
                .await
                .map(|answer| answer.into_inner()),
        ),
        #[cfg(feature = "secrets")]
        "owner" => {
            let owner = types::Owner {
                name: "A".to_owned(),
                password: argument.clone(),
            };
            let request = format!("{owner:?}");
            let result = client
                .put_owner(&owner)
                .await
                .map(|answer| answer.into_inner());
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
        "add" => {
            let parcel = types::NewParcel { grams: 1 };
            report::outcome(
                &client
                    .add_parcel(&parcel)
                    .await
                    .map(|answer| answer.into_inner()),
            )
        }
        #[cfg(feature = "unions")]
        "payment" => {
            let result = client.get_payment().await.map(|answer| answer.into_inner());
            let arm = result.as_ref().map(|payment| match payment {
                types::Payment::Card(_) => "Card",
                types::Payment::Transfer(_) => "Transfer",
            });
            report::of_arm(report::outcome(&result), arm.unwrap_or_default())
        }
        other => return Err(format!("there is no call {other}").into()),
    };
    println!("{said}");
    Ok(())
}
