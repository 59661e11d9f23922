//! Simple patterns without a regular expression engine.
//!
//! The documents use only anchored sequences of character classes with repetition
//! (`^[a-zA-Z0-9][a-zA-Z0-9-]*$`). The generator translates each into a list of [`Atom`]s, because an engine
//! would add almost a megabyte to every user's program.

use crate::text::byte_set::ByteSet;

/// A character class, and how often it may be repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    ranges: &'static [(char, char)],
    min: u32,
    max: u32,
    /// Whether each ASCII character belongs to the class. Other bytes do not.
    ascii: ByteSet,
}

impl Atom {
    /// The characters of the inclusive `ranges`, repeated at least `min` and at most `max` times; `u32::MAX`
    /// means no limit. Call this in a constant, so that the table for the checks is computed only once.
    pub const fn new(ranges: &'static [(char, char)], min: u32, max: u32) -> Self {
        Self {
            ranges,
            min,
            max,
            ascii: ascii(ranges),
        }
    }

    fn accepts(&self, character: char) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&character))
    }

    /// Whether all of `text` is ASCII and belongs to the class.
    fn accepts_all(&self, text: &[u8]) -> bool {
        self.ascii.has_all(text)
    }

    /// Whether the number of repetitions can vary.
    const fn varies(&self) -> bool {
        self.min != self.max
    }

    /// Whether it may be repeated `count` times.
    fn allows(&self, count: usize) -> bool {
        let no_limit = self.max == u32::MAX;
        count >= self.min as usize && (no_limit || count <= self.max as usize)
    }
}

/// The ASCII characters in `ranges`.
const fn ascii(ranges: &[(char, char)]) -> ByteSet {
    let mut set = ByteSet::EMPTY;
    let mut rest = ranges;
    while let [(first, last), others @ ..] = rest {
        let mut character = *first as u32;
        while character <= *last as u32 && character < 128 {
            set = set.with(character as u8);
            character += 1;
        }
        rest = others;
    }
    set
}

/// An anchored pattern: the atoms in order must match the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    text: &'static str,
    atoms: &'static [Atom],
    /// The total length of the atoms that do not vary, if at most one atom varies.
    fixed: Option<usize>,
}

impl Pattern {
    /// The pattern that consists of `atoms` in order. `text` is the document's notation, for messages. Call
    /// this in a constant.
    pub const fn new(text: &'static str, atoms: &'static [Atom]) -> Self {
        let (mut varying, mut fixed) = (0, 0);
        let mut rest = atoms;
        while let [atom, others @ ..] = rest {
            if atom.varies() {
                varying += 1;
            } else {
                fixed += atom.max as usize;
            }
            rest = others;
        }
        Self {
            text,
            atoms,
            fixed: if varying <= 1 { Some(fixed) } else { None },
        }
    }

    /// The pattern as in the document.
    pub const fn as_str(&self) -> &'static str {
        self.text
    }

    /// Whether the whole of `text` matches.
    ///
    /// ```
    /// use backhaul_runtime::for_client_crates::{Atom, Pattern};
    ///
    /// const ID: Pattern = Pattern::new("^[0-9]{2}$", &[Atom::new(&[('0', '9')], 2, 2)]);
    /// assert!(ID.matches("42"));
    /// assert!(!ID.matches("421"));
    /// ```
    pub fn matches(&self, text: &str) -> bool {
        match self.fixed {
            Some(fixed) if self.matches_in_the_only_way(text.as_bytes(), fixed) => true,
            Some(_) if text.is_ascii() => false,
            _ => self.matches_in_any_way(text),
        }
    }

    /// For ASCII text and at most one atom that varies, as in every document so far. The length of that atom
    /// follows from the length of the text, so there is only one way to split the text, and nothing is
    /// allocated. `fixed` characters belong to the other atoms. Other text never matches in this way.
    fn matches_in_the_only_way(&self, text: &[u8], fixed: usize) -> bool {
        let Some(left) = text.len().checked_sub(fixed) else {
            return false;
        };
        let mut rest = text;
        for atom in self.atoms {
            let share = if atom.varies() {
                left
            } else {
                atom.max as usize
            };
            let Some((part, others)) = rest.split_at_checked(share) else {
                return false;
            };
            let fits = atom.allows(share) && atom.accepts_all(part);
            if !fits {
                return false;
            }
            rest = others;
        }
        rest.is_empty()
    }

    /// For any atoms.
    fn matches_in_any_way(&self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        // Every position where the atoms so far can end. One pass per atom keeps this
        // linear in text times atoms; no input can make it slow.
        let mut reachable = vec![false; characters.len() + 1];
        reachable[0] = true;
        for atom in self.atoms {
            reachable = positions_after(atom, &characters, &reachable);
        }
        reachable.last() == Some(&true)
    }
}

