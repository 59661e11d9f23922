//! What a reviewer reads: the operations and the types, described; of the clients that nobody has written a face for,
//! the operations and what is needed to build a client.

#[test]
fn operations() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/surface.txt")));
}

#[test]
fn types() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/types.txt")));
}

#[test]
fn newer() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/newer_surface.txt")));
}

#[test]
fn loose() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/loose_surface.txt")));
}

#[test]
fn secured() {
    insta::assert_snapshot!(include_str!(concat!(
        env!("OUT_DIR"),
        "/secured_surface.txt"
    )));
}
