//! What is wrong with the arguments of a call, as data.

use std::fmt;

use crate::shown::OneLine;

/// One thing that is wrong with the arguments of a call, from [`Error::problems`](crate::Error::problems).
///
/// `Display` is how the error itself names it. A front end that has names of its own, such as the flags of a
/// command, builds its own line from the parts:
///
/// ```
/// use backhaul_runtime::{Error, ProblemKind};
///
/// fn in_words(error: &Error) -> Vec<String> {
///     let lines = error.problems().iter().map(|problem| {
///         let flag = problem.setter.replace('_', "-");
///         match problem.kind {
///             ProblemKind::Missing => format!("--{flag} is required"),
///             _ => format!("--{flag}: {}", problem.reason),
///         }
///     });
///     lines.collect()
/// }
/// # assert!(in_words(&Error::invalid_input("not about arguments")).is_empty());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// What kind of problem it is.
    pub kind: ProblemKind,
    /// The argument as code names it: the setters that lead to it, with the index of an item from 0. For
    /// example `group_id`, `policies[0].policy_items`. A member that nobody knows has no setter, so it is named
    /// as it was given.
    pub setter: String,
    /// The same with the names on the wire: `groupId`, `policies[0].policyItems`. Empty if it is the body as a
    /// whole.
    pub wire: String,
    /// Why, in words that name neither the argument nor a setter: `is missing`, `"x" is not a valid GroupId: it
    /// must match ...`. A value that the document calls sensitive is not in it.
    pub reason: String,
    /// Whether it was read from JSON, so that its place in the JSON says more than setters.
    of_json: bool,
}

/// A kind of [`Problem`]. New kinds may be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A required argument was not given.
    Missing,
    /// The value is not allowed.
    NotAllowed,
    /// JSON has a member that cannot be sent: nobody knows it, only the provider sets it, or it is there twice.
    Unknown,
}

impl Problem {
    /// A required argument that was not given.
    pub(crate) fn missing(place: &Place<'_>, of_json: bool) -> Self {
        Self {
            kind: ProblemKind::Missing,
            setter: place.setters(),
            wire: place.wire(),
            reason: "is missing".to_owned(),
            of_json,
        }
    }

    /// A value that is not allowed. If `reason` begins with the index of an item, that belongs to the place.
    pub(crate) fn not_allowed(place: &Place<'_>, reason: &str, of_json: bool) -> Self {
        let index = reason
            .strip_prefix('[')
            .and_then(|rest| rest.split_once("]: "));
        let (index, reason) = match index {
            Some((index, rest)) => (format!("[{index}]"), rest),
            None => (String::new(), reason),
        };
        Self {
            kind: ProblemKind::NotAllowed,
            setter: place.setters() + &index,
            wire: place.wire() + &index,
            reason: reason.to_owned(),
            of_json,
        }
    }

    /// A member of JSON that cannot be sent.
    pub(crate) fn unknown(place: &Place<'_>, reason: String) -> Self {
        Self {
            kind: ProblemKind::Unknown,
            setter: place.setters(),
            wire: place.wire(),
            reason,
            of_json: true,
        }
    }
}

impl Problem {
    /// The problem as the error names it, unescaped.
    fn line(&self) -> String {
        let Self { setter, reason, .. } = self;
        let name = match self.wire.as_str() {
            _ if !self.of_json => setter,
            "" => "the body",
            wire => wire,
        };
        // The setter itself, without the way to it.
        let last = setter.rsplit('.').next().unwrap_or_default();
        let last = last.split('[').next().unwrap_or_default();
        match self.kind {
            ProblemKind::Missing if self.of_json => format!("{name} {reason}"),
            ProblemKind::Missing => format!("{name} {reason}: call .{last}(...)"),
            ProblemKind::NotAllowed | ProblemKind::Unknown => format!("{name}: {reason}"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        OneLine::line(&self.line()).fmt(f)
    }
}

/// All problems as the text of one error.
pub(crate) fn in_one_line(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(Problem::line).collect();
    lines.join("; ")
}

/// A place in the arguments of a call. Written out only if something is wrong there.
#[derive(Clone, Copy)]
pub(crate) enum Place<'a> {
    /// The top of a body.
    Top,
    /// A parameter, or a member of an object. `wire` may be empty if only code has a name for it.
    Member {
        of: &'a Place<'a>,
        setter: &'a str,
        wire: &'a str,
    },
    /// An item of an array.
    Item { of: &'a Place<'a>, index: usize },
}

impl<'a> Place<'a> {
    /// A parameter, or a body that is set as a whole.
    pub(crate) fn at_top(setter: &'a str, wire: &'a str) -> Self {
        Place::Member {
            of: &Place::Top,
            setter,
            wire,
        }
    }

