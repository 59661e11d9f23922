//! A document may have types of any name: the macros' code never confuses them with its own.
#![allow(unreachable_pub)] // The macros make public types.

crate::validated_string! {
    /// A type of the name that a type parameter could have.
    pub struct T;
    crate::for_client_crates::Constraint { min_length: 1, max_length: 2, pattern: None }
}

crate::validated_array! {
    /// Some of them.
    pub struct Ok(T);
    min_items = 1, max_items = 2
}

#[test]
fn names_may_be_those_of_rust() {
    assert_eq!(
        Ok::try_from(vec!["a"]).map(|list| list.as_slice().len()),
        Result::Ok(1)
    );
    assert_eq!(
        Ok::try_from(["a", "b"]).map(|list| list.as_slice().len()),
        Result::Ok(2)
    );
    assert!(Ok::try_from(["abc"]).is_err());
    assert_eq!(
        T::try_from("a").map(String::from),
        Result::Ok("a".to_owned())
    );
}
