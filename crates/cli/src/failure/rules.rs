//! Rules that a value breaks, in words: patterns of characters, and which allowed value was probably meant.

/// `text`, in which the libraries name a rule: `"x" is not a valid GroupId: it must match ^[0-9]{2}$`.
pub(super) fn in_words(text: &str) -> String {
    if let Some((value, list)) = text.split_once(" is not allowed: it must be one of ")
        && let Some(meant) = meant(
            // The name of a flag may be before it.
            value.rsplit_once(": ").map_or(value, |(_, value)| value),
            &list.split(", ").collect::<Vec<_>>(),
        )
    {
        return format!("{value} is not allowed: did you mean {meant}? It must be one of {list}");
    }
    let Some((value, rest)) = text.rsplit_once(" is not a valid ") else {
        return text.to_owned();
    };
    match rest.split_once(": it ") {
        // The name of a type says nothing to people.
        Some((name, rule)) if is_type(name) => {
            format!("{value} is not allowed: it {}", rule_in_words(rule))
        }
        _ => text.to_owned(),
    }
}

fn is_type(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|one| one.is_ascii_alphanumeric())
}

fn rule_in_words(rule: &str) -> String {
    let Some(pattern) = rule.strip_prefix("must match ") else {
        return rule.to_owned();
    };
    match pattern_in_words(pattern) {
        Some(words) => format!("must be {words}"),
        None => "has characters that cannot be here, or too many".to_owned(),
    }
}

/// One slip of the finger in so many letters.
const LETTERS_PER_SLIP: usize = 4;

/// A shorter beginning of a word stands for too many.
const LEAST_BEGINNING: usize = 3;

/// Which of `allowed` was probably meant with `value`: the nearest one, by letters that are wrong, missing, too many or
/// swapped, if one is the beginning of the other or they are few. Small and capital letters, quotes and hyphens are
/// alike.
pub fn meant<'a, A: AsRef<str>>(value: &str, allowed: &'a [A]) -> Option<&'a str> {
    let plain = |text: &str| {
        let kept = text.chars().filter(|one| one.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect::<String>()
    };
    let value = plain(value);
    let near = allowed.iter().map(AsRef::as_ref).filter_map(|allowed| {
        let other = plain(allowed);
        let slips = strsim::osa_distance(&other, &value);
        let letters = value.chars().count().min(other.chars().count());
        let is_beginning =
            letters >= LEAST_BEGINNING && (other.starts_with(&value) || value.starts_with(&other));
        let most = match letters {
            0..LEAST_BEGINNING => 0,
            letters => (letters / LETTERS_PER_SLIP).max(1),
        };
        (is_beginning || slips <= most).then_some((slips, allowed))
    });
    Some(near.min_by_key(|(slips, _)| *slips)?.1)
}

/// A class of characters, and how often they come.
struct Atom {
    ranges: Vec<(char, char)>,
    least: u32,
    /// Without an end, if there is none.
    most: Option<u32>,
}

/// What a pattern asks for: `24 hexadecimal digits (0-9, a-f)`. `None` for one that is more than classes of
/// characters and how often they come.
fn pattern_in_words(pattern: &str) -> Option<String> {
    let inner = pattern.strip_prefix('^')?.strip_suffix('$')?;
    let grouped = inner
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let mut rest = grouped.unwrap_or(inner).chars().peekable();
    let mut atoms = Vec::new();
    while let Some(first) = rest.next() {
        let ranges = match first {
            '[' => class(&mut rest)?,
            '\\' => vec![rest.next().map(|one| (one, one))?],
            '(' | ')' | '|' | '.' | '*' | '+' | '?' | '{' => return None,
            one => vec![(one, one)],
        };
        let (least, most) = repetition(&mut rest)?;
        atoms.push(Atom {
            ranges,
            least,
            most,
        });
    }
    let mut parts: Vec<String> = Vec::new();
    let mut literal = String::new();
    for atom in &atoms {
        if let ([(first, last)], 1, Some(1)) = (atom.ranges.as_slice(), atom.least, atom.most)
            && first == last
        {
            literal.push(*first);
            continue;
        }
        parts.extend((!literal.is_empty()).then(|| std::mem::take(&mut literal)));
        parts.push(atom.in_words()?);
    }
    parts.extend((!literal.is_empty()).then_some(literal));
    Some(parts.join(", then "))
}

type Rest<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn class(rest: &mut Rest<'_>) -> Option<Vec<(char, char)>> {
    let mut ranges: Vec<(char, char)> = Vec::new();
    loop {
        let first = match rest.next()? {
            ']' => return Some(ranges),
            '\\' => rest.next()?,
            one => one,
        };
        let mut ahead = rest.clone();
        if ahead.next() != Some('-') || matches!(ahead.peek(), None | Some(']')) {
            ranges.push((first, first));
            continue;
        }
        rest.next();
        let last = match rest.next()? {
            '\\' => rest.next()?,
            one => one,
        };
        ranges.push((first, last));
    }
}

fn repetition(rest: &mut Rest<'_>) -> Option<(u32, Option<u32>)> {
    let limits = match rest.peek() {
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('?') => (0, Some(1)),
        Some('{') => {
            let text: String = rest
                .by_ref()
                .skip(1)
                .take_while(|one| *one != '}')
                .collect();
            return match text.split_once(',') {
                None => text.parse().ok().map(|count| (count, Some(count))),
                Some((least, "")) => Some((least.parse().ok()?, None)),
                Some((least, most)) => Some((least.parse().ok()?, Some(most.parse().ok()?))),
            };
        }
        _ => return Some((1, Some(1))),
    };
    rest.next();
    Some(limits)
}

