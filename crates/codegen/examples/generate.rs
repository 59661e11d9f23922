//! Generates a client of one document into a folder, which is then a module of a crate:
//! `cargo run --release -p backhaul-codegen --example generate -- DOCUMENT FOLDER`.
//!
//! Prints the features of `backhaul-runtime` that the crate must turn on, one a line. `benches/peers` runs it.
#![allow(clippy::print_stdout, reason = "an example talks on standard output")]

use std::env;

use backhaul_codegen::Build;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args_os().skip(1);
    let document = arguments.next().ok_or("name a document")?;
    let folder = arguments
        .next()
        .ok_or("name a folder for the generated files")?;
    // A name that fits any document: its own may have characters that no crate has.
    let written = Build::of(document).name("client").write_to(folder)?;
    for feature in written.runtime_features {
        println!("{feature}");
    }
    Ok(())
}
