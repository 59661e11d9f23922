//! Makes one call: `program ADDRESS TOKEN CALL ARGUMENT`.
#![allow(unused)]

use client::apis::configuration::Configuration;
use client::{apis, models};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, token, call, argument] = &arguments[..] else {
        return Err("wrong arguments".into());
    };
    let client = Configuration {
        base_path: address.clone(),
        bearer_access_token: Some(token.clone()),
        ..Configuration::default()
    };
    let said = match call.as_str() {
        #[cfg(feature = "answers")]
        "locker" => report::outcome(&apis::lockers_api::get_locker(&client, argument).await),
        #[cfg(feature = "path")]
        "door" => report::outcome(&apis::doors_api::get_door(&client, argument).await),
        #[cfg(feature = "secrets")]
        "owner" => {
            let owner = models::Owner::new("A".to_owned(), argument.clone());
            let request = format!("{owner:?}");
            let result = apis::owners_api::put_owner(&client, owner).await;
            report::shown(report::outcome(&result), &client, request)
        }
        #[cfg(feature = "retries")]
        "count" => report::outcome(&apis::parcels_api::count_parcels(&client).await),
        #[cfg(feature = "retries")]
        "add" => report::outcome(
            &apis::parcels_api::add_parcel(&client, models::NewParcel::new(1)).await,
        ),
        #[cfg(feature = "unions")]
        "payment" => {
            let result = apis::payment_api::get_payment(&client).await;
            let arm = result.as_ref().map(|payment| match payment {
                models::Payment::Card(_) => "Card",
                models::Payment::Transfer(_) => "Transfer",
            });
            report::of_arm(report::outcome(&result), arm.unwrap_or_default())
        }
        other => return Err(format!("there is no call {other}").into()),
    };
    println!("{said}");
    Ok(())
}
