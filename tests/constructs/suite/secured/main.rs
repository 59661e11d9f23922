//! How the client of a document proves the caller that nobody has written a face for: `secured.yaml`.
//!
//! | file | tests |
//! |---|---|
//! | `schemes` | what each security scheme sends |
//! | `alternatives` | several schemes at once, one of several, none |
//! | `secrets` | that no key shows or goes astray |
//! | `addresses` | the address of the document, and its variables |
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
#![allow(clippy::all, clippy::unwrap_used)]
// The crate is a program here, whose tests call only some of it.
#![allow(dead_code, unreachable_pub)]

include!(concat!(env!("OUT_DIR"), "/secured.rs"));

mod addresses;
mod alternatives;
#[path = "../recorder.rs"]
mod recorder;
mod schemes;
mod secrets;

use recorder::{Sent, listen, no_content};
use tokio::task::JoinHandle;

/// A builder with all credentials.
fn with_all() -> ClientBuilder {
    Client::builder()
        .header_key("fake-header-key")
        .app_key("fake-app-key")
        .whole_value("Fake whole-value")
        .query_key("fake query/key+")
        .session("fake-session")
        .session_2("fake-legacy")
        .timeout_(Login::new("fake-user", "fake-password"))
        .bearer("fake-bearer")
        .word("fake-ticket")
        .digest(Login::new("fake-user", "fake-password"))
        .service("fake-service-token")
        .sign_in("fake-sign-in")
        .open_id("fake-open-id")
}

/// A client of a server that answers one request without a body, and that request.
async fn at_server(builder: ClientBuilder) -> (Client, JoinHandle<Sent>) {
    let (address, sent) = listen(&no_content()).await;
    (builder.base_url(address).build().unwrap(), sent)
}

/// The request line and all headers but those of the HTTP client, one a line.
fn shown(sent: &Sent) -> String {
    let mut lines = vec![sent.line.clone()];
    let headers = sent.headers().into_iter();
    lines.extend(headers.filter(|header| header != "accept: */*"));
    let authorization = sent.header("authorization");
    lines.extend(authorization.map(|value| format!("authorization: {value}")));
    lines.join("\n")
}