/// The positions reachable by repeating `atom` from any position in `starts`.
fn positions_after(atom: &Atom, characters: &[char], starts: &[bool]) -> Vec<bool> {
    let mut ends = vec![false; starts.len()];
    for start in (0..starts.len()).filter(|&start| starts[start]) {
        let run = characters[start..]
            .iter()
            .take_while(|&&c| atom.accepts(c))
            .count();
        for count in (0..=run).filter(|&count| atom.allows(count)) {
            ends[start + count] = true;
        }
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::{Atom, Pattern};

    const LOWER_OR_DIGIT: &[(char, char)] = &[('a', 'z'), ('0', '9')];

    /// `^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$`: the middle must not consume the end.
    const LOGSTORE: Pattern = Pattern::new(
        "^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$",
        &[
            Atom::new(LOWER_OR_DIGIT, 1, 1),
            Atom::new(&[('a', 'z'), ('0', '9'), ('_', '_'), ('-', '-')], 1, 61),
            Atom::new(LOWER_OR_DIGIT, 1, 1),
        ],
    );

    #[test]
    fn the_whole_text_must_match() {
        for good in ["abc", "a-c", "ali-test-logstore", &"a".repeat(63)] {
            assert!(LOGSTORE.matches(good), "{good}");
        }
        for bad in [
            "",
            "ab",
            "-bc",
            "ab-",
            "a/c",
            "a..c",
            "aBc",
            "abc\n",
            "aéc",
            &"a".repeat(64),
        ] {
            assert!(!LOGSTORE.matches(bad), "{bad:?}");
        }
    }

    #[test]
    fn an_unbounded_atom_takes_any_length() {
        const WORD: Pattern = Pattern::new("^[a-z]*$", &[Atom::new(&[('a', 'z')], 0, u32::MAX)]);
        assert!(WORD.matches(""));
        assert!(WORD.matches(&"z".repeat(10_000)));
        assert!(!WORD.matches("zz9"));
    }

    #[test]
    fn several_atoms_may_vary() {
        const LOWER: &[(char, char)] = &[('a', 'z')];
        const NAME: Pattern = Pattern::new(
            "^[a-z]{1,3}-?[a-z]{2}[a-z]*$",
            &[
                Atom::new(LOWER, 1, 3),
                Atom::new(&[('-', '-')], 0, 1),
                Atom::new(LOWER, 2, 2),
                Atom::new(LOWER, 0, u32::MAX),
            ],
        );
        for good in ["abc", "a-bc", "abc-de", "abcdefgh", "abc-defgh"] {
            assert!(NAME.matches(good), "{good}");
        }
        for bad in ["", "ab", "-ab", "abcd-ef", "a--bc", "ab-c", "abcD"] {
            assert!(!NAME.matches(bad), "{bad}");
        }
    }

    #[test]
    fn a_class_has_the_characters_of_its_ranges_and_no_others() {
        for ranges in [
            &[('a', 'z'), ('0', '9'), ('_', '_')][..],
            &[('\0', '\u{7f}')],
            &[('?', '@'), ('\u{7f}', '\u{10ffff}')],
            &[('\u{a0}', '\u{ff}')],
            &[],
        ] {
            let atom = Atom::new(ranges, 1, 1);
            for byte in 0..=127_u8 {
                let one_by_one = atom.accepts(byte.into());
                assert_eq!(atom.accepts_all(&[byte]), one_by_one, "{ranges:?} {byte}");
            }
        }
    }

    #[test]
    fn both_ways_of_matching_agree() {
        for text in ["", "a", "ab", "abc", "-bc", "a-c", "ab-", "aBc", "abcd"] {
            let only = LOGSTORE.matches_in_the_only_way(text.as_bytes(), 2);
            assert_eq!(only, LOGSTORE.matches_in_any_way(text), "{text}");
        }
    }
}
