//! Path templates of the documents, matched against paths as received.

use percent_encoding::percent_decode_str;

/// A path template such as `/groups/{groupId}/jobs/{jobId}/retry`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PathTemplate {
    segments: Vec<Segment>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Segment {
    Literal(String),
    /// Parameters, each with the text after it, and the text before the first.
    Parameters {
        prefix: String,
        names: Vec<(String, String)>,
    },
}

impl PathTemplate {
    /// Reads a template. A segment is either text, or parameters in braces with text beside them.
    pub(crate) fn parse(template: &str) -> Self {
        let segments = template
            .split('/')
            .map(|segment| {
                let Some((prefix, rest)) = segment.split_once('{') else {
                    return Segment::Literal(segment.to_owned());
                };
                let names = rest.split('{').filter_map(|piece| piece.split_once('}'));
                Segment::Parameters {
                    prefix: prefix.to_owned(),
                    names: names
                        .map(|(name, suffix)| (name.to_owned(), suffix.to_owned()))
                        .collect(),
                }
            })
            .collect();
        Self { segments }
    }

    /// How open each segment is. Templates sorted by this have fixed paths first, and then those whose parameters
    /// have the most text beside them.
    pub(crate) fn openness(&self) -> Vec<usize> {
        let segments = self.segments.iter();
        segments
            .map(|segment| match segment {
                Segment::Literal(_) => 0,
                Segment::Parameters { prefix, names } => {
                    let beside = names.iter().map(|(_, suffix)| suffix.len());
                    usize::MAX - prefix.len() - beside.sum::<usize>()
                }
            })
            .collect()
    }

    /// The decoded parameters if a path has this shape: its segments, still percent-encoded.
    ///
    /// Segments are told apart before they are decoded, so that an encoded slash stays inside
    /// its segment. An empty parameter or one that is not UTF-8 does not match.
    pub(crate) fn matches(&self, path: &[&str]) -> Option<Vec<(String, String)>> {
        // Most operations are others, most of a path needs no decoding, and paths differ at their ends.
        if path.len() != self.segments.len() {
            return None;
        }
        for (expected, found) in self.segments.iter().zip(path).rev() {
            if let Segment::Literal(text) = expected
                && text != found
                && !found.contains('%')
            {
                return None;
            }
        }
        let mut parameters = Vec::new();
        for (expected, found) in self.segments.iter().zip(path) {
            let found = percent_decode_str(found).decode_utf8().ok()?;
            match expected {
                Segment::Literal(text) if *text == found => {}
                Segment::Parameters { prefix, names } => {
                    let mut rest = found.strip_prefix(prefix.as_str())?;
                    for (index, (name, suffix)) in names.iter().enumerate() {
                        let is_last = index + 1 == names.len();
                        let (value, behind) = if is_last {
                            (rest.strip_suffix(suffix.as_str())?, "")
                        } else {
                            rest.split_once(suffix.as_str())?
                        };
                        if value.is_empty() {
                            return None;
                        }
                        parameters.push((name.clone(), value.to_owned()));
                        rest = behind;
                    }
                }
                Segment::Literal(_) => return None,
            }
        }
        Some(parameters)
    }
}

#[cfg(test)]
mod tests {
    use super::PathTemplate;

    fn pair(name: &str, value: &str) -> (String, String) {
        (name.to_owned(), value.to_owned())
    }

    fn matched(template: &PathTemplate, path: &str) -> Option<Vec<(String, String)>> {
        let segments: Vec<&str> = path.split('/').collect();
        template.matches(&segments)
    }

    #[test]
    fn parameters_are_decoded_one_segment_at_a_time() {
        let template = PathTemplate::parse("/a/{x}/b/{y}");
        assert_eq!(
            matched(&template, "/a/1%2F2/b/c%20d"),
            Some(vec![pair("x", "1/2"), pair("y", "c d")])
        );
    }

    #[test]
    fn fixed_paths_sort_before_those_with_a_parameter_in_the_same_place() {
        let mut templates = [
            "/a/{x}",
            "/a/{x}/c",
            "/{y}/b",
            "/a/b",
            "/a/b/{z}",
            "/a/{x}:run",
        ];
        templates.sort_by_key(|template| PathTemplate::parse(template).openness());
        let place = |wanted| templates.iter().position(|template| *template == wanted);
        assert!(place("/a/b") < place("/a/{x}"));
        assert!(place("/a/b/{z}") < place("/a/{x}/c"));
        assert!(place("/a/{x}") < place("/{y}/b"));
        assert!(place("/a/{x}:run") < place("/a/{x}"));
    }

    #[test]
    fn text_may_follow_a_parameter() {
        let template = PathTemplate::parse("/a/{x}.gz");
        assert_eq!(
            matched(&template, "/a/b.gz.gz"),
            Some(vec![pair("x", "b.gz")])
        );
        for path in ["/a/.gz", "/a/b", "/a/b.g", "/a/b.gz/c"] {
            assert_eq!(matched(&template, path), None, "{path}");
        }
    }

    #[test]
    fn several_parameters_may_share_a_segment() {
        let template = PathTemplate::parse("/v{x}.{y}:run/{z}");
        assert_eq!(
            matched(&template, "/v1.2%2E3:run/a"),
            Some(vec![pair("x", "1"), pair("y", "2.3"), pair("z", "a")])
        );
        for path in [
            "/v1:run/a",
            "/v.2:run/a",
            "/1.2:run/a",
            "/v1.2/a",
            "/v1.:run/a",
        ] {
            assert_eq!(matched(&template, path), None, "{path}");
        }
    }

    #[test]
    fn other_shapes_do_not_match() {
        let template = PathTemplate::parse("/a/{x}/b");
        for path in ["/a/1", "/a/1/c", "/a//b", "/a/1/b/", "/a/%ff/b", ""] {
            assert_eq!(matched(&template, path), None, "{path}");
        }
    }
}
