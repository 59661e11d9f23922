//! Makes one call: `program ADDRESS TOKEN CALL ARGUMENT`.
#![allow(unused)]

use client::Client;
#[cfg(feature = "unions")]
use client::types::Payment;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, call, argument] = &arguments[..] else {
        return Err("wrong arguments".into());
    };
    let client =
        Client::new(address)?.with_sensitive_header("authorization", format!("Bearer {token}"))?;
    let said = match call.as_str() {
        #[cfg(feature = "answers")]
        "locker" => report::outcome(&client.get_locker(argument).await),
        #[cfg(feature = "path")]
        "door" => report::outcome(&client.get_door(argument).await),
        #[cfg(feature = "secrets")]
        "owner" => {
            let owner = client::types::Owner {
                name: "A".to_owned(),
                password: argument.clone(),
            };
            let request = format!("{owner:?}");
            report::shown(
                report::outcome(&client.put_owner(owner).await),
                &client,
                request,
            )
        }
        #[cfg(feature = "retries")]
        "count" => report::outcome(&client.count_parcels().await),
        #[cfg(feature = "retries")]
        "add" => report::outcome(
            &client
                .add_parcel(client::types::NewParcel { grams: 1 })
                .await,
        ),
        #[cfg(feature = "unions")]
        "payment" => {
            let result = client.get_payment().await;
            let arm = result.as_ref().map(|payment| match payment {
                Payment::Card(_) => "Card",
                Payment::Transfer(_) => "Transfer",
            });
            report::of_arm(report::outcome(&result), arm.unwrap_or_default())
        }
        other => return Err(format!("there is no call {other}").into()),
    };
    println!("{said}");
    Ok(())
}
