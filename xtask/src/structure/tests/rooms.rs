//! Rooms on floors.

use super::{Outcome, last_line, look_at, texts};
use crate::structure::allowed::Allowed;

/// Two rooms without a circle of files, since each arrow has its own file.
const ROOMS: [(&str, &str); 7] = [
    ("a/src/lib.rs", "mod low;\nmod high;"),
    (
        "a/src/low/mod.rs",
        "pub(crate) mod first;\npub(crate) mod second;",
    ),
    (
        "a/src/low/first.rs",
        "pub(crate) struct First;\npub(crate) struct Other;",
    ),
    (
        "a/src/low/second.rs",
        "use crate::high::Above;\npub(crate) struct Second(Above);",
    ),
    (
        "a/src/high/mod.rs",
        "mod above;\nmod user;\npub(crate) use above::Above;",
    ),
    ("a/src/high/above.rs", "pub(crate) struct Above;"),
    (
        "a/src/high/user.rs",
        "use crate::low::first::{First, Other};\nstruct User(First, Other);",
    ),
];

#[test]
fn rooms_that_use_each_other_have_an_arrow_upward() -> Outcome {
    let found = look_at(&ROOMS, &[])?;
    assert!(found.crates[0].circles.is_empty(), "{found}");
    assert_eq!(found.crates[0].upward.len(), 1, "{found}");
    assert!(!found.is_sound());
    assert_eq!(
        last_line(&found),
        "circles: 0, arrows upward: 1, files over 400 lines: 0"
    );
    Ok(())
}

#[test]
fn the_order_of_rooms_is_the_one_with_the_fewest_arrows_upward() -> Outcome {
    // Everything uses `base`, which uses `top` alone: one arrow, whatever the names are.
    let mut files = vec![
        (
            "a/src/lib.rs",
            "mod base;\nmod middle;\nmod other;\nmod top;",
        ),
        (
            "a/src/base.rs",
            "pub struct Base(Option<Box<crate::top::Top>>);",
        ),
        ("a/src/middle.rs", "pub struct Middle(crate::base::Base);"),
        (
            "a/src/other.rs",
            "pub struct Other(crate::base::Base, crate::middle::Middle);",
        ),
    ];
    files.push((
        "a/src/top.rs",
        "pub struct Top(crate::base::Base, crate::middle::Middle, crate::other::Other);",
    ));
    let found = look_at(&files, &[])?;
    assert_eq!(
        texts(&found.crates[0].upward),
        ["a/src/base -> a/src/top: Top"]
    );
    Ok(())
}

#[test]
fn an_arrow_on_the_list_is_counted_but_does_not_fail() -> Outcome {
    let listed = Allowed {
        from: "a/src/low",
        to: "a/src/high",
        reason: "both know the other",
    };
    let found = look_at(&ROOMS, &[listed])?;
    assert!(found.is_sound(), "{found}");
    assert!(found.to_string().contains("both know the other"), "{found}");
    assert_eq!(
        last_line(&found),
        "circles: 0, arrows upward: 1, files over 400 lines: 0"
    );
    Ok(())
}

#[test]
fn an_arrow_on_the_list_that_is_not_there_fails() {
    let listed = Allowed {
        from: "a/src/low",
        to: "a/src/lib",
        reason: "none",
    };
    let error = look_at(&ROOMS, &[listed]).err().unwrap();
    assert!(error.contains("a/src/low -> a/src/lib"), "{error}");
}

#[test]
fn at_most_two_arrows_are_allowed() {
    let listed = || Allowed {
        from: "a/src/low",
        to: "a/src/high",
        reason: "none",
    };
    let error = look_at(&ROOMS, &[listed(), listed(), listed()])
        .err()
        .unwrap();
    assert!(error.contains("at most 2"), "{error}");
}
