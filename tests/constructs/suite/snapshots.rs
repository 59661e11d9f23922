//! What a reviewer reads: the operations and the types, described.

#[test]
fn operations() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/surface.txt")));
}

#[test]
fn types() {
    insta::assert_snapshot!(include_str!(concat!(env!("OUT_DIR"), "/types.txt")));
}
