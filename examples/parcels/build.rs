//! Generates the client of `parcels.yaml`.

use backhaul_codegen::{Build, BuildError};

fn main() -> Result<(), BuildError> {
    let written = Build::of("parcels.yaml").write_to_out_dir()?;
    // What of the document the client does not do: nothing, in this one.
    written.show_warnings();
    Ok(())
}
