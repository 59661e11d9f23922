//! Writes the source of the client `committed` anew, or with `--check` only shows what is stale. Call it in the folder
//! `examples`: `cargo run -p xtask`.

use backhaul_codegen::{Build, BuildError};

fn main() -> Result<(), BuildError> {
    let build = Build::of("parcels/parcels.yaml").module("committed");
    if std::env::args().any(|argument| argument == "--check") {
        let changes = build.compare("committed/src/generated")?;
        print!("{}", changes.diff(".".as_ref()));
        std::process::exit(i32::from(!changes.is_empty()));
    }
    println!("{}", build.write_to("committed/src/generated")?.summary);
    Ok(())
}