impl Atom {
    fn has(&self, one: char) -> bool {
        let mut ranges = self.ranges.iter();
        ranges.any(|(first, last)| (*first..=*last).contains(&one))
    }

    fn in_words(&self) -> Option<String> {
        let what = self.characters()?;
        Some(match (self.least, self.most) {
            (1, Some(1)) => format!("one of {what}"),
            (0, Some(1)) => format!("perhaps one of {what}"),
            (least, Some(most)) if least == most => match what.split_once(" (") {
                Some(_) => format!("{least} {what}"),
                None => format!("{least} of {what}"),
            },
            (0, Some(most)) => format!("at most {most} of {what}"),
            (least, Some(most)) => format!("{least} to {most} of {what}"),
            (0, None) => format!("any number of {what}"),
            (least, None) => format!("at least {least} of {what}"),
        })
    }

    fn characters(&self) -> Option<String> {
        let all: Vec<char> = (' '..='~').filter(|one| self.has(*one)).collect();
        let is = |text: &str| all.iter().copied().eq(text.chars()) && self.is_ascii();
        if is("0123456789abcdef") {
            return Some("hexadecimal digits (0-9, a-f)".to_owned());
        }
        let is_plain = |(first, last): &(char, char)| {
            first == last || first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric()
        };
        if self.is_ascii() && self.ranges.iter().all(is_plain) {
            let words = self.ranges.iter().map(|(first, last)| match first {
                first if first == last => first.to_string(),
                first => format!("{first}-{last}"),
            });
            return Some(listed(&words.collect::<Vec<_>>(), "and"));
        }
        // Nearly everything: what is missing says more.
        let missing = (' '..='~').filter(|one| !self.has(*one));
        let missing = missing.map(|one| match one {
            ' ' => "blanks".to_owned(),
            one => one.to_string(),
        });
        let missing: Vec<String> = missing.collect();
        (missing.len() <= MOST_MISSING).then(|| {
            let and = if self.has('\n') {
                ""
            } else {
                " and control characters"
            };
            match missing.as_slice() {
                [] => format!("any characters but{}", and.replace(" and", "")),
                missing => format!("any characters but {}{and}", missing.join(" ")),
            }
        })
    }

    fn is_ascii(&self) -> bool {
        self.ranges.iter().all(|(_, last)| last.is_ascii())
    }
}

/// More would be no shorter than the class.
const MOST_MISSING: usize = 30;

fn listed(words: &[String], and: &str) -> String {
    match words {
        [before @ .., last] if !before.is_empty() => {
            format!("{} {and} {last}", before.join(", "))
        }
        words => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::{in_words, meant, pattern_in_words};

    #[test]
    fn only_what_is_a_slip_away_was_meant() {
        let commands = ["collect", "cloud-manager", "man", "zsh", "GET", "PATCH"];
        for (written, near) in [
            ("colect", Some("collect")),
            ("cloudmanager", Some("cloud-manager")),
            ("cloud-manger", Some("cloud-manager")),
            ("Cloud", Some("cloud-manager")),
            ("zhs", Some("zsh")),
            ("gte", Some("GET")),
            ("FETCH", None),
            ("tcsh", None),
            ("m", None),
            ("", None),
        ] {
            assert_eq!(meant(written, &commands), near, "{written}");
        }
    }

    #[test]
    fn a_rule_is_told_without_patterns_and_types() {
        for (said, told) in [
            (
                r#""x" is not a valid GroupId: it must match ^([a-f0-9]{24})$"#,
                r#""x" is not allowed: it must be 24 hexadecimal digits (0-9, a-f)"#,
            ),
            (
                r#""P" is not a valid ProjectName: it must have at least 3 characters"#,
                r#""P" is not allowed: it must have at least 3 characters"#,
            ),
            (
                r#""replicaset" is not allowed: it must be one of CLUSTER, REPLICASET"#,
                r#""replicaset" is not allowed: did you mean REPLICASET? It must be one of CLUSTER, REPLICASET"#,
            ),
            ("no colons", "no colons"),
        ] {
            assert_eq!(in_words(said), told);
        }
    }

    #[test]
    fn patterns_have_words() {
        for (pattern, words) in [
            (
                "^vpce-[0-9a-f]{17}$",
                "vpce-, then 17 hexadecimal digits (0-9, a-f)",
            ),
            ("^[0-9]{1,19}$", "1 to 19 of 0-9"),
            (
                "^[a-zA-Z0-9][a-zA-Z0-9-]*$",
                "one of a-z, A-Z and 0-9, then any number of a-z, A-Z, 0-9 and -",
            ),
            (
                "^[ -,\\-0-\\[\\]-~\u{a0}-\u{10ffff}]+$",
                "at least 1 of any characters but . / \\ and control characters",
            ),
        ] {
            assert_eq!(
                pattern_in_words(pattern).as_deref(),
                Some(words),
                "{pattern}"
            );
        }
        assert_eq!(pattern_in_words("^(a|b)$"), None);
    }
}