    /// The member of the object here that has these names.
    pub(crate) fn member(&'a self, setter: &'a str, wire: &'a str) -> Self {
        Place::Member {
            of: self,
            setter,
            wire,
        }
    }

    /// The item of the array here.
    pub(crate) fn item(&'a self, index: usize) -> Self {
        Place::Item { of: self, index }
    }

    /// As setters.
    pub(crate) fn setters(&self) -> String {
        self.written(&|setter, _| setter.to_owned())
    }

    /// As names on the wire.
    pub(crate) fn wire(&self) -> String {
        self.written(&|_, wire| wire.to_owned())
    }

    /// As a JSON pointer into the body.
    pub(crate) fn pointer(&self) -> String {
        match self {
            Place::Top => String::new(),
            Place::Member { of, wire: "", .. } => of.pointer(),
            Place::Member { of, wire, .. } => {
                format!(
                    "{}/{}",
                    of.pointer(),
                    wire.replace('~', "~0").replace('/', "~1")
                )
            }
            Place::Item { of, index } => format!("{}/{index}", of.pointer()),
        }
    }

    fn written(&self, name: &dyn Fn(&str, &str) -> String) -> String {
        match self {
            Place::Top => String::new(),
            Place::Member { of, setter, wire } => {
                let (before, name) = (of.written(name), name(setter, wire));
                if before.is_empty() || name.is_empty() {
                    before + &name
                } else {
                    format!("{before}.{name}")
                }
            }
            Place::Item { of, index } => format!("{}[{index}]", of.written(name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Problem, ProblemKind};

    #[test]
    fn a_place_has_two_names() {
        let policies = Place::at_top("policies", "thePolicies");
        let first = policies.item(0);
        let items = first.member("policy_items", "policyItems");
        assert_eq!(items.setters(), "policies[0].policy_items");
        assert_eq!(items.wire(), "thePolicies[0].policyItems");
        let body = Place::at_top("body", "");
        assert_eq!(body.member("the_key", "theKey").wire(), "theKey");
        assert_eq!(body.item(1).wire(), "[1]");
        assert_eq!(items.pointer(), "/thePolicies/0/policyItems");
        assert_eq!(body.member("x", "a/b~c").pointer(), "/a~1b~0c");
    }

    #[test]
    fn it_says_what_the_error_says() {
        let of = Place::at_top("the_labels", "theLabels");
        let item = of.item(0);
        let place = item.member("the_key", "theKey");
        let missing = Problem::missing(&place, false);
        assert_eq!(
            missing.to_string(),
            "the_labels[0].the_key is missing: call .the_key(...)"
        );
        let missing = Problem::missing(&place, true);
        assert_eq!(missing.to_string(), "theLabels[0].theKey is missing");
        let wrong = Problem::not_allowed(&of, "[2]: too long; [3]: too short", false);
        assert_eq!(wrong.setter, "the_labels[2]");
        assert_eq!(wrong.to_string(), "the_labels[2]: too long; [3]: too short");
        assert_eq!(wrong.kind, ProblemKind::NotAllowed);
        let body = Problem::not_allowed(&Place::Top, "must be an object", true);
        assert_eq!(body.to_string(), "the body: must be an object");
    }
}
