//! Connections that are refused or reset.

use backhaul_sandbox::Sandbox;

use super::request::{client, is_reset, post, send};
use crate::common::Sent;

#[tokio::test]
async fn a_closed_port_refuses_and_opens_again() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(&sandbox);
    let client = client();
    let request = || {
        client
            .request(method.clone(), &url)
            .headers(headers.clone())
    };
    assert!(request().send().await.is_ok());
    for _ in 0..3 {
        faults.refuse_connections().unwrap();
        faults.refuse_connections().unwrap();
        let error = send(&sandbox).await.unwrap_err();
        assert!(error.is_connect() && !is_reset(&error), "{error:?}");
        faults.accept_connections().unwrap();
        faults.accept_connections().unwrap();
        assert_eq!(send(&sandbox).await.unwrap().0, 200);
    }
    // A client that keeps its connections has lost them too, and makes others.
    assert!(request().send().await.is_ok());
}

#[tokio::test]
async fn a_sandbox_that_has_ended_has_no_port_any_more() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    let url = sandbox.url().to_owned();
    sandbox.stop().await;
    let error = client().get(url).send().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(faults.refuse_connections().is_err() && faults.accept_connections().is_err());
}

#[tokio::test]
async fn a_connection_can_be_reset_before_a_request() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().reset_connections(2);
    for _ in 0..2 {
        let error = send(&sandbox).await.unwrap_err();
        assert!(!error.is_connect(), "the connection was open: {error:?}");
    }
    assert_eq!(send(&sandbox).await.unwrap().0, 200);
    assert_eq!(sandbox.requests().len(), 1);
    sandbox.faults().reset_connections(1);
    sandbox.faults().clear();
    assert_eq!(send(&sandbox).await.unwrap().0, 200);
}
