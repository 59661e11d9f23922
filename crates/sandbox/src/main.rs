//! Runs the sandbox until Ctrl-C. Takes one optional argument, the port.
#![allow(clippy::print_stdout)]

use backhaul_sandbox::Sandbox;
use std::error::Error;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let port = match std::env::args().nth(1) {
        Some(port) => port
            .parse()
            .map_err(|_| format!("not a port number: {port}"))?,
        None => 0,
    };
    let sandbox = Sandbox::builder().port(port).start().await?;
    println!("The sandbox listens on {}", sandbox.url());
    println!("Its credentials are made up and open nothing else:");
    println!("{:#?}", sandbox.fixtures());
    println!("Ctrl-C ends it.");
    tokio::signal::ctrl_c().await?;
    sandbox.stop().await;
    Ok(())
}
