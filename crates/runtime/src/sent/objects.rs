//! Types for the inside of request bodies: objects, and unions of them.

/// Declares an object for requests. Its setters are in a separate `impl`.
///
/// `required` lists the properties that must be set, `fixed` those with a constant value: each with its name
/// on the wire and its setter. `json` is the [`Shape`](crate::for_client_crates::Shape) of the object.
///
/// Used by generated code; see `generated/requests.rs` of any provider crate that has one.
#[macro_export]
macro_rules! request_object {
    (
        $(#[$meta:meta])*
        pub struct $name:ident;
        required = [$($required:expr),*]
        fixed = [$(($fixed:literal, $setter:literal, $text:literal)),*]
        json = $json:path
    ) => {
        $(#[$meta])*
        #[derive(Clone)]
        #[must_use = "nothing is sent before a call takes it"]
        pub struct $name($crate::for_client_crates::Fields);

        impl $name {
            /// An object with no property set yet.
            #[allow(unused_mut)] // Most have no fixed property.
            pub fn new() -> Self {
                let mut fields = <$crate::for_client_crates::Fields as ::std::default::Default>::default();
                $(fields.put($fixed, $setter, $crate::for_client_crates::FieldValue::text($text));)*
                Self(fields)
            }

            /// Reads the object from JSON: a text, such as the content of a file, or a `serde_json::Value`. It
            /// is checked by the rules of the setters, which can still change it.
            ///
            /// # Errors
            /// If the JSON is not complete and right. The error names every mistake with its place: what is
            /// missing, not allowed, of another type, or unknown. It does not show values that are sensitive.
            pub fn from_json(
                json: impl ::std::convert::Into<$crate::RequestJson>,
            ) -> ::std::result::Result<Self, $crate::Error> {
                $json.read(json.into()).map(Self)
            }

            #[allow(dead_code)] // Only unions call it.
            pub(crate) fn __of(fields: $crate::for_client_crates::Fields) -> Self {
                Self(fields)
            }
        }

        impl ::std::convert::TryFrom<$crate::for_client_crates::serde_json::Value> for $name {
            type Error = $crate::Error;

            fn try_from(
                value: $crate::for_client_crates::serde_json::Value,
            ) -> ::std::result::Result<Self, $crate::Error> {
                Self::from_json(value)
            }
        }

        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::new()
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(::std::stringify!($name))?;
                f.write_str(" ")?;
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::std::convert::From<$name> for $crate::for_client_crates::FieldValue {
            fn from(object: $name) -> Self {
                object.0.require(&[$($required),*]).into()
            }
        }
    };
}

/// Declares a union of objects for requests. `json` is the [`Choice`](crate::for_client_crates::Choice)
/// between them, in the same order.
///
/// Used by generated code; see `generated/requests.rs` of any provider crate that has one.
#[macro_export]
macro_rules! request_union {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident($member:ty),)+
        }
        json = $json:path
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug)]
        #[must_use = "nothing is sent before a call takes it"]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_meta])* $variant($member),)+
        }

        impl $name {
            /// Reads one of the objects from JSON, like their own `from_json`.
            ///
            /// # Errors
            /// If the JSON is not complete and right. The error names every mistake with its place.
            pub fn from_json(
                json: impl ::std::convert::Into<$crate::RequestJson>,
            ) -> ::std::result::Result<Self, $crate::Error> {
                const VARIANTS: &[fn($crate::for_client_crates::Fields) -> $name] =
                    &[$(|fields| $name::$variant(<$member>::__of(fields))),+];
                let (index, fields) = $json.read(json.into())?;
                ::std::result::Result::Ok(VARIANTS[index](fields))
            }
        }

        impl ::std::convert::TryFrom<$crate::for_client_crates::serde_json::Value> for $name {
            type Error = $crate::Error;

            fn try_from(
                value: $crate::for_client_crates::serde_json::Value,
            ) -> ::std::result::Result<Self, $crate::Error> {
                Self::from_json(value)
            }
        }

        $(impl ::std::convert::From<$member> for $name {
            fn from(member: $member) -> Self {
                Self::$variant(member)
            }
        })+

        impl ::std::convert::From<$name> for $crate::for_client_crates::FieldValue {
            fn from(union: $name) -> Self {
                match union {
                    $($name::$variant(member) => {
                        // By its full path, because the member may have a setter called `into`.
                        <$crate::for_client_crates::FieldValue as ::std::convert::From<$member>>::from(member)
                    })+
                }
            }
        }
    };
}

#[cfg(test)]
#[allow(unreachable_pub)] // The macros make public types.
mod tests {
    use serde_json::json;

    use crate::SensitiveString;
    use crate::error::problem::Place;
    use crate::for_client_crates::{Argument, Choice, FieldValue, Fields, Rule, Shape};
    use crate::sent::fields::Found;

    crate::request_object! {
        /// A label.
        pub struct Label;
        required = [("theKey", "the_key")]
        fixed = []
        json = LABEL
    }

