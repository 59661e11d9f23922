//! Which file uses which, and the circles of it.

use super::{Outcome, last_line, look_at, texts};

#[test]
fn files_that_use_each_other_are_a_circle() -> Outcome {
    let found = look_at(
        &[
            ("a/src/lib.rs", "mod one;\nmod two;\nmod three;"),
            ("a/src/one.rs", "use crate::two::Two;\npub struct One(Two);"),
            (
                "a/src/two.rs",
                "pub struct Two;\nimpl Two { fn one() -> Option<super::one::One> { None } }",
            ),
            ("a/src/three.rs", "fn one(_: crate::one::One) {}"),
        ],
        &[],
    )?;
    assert_eq!(found.crates.len(), 1);
    assert_eq!(found.crates[0].circles.len(), 1);
    assert_eq!(
        texts(&found.crates[0].circles[0]),
        [
            "a/src/one.rs -> a/src/two.rs: Two",
            "a/src/two.rs -> a/src/one.rs: One"
        ]
    );
    assert!(!found.is_sound());
    assert_eq!(
        last_line(&found),
        "circles: 1, arrows upward: 1, files over 400 lines: 0"
    );
    Ok(())
}

#[test]
fn files_in_a_row_are_sound() -> Outcome {
    let found = look_at(
        &[
            (
                "a/src/lib.rs",
                "mod one;\nmod two;\nmod three;\npub use one::One;",
            ),
            (
                "a/src/one.rs",
                "use crate::{three, two::Two};\npub struct One(Two, three::Three);",
            ),
            ("a/src/two.rs", "pub struct Two(crate::three::Three);"),
            ("a/src/three.rs", "pub struct Three;"),
        ],
        &[],
    )?;
    assert!(found.is_sound(), "{found}");
    assert_eq!(
        last_line(&found),
        "circles: 0, arrows upward: 0, files over 400 lines: 0"
    );
    Ok(())
}

#[test]
fn a_re_export_is_followed_to_the_file_that_defines_the_name() -> Outcome {
    let found = look_at(
        &[
            (
                "a/src/lib.rs",
                "mod low;\nmod high;\npub(crate) use crate::low::*;",
            ),
            (
                "a/src/low/mod.rs",
                "mod deep;\npub(crate) use self::deep::Deep as Renamed;",
            ),
            (
                "a/src/low/deep.rs",
                "use crate::high;\npub(crate) struct Deep(high::High);",
            ),
            (
                "a/src/high.rs",
                "use crate::Renamed;\npub(crate) struct High(Box<Renamed>);",
            ),
        ],
        &[],
    )?;
    assert_eq!(found.crates[0].circles.len(), 1);
    assert_eq!(
        texts(&found.crates[0].circles[0]),
        [
            "a/src/high.rs -> a/src/low/deep.rs: Deep",
            "a/src/low/deep.rs -> a/src/high.rs: High"
        ]
    );
    Ok(())
}

#[test]
fn a_parent_that_holds_code_is_a_file_like_any_other() -> Outcome {
    let child = (
        "a/src/room/child.rs",
        "pub(crate) fn child() { super::parent() }",
    );
    let library = ("a/src/lib.rs", "mod room;");
    let face = "mod child;\nmod own;\npub(crate) use child::child;\npub(crate) use own::parent;";
    let own = ("a/src/room/own.rs", "pub(crate) fn parent() {}");
    let found = look_at(&[library, child, own, ("a/src/room/mod.rs", face)], &[])?;
    assert!(found.is_sound(), "{found}");

    let code = "mod child;\npub(crate) use child::child;\npub(crate) fn parent() {}";
    let found = look_at(&[library, child, ("a/src/room/mod.rs", code)], &[])?;
    assert_eq!(
        texts(&found.crates[0].circles[0]),
        [
            "a/src/room/child.rs -> a/src/room/mod.rs: parent",
            "a/src/room/mod.rs -> a/src/room/child.rs: child"
        ]
    );
    Ok(())
}

#[test]
fn what_only_tests_compile_draws_no_arrow() -> Outcome {
    let low = "\
        pub struct Low;
        impl Low {
            #[cfg(test)]
            fn high() -> crate::high::High { crate::high::High(Low) }
            fn kept(&self) {}
        }
        #[cfg(all(test, unix))]
        mod inline { use crate::high::High; }
        #[cfg(test)]
        mod tests;";
    let found = look_at(
        &[
            ("a/src/lib.rs", "mod low;\nmod high;"),
            ("a/src/low.rs", low),
            ("a/src/low/tests.rs", "use crate::high::High;"),
            ("a/src/high.rs", "pub struct High(pub crate::low::Low);"),
            ("a/tests/suite/main.rs", "mod one;"),
            ("a/tests/suite/one.rs", "use crate::two;"),
        ],
        &[],
    )?;
    assert!(found.is_sound(), "{found}");
    assert_eq!(found.crates.len(), 1);
    assert_eq!(found.crates[0].files, 3);
    Ok(())
}

#[test]
fn what_a_condition_on_tests_does_not_cover_draws_arrows() -> Outcome {
    let low = "\
        #[cfg(not(test))]
        use crate::high::High;
        pub struct Low;
        impl Low {
            #[cfg(test)]
            fn first() {}
            fn second() -> Option<High> { None }
        }";
    let high = "pub struct High(pub crate::low::Low);";
    let files = [
        ("a/src/lib.rs", "mod low;\nmod high;"),
        ("a/src/low.rs", low),
        ("a/src/high.rs", high),
    ];
    let found = look_at(&files, &[])?;
    assert_eq!(found.crates[0].circles.len(), 1);
    Ok(())
}

#[test]
fn macros_are_read_and_followed() -> Outcome {
    let low = "\
        #[macro_export]
        macro_rules! low { () => { $crate::high::High } }
        pub struct Low;";
    let found = look_at(
        &[
            ("a/src/lib.rs", "mod low;\nmod high;"),
            ("a/src/low.rs", low),
            (
                "a/src/high.rs",
                "pub struct High;\nfn all() { vec![crate::low!()]; }",
            ),
        ],
        &[],
    )?;
    assert_eq!(
        texts(&found.crates[0].circles[0]),
        [
            "a/src/high.rs -> a/src/low.rs: low",
            "a/src/low.rs -> a/src/high.rs: High"
        ]
    );
    Ok(())
}

#[test]
fn fields_methods_and_other_crates_are_not_names_of_ours() -> Outcome {
    let low = "\
        use std::io::high;
        fn low(value: &Value) -> ::high::High {
            value.high();
            value.low.high();
            for _ in 0..LOW {}
        }
        pub const LOW: usize = 1;";
    let found = look_at(
        &[
            ("a/src/lib.rs", "mod low;\nmod high;"),
            ("a/src/low.rs", low),
            (
                "a/src/high.rs",
                "pub fn high() -> usize { crate::low::LOW }",
            ),
        ],
        &[],
    )?;
    assert!(found.is_sound(), "{found}");
    Ok(())
}
