//! Requests that stall and bodies that drip.

use backhaul_sandbox::{Fault, Sandbox};

use super::request::{OPERATION, applied, at_rest, client, head, post, send};
use crate::common::Sent;

#[tokio::test]
async fn a_stalled_request_continues_when_it_is_released() {
    let sandbox = Sandbox::start().await.unwrap();
    let faults = sandbox.faults();
    for (fault, applied_while_it_stalls) in [
        (Fault::stall(), 0),
        (Fault::stall().after_applied(), 2),
        (Fault::stall().before_credentials(), 2),
    ] {
        faults.on(OPERATION, fault).times(1);
        let stalled = faults.next_stall();
        let look = async {
            stalled.await;
            assert_eq!(applied(&sandbox), applied_while_it_stalls);
            faults.release();
        };
        let (answer, ()) = tokio::join!(send(&sandbox), look);
        assert_eq!(answer.unwrap().0, 200);
    }
    assert_eq!(applied(&sandbox), 3);
    let statuses: Vec<_> = sandbox.requests().iter().map(|one| one.status).collect();
    assert_eq!(statuses, [200; 3]);
}

#[tokio::test]
async fn a_client_that_disconnects_ends_its_stall_and_is_recorded() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().on(OPERATION, Fault::stall()).times(1);
    let stalled = sandbox.faults().next_stall();
    tokio::select! {
        _ = send(&sandbox) => panic!("it stalls"),
        () = stalled => {}
    }
    while sandbox.requests().is_empty() {
        tokio::task::yield_now().await;
    }
    let request = &sandbox.requests()[0];
    assert_eq!(
        (request.status, request.faults.as_slice()),
        (0, &["stall".to_owned()][..])
    );
    assert_eq!(applied(&sandbox), 0);
}

#[tokio::test]
async fn a_stalled_request_does_not_delay_the_end() {
    let sandbox = Sandbox::start().await.unwrap();
    sandbox.faults().on(OPERATION, Fault::stall());
    let stalled = sandbox.faults().next_stall();
    let Sent {
        method,
        url,
        headers,
        ..
    } = post(&sandbox);
    let request = client().request(method, url).headers(headers);
    let answer = tokio::spawn(async move { request.send().await.map(|one| one.status()) });
    stalled.await;
    sandbox.stop().await;
    assert_eq!(answer.await.unwrap().unwrap(), 200);
}

#[tokio::test]
async fn a_body_drips_as_it_is_released() {
    let sandbox = at_rest().await;
    let faults = sandbox.faults();
    let (_, whole) = send(&sandbox).await.unwrap();
    faults.on(OPERATION, Fault::drip(u64::MAX)).times(1);
    assert_eq!(send(&sandbox).await.unwrap().1, whole);

    faults.on(OPERATION, Fault::drip(2)).times(1);
    let mut stalled = faults.next_stall();
    let mut response = head(&sandbox).await.unwrap();
    let mut seen = Vec::new();
    for (due, more) in [(2, 1), (3, 2), (5, 1)] {
        stalled.await;
        while seen.len() < due {
            seen.extend_from_slice(&response.chunk().await.unwrap().unwrap());
        }
        assert_eq!(seen, whole.as_bytes()[..due]);
        stalled = faults.next_stall();
        faults.let_bytes(more);
    }
    stalled.await;
    faults.release();
    while let Some(bytes) = response.chunk().await.unwrap() {
        seen.extend_from_slice(&bytes);
    }
    assert_eq!(seen, whole.as_bytes());
}