    static LABEL: Shape = Shape {
        name: "Label",
        members: &[
            ("theKey", "the_key", Rule::Text),
            (
                "count",
                "count",
                Rule::Nullable(&Rule::Integer(1, i64::MAX, &[])),
            ),
            ("token", "token", Rule::Secret),
        ],
        required: &[("theKey", "the_key")],
        fixed: &[],
        read_only: &["id"],
    };

    crate::request_object! {
        /// A place to write to.
        pub struct Bucket;
        required = []
        fixed = [("cloudProvider", "cloud_provider", "AWS")]
        json = BUCKET
    }

    static BUCKET: Shape = Shape {
        name: "Bucket",
        members: &[("cloudProvider", "cloud_provider", Rule::OneOf(&["AWS"]))],
        required: &[],
        fixed: &[("cloudProvider", "cloud_provider", "AWS")],
        read_only: &[],
    };

    crate::request_union! {
        /// Either.
        pub enum Either {
            /// A label.
            Label(Label),
            /// A bucket.
            Bucket(Bucket),
        }
        json = EITHER
    }

    static EITHER: Choice = Choice {
        name: "Either",
        tag: "cloudProvider",
        setter: "cloud_provider",
        members: &[(&["none"], &LABEL), (&["AWS"], &BUCKET)],
    };

    impl Label {
        #[expect(dead_code, reason = "a property may be called so")]
        fn into(self, _: &str) -> Self {
            self
        }

        fn the_key(mut self, value: &str) -> Self {
            self.0
                .put("theKey", "the_key", Argument::<String>::from_value(value));
            self
        }

        fn count(mut self, value: i64) -> Self {
            let value = Argument::<i64>::from_value(value).at_least(1);
            self.0.put("count", "count", value);
            self
        }

        fn token(mut self, value: &str) -> Self {
            let value = Argument::<SensitiveString>::from_value(value);
            self.0.put("token", "token", FieldValue::secret(value));
            self
        }
    }

    fn problems(value: FieldValue) -> Vec<String> {
        let mut fields = Fields::default();
        fields.put("theLabels", "the_labels", value);
        let mut found = Found::default();
        fields.inspect(&Place::Top, &mut found);
        let problems = found.problems.iter();
        problems.map(ToString::to_string).collect()
    }

    fn json(value: impl Into<FieldValue>) -> serde_json::Value {
        serde_json::to_value(value.into()).unwrap()
    }

    #[test]
    fn only_properties_that_are_set_are_sent() {
        assert_eq!(json(Label::new().the_key("a")), json!({ "theKey": "a" }));
        let label = Label::new().the_key("a").the_key("b").count(0).count(2);
        assert_eq!(json(label), json!({ "theKey": "b", "count": 2 }));
        assert_eq!(json(Bucket::new()), json!({ "cloudProvider": "AWS" }));
        let label = Label::new().the_key("a").token("t");
        assert_eq!(
            json(Either::from(label)),
            json!({ "theKey": "a", "token": "t" })
        );
        assert_eq!(json(FieldValue::null()), json!(null));
    }

    #[test]
    fn each_mistake_is_named_with_its_place() {
        let labels = [Label::new(), Label::new().the_key("a").count(0)];
        assert_eq!(
            problems(FieldValue::list(labels)),
            [
                "the_labels[0].the_key is missing: call .the_key(...)",
                "the_labels[1].count: 0 is not allowed: it must be at least 1",
            ]
        );
        assert_eq!(
            problems(Either::from(Label::new()).into()),
            ["the_labels.the_key is missing: call .the_key(...)"]
        );
        assert_eq!(problems(Bucket::new().into()), [""; 0]);
    }

    #[test]
    fn arrays_are_counted() {
        let list = |count: usize| FieldValue::list(vec![Bucket::new(); count]);
        assert_eq!(problems(list(1).at_least(1).at_most(2)), [""; 0]);
        assert_eq!(
            problems(list(0).at_least(1).at_most(2)),
            ["the_labels: 0 items are not allowed: there must be at least 1"]
        );
        assert_eq!(
            problems(list(3).at_least(1).at_most(2)),
            ["the_labels: 3 items are not allowed: there must be at most 2"]
        );
    }

    #[test]
    fn too_many_items_do_not_hide_the_problems_of_each() {
        let labels = [Label::new(), Label::new().the_key("a").count(0)];
        let labels = FieldValue::list(labels).at_most(1);
        assert!(serde_json::to_value(&labels).is_err(), "it is not sent");
        assert_eq!(
            problems(labels),
            [
                "the_labels: 2 items are not allowed: there must be at most 1",
                "the_labels[0].the_key is missing: call .the_key(...)",
                "the_labels[1].count: 0 is not allowed: it must be at least 1",
            ]
        );
    }

    #[test]
    fn a_secret_does_not_show() {
        let label = Label::new().the_key("a").token("hidden-text");
        assert_eq!(
            format!("{label:?}"),
            r#"Label {the_key: "a", token: [sensitive]}"#
        );
        let shown = format!("{:?} {:#?}", Either::from(label.clone()), label);
        assert!(!shown.contains("hidden-text"), "{shown}");
    }
}
