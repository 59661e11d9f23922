//! The committed source is what the document says today, and can be used.

use backhaul_codegen::Build;
use committed::Client;

#[test]
fn the_source_is_fresh() -> Result<(), Box<dyn std::error::Error>> {
    // Each file names its document as the xtask does, which runs in the folder above.
    std::env::set_current_dir("..")?;
    let build = Build::of("parcels/parcels.yaml").module("committed");
    let changes = build.compare("committed/src/generated")?;
    assert!(changes.is_empty(), "{}", changes.diff(".".as_ref()));
    Ok(())
}

#[test]
fn a_call_of_the_committed_client_can_be_shown() -> Result<(), Box<dyn std::error::Error>> {
    let client = Client::builder()
        .key("fake-key")
        .base_url("http://127.0.0.1:9/v1")
        .build()?;
    let preview = client.list_parcels().size(2).preview()?;
    assert_eq!(preview.url(), "http://127.0.0.1:9/v1/parcels?size=2");
    Ok(())
}
