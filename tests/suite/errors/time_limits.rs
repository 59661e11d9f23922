//! Limits of time that end a call.
//!
//! The limit of a connection is the only one that is not the test's clock: the network keeps it. It is
//! set to a millisecond, to a port whose queue is full, so that no test sleeps.

use std::time::Duration;

use backhaul_runtime::{ErrorKind, Retry, TimeLimit};
use backhaul_sandbox::{Fault, Sandbox};

use crate::errors::client::{EXPORT, assert_ended_by, atlas, get_export, predicates};
use crate::support::clock::{ATTEMPT, CALL};

#[tokio::test]
async fn a_stall_ends_with_the_limit_that_is_over() {
    let sandbox = Sandbox::start().await.unwrap();
    let running = sandbox.fixtures().running_export_id;
    for (limit, over, retryable, setting) in [
        (ATTEMPT, TimeLimit::Attempt, true, "(timeout)"),
        (CALL, TimeLimit::Call, false, "(call_timeout)"),
    ] {
        for fault in [
            Fault::stall(),
            Fault::stall().after_applied(),
            Fault::drip(4),
        ] {
            let (builder, clock) = atlas(&sandbox);
            clock.end_with_a_stall(limit);
            sandbox.faults().on(EXPORT, fault);
            let error = get_export(builder.retry(Retry::off()), &sandbox, running).await;
            sandbox.faults().clear();
            assert_ended_by(&error, over, setting);
            assert_eq!(
                predicates(&error),
                [false, false, false, true, retryable, false]
            );
        }
    }
}

#[tokio::test]
async fn a_connection_that_is_never_made_ends_in_time() {
    let sandbox = Sandbox::start().await.unwrap();
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    // Room for one connection, which nobody accepts. The kernel drops later ones.
    let full = socket.listen(0).unwrap();
    let address = full.local_addr().unwrap();
    let _first = tokio::net::TcpStream::connect(address).await.unwrap();
    let (builder, clock) = atlas(&sandbox);
    let builder = builder
        .base_url(format!("http://{address}"))
        .connect_timeout(Duration::from_millis(1));
    let error = get_export(builder, &sandbox, sandbox.fixtures().running_export_id).await;
    assert_eq!(
        (error.kind(), error.time_limit()),
        (ErrorKind::Connect, Some(TimeLimit::Connect))
    );
    assert_eq!(predicates(&error), [false, false, false, true, true, true]);
    assert_eq!((error.attempts(), clock.waits().len()), (4, 3));
    assert!(error.to_string().contains("(connect_timeout)"), "{error}");
}
