//! Paths as the documents write them.

use std::fmt;

/// The path of an operation with its parameters in braces, as the document has it:
/// `/groups/{groupId}/jobs`.
///
/// It is taken apart once, by the compiler, since every call fills it.
///
/// ```
/// use backhaul_runtime::PathTemplate;
///
/// const JOBS: PathTemplate = PathTemplate::new("/groups/{groupId}/jobs");
/// assert_eq!(JOBS.as_str(), "/groups/{groupId}/jobs");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PathTemplate {
    text: &'static str,
    /// What stands before the first parameter.
    head: &'static str,
    /// The parameters in order; those from `count` on are none.
    parameters: [Parameter; MOST_PARAMETERS],
    count: usize,
}

/// No document has as many. The generator refuses one that has more.
const MOST_PARAMETERS: usize = 16;

/// One parameter of a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: &'static str,
    /// What stands behind it, up to the next parameter or the end.
    pub(crate) behind: &'static str,
}

impl PathTemplate {
    /// Takes `text` apart. To be called in a constant, so that a mistake is found by the compiler.
    ///
    /// # Panics
    /// If a brace is not closed, or there are more than sixteen parameters.
    pub const fn new(text: &'static str) -> Self {
        let none = Parameter {
            name: "",
            behind: "",
        };
        let (head, mut rest) = before(text, b'{');
        let mut parameters = [none; MOST_PARAMETERS];
        let mut count = 0;
        while let Some(from_name) = rest {
            assert!(count < MOST_PARAMETERS, "more than sixteen parameters");
            let (name, from_behind) = before(from_name, b'}');
            assert!(from_behind.is_some(), "a brace is not closed");
            let (behind, next) = match from_behind {
                Some(from_behind) => before(from_behind, b'{'),
                None => ("", None),
            };
            parameters[count] = Parameter { name, behind };
            count += 1;
            rest = next;
        }
        Self {
            text,
            head,
            parameters,
            count,
        }
    }

    /// The path as the document has it.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    pub(crate) fn head(&self) -> &'static str {
        self.head
    }

    /// The parameters in the order of the path.
    pub(crate) fn parameters(&self) -> &[Parameter] {
        self.parameters.get(..self.count).unwrap_or_default()
    }
}

/// What stands before the first `byte`, which is an ASCII character, and what behind it if there is one.
const fn before(text: &'static str, byte: u8) -> (&'static str, Option<&'static str>) {
    let bytes = text.as_bytes();
    let mut position = 0;
    while position < bytes.len() {
        if bytes[position] == byte {
            let (before, from) = text.split_at(position);
            let (_, behind) = from.split_at(1);
            return (before, Some(behind));
        }
        position += 1;
    }
    (text, None)
}

impl fmt::Debug for PathTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text, f)
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    #[test]
    fn a_template_is_taken_apart() {
        let template = PathTemplate::new("/v2/{project_id}/jobs/{job_id}.gz");
        assert_eq!(template.head(), "/v2/");
        let parameters: Vec<_> = template
            .parameters()
            .iter()
            .map(|parameter| (parameter.name, parameter.behind))
            .collect();
        assert_eq!(parameters, [("project_id", "/jobs/"), ("job_id", ".gz")]);
        assert!(PathTemplate::new("/jobs").parameters().is_empty());
        assert_eq!(PathTemplate::new("/jobs").head(), "/jobs");
    }

    #[test]
    #[should_panic(expected = "a brace is not closed")]
    fn a_brace_must_be_closed() {
        PathTemplate::new("/jobs/{job_id");
    }

    #[test]
    #[should_panic(expected = "more than sixteen parameters")]
    fn there_is_an_end_of_parameters() {
        PathTemplate::new("/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/{m}/{n}/{o}/{p}/{q}");
    }
}
