//! Simple patterns without a regular expression engine.
//!
//! The documents only use anchored sequences of character classes with a repetition
//! (`^[a-zA-Z0-9][a-zA-Z0-9-]*$`). The generator translates each into a list of [`Atom`]s; an
//! engine would add close to a megabyte to every user's program.

/// A character class with the number of times it may stand in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atom {
    /// Inclusive ranges of characters that belong to the class.
    pub ranges: &'static [(char, char)],
    /// Smallest number of repetitions.
    pub min: u32,
    /// Largest number of repetitions; `u32::MAX` means no limit.
    pub max: u32,
}

impl Atom {
    fn accepts(&self, character: char) -> bool {
        self.ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&character))
    }

    /// The ASCII characters of the class, one bit each.
    fn ascii(&self) -> [u64; 2] {
        let bits = self.ranges.iter().fold(0_u128, |bits, &(first, last)| {
            let (first, last) = (first as u32, (last as u32).min(127));
            match last.checked_sub(first) {
                Some(more) => bits | (u128::MAX >> (127 - more)) << first,
                None => bits,
            }
        });
        [bits as u64, (bits >> 64) as u64]
    }

    /// Whether all of `text`, which must be ASCII, belongs to the class. Faster than to ask for each
    /// character: texts are longer than classes have ranges.
    fn accepts_all(&self, text: &[u8]) -> bool {
        if let [byte] = text {
            return self.accepts((*byte).into());
        }
        let [low, high] = self.ascii();
        text.iter().all(|&byte| {
            let half = if byte < 64 { low } else { high };
            half >> (byte % 64) & 1 == 1
        })
    }

    /// Whether it can stand a varying number of times.
    fn varies(&self) -> bool {
        self.min != self.max
    }

    /// Whether it may stand `count` times.
    fn allows(&self, count: usize) -> bool {
        let no_limit = self.max == u32::MAX;
        count >= self.min as usize && (no_limit || count <= self.max as usize)
    }
}

/// An anchored pattern: the atoms in order must cover the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern as the document has it, for messages.
    pub text: &'static str,
    /// The pattern's atoms in order.
    pub atoms: &'static [Atom],
}

impl Pattern {
    /// Whether the whole of `text` matches.
    ///
    /// ```
    /// use backhaul_runtime::{Atom, Pattern};
    ///
    /// let id = Pattern { text: "^[0-9]{2}$", atoms: &[Atom { ranges: &[('0', '9')], min: 2, max: 2 }] };
    /// assert!(id.matches("42"));
    /// assert!(!id.matches("421"));
    /// ```
    pub fn matches(&self, text: &str) -> bool {
        let varying = self.atoms.iter().filter(|atom| atom.varies()).count();
        if varying <= 1 && text.is_ascii() {
            self.matches_in_the_only_way(text.as_bytes())
        } else {
            self.matches_in_any_way(text)
        }
    }

    /// For ASCII, and at most one atom of varying length, as in every document so far: its length follows
    /// from the text's, so there is one way to share the text out among the atoms, and nothing is
    /// allocated.
    fn matches_in_the_only_way(&self, text: &[u8]) -> bool {
        let fixed = self.atoms.iter().filter(|atom| !atom.varies());
        let fixed: usize = fixed.map(|atom| atom.max as usize).sum();
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
            let Some((part, behind)) = rest.split_at_checked(share) else {
                return false;
            };
            let fits = atom.allows(share) && atom.accepts_all(part);
            if !fits {
                return false;
            }
            rest = behind;
        }
        rest.is_empty()
    }

    /// For any atoms.
    fn matches_in_any_way(&self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        // Every position at which the atoms read so far can end. One pass per atom keeps this
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

    /// `^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$`: the middle may not swallow the end.
    const LOGSTORE: Pattern = Pattern {
        text: "^[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]$",
        atoms: &[
            Atom {
                ranges: LOWER_OR_DIGIT,
                min: 1,
                max: 1,
            },
            Atom {
                ranges: &[('a', 'z'), ('0', '9'), ('_', '_'), ('-', '-')],
                min: 1,
                max: 61,
            },
            Atom {
                ranges: LOWER_OR_DIGIT,
                min: 1,
                max: 1,
            },
        ],
    };

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
        let word = Pattern {
            text: "^[a-z]*$",
            atoms: &[Atom {
                ranges: &[('a', 'z')],
                min: 0,
                max: u32::MAX,
            }],
        };
        assert!(word.matches(""));
        assert!(word.matches(&"z".repeat(10_000)));
        assert!(!word.matches("zz9"));
    }

    #[test]
    fn several_atoms_may_vary() {
        let lower = |min, max| Atom {
            ranges: &[('a', 'z')],
            min,
            max,
        };
        let dash = Atom {
            ranges: &[('-', '-')],
            min: 0,
            max: 1,
        };
        // `^[a-z]{1,3}-?[a-z]{2}[a-z]*$`
        let atoms = [lower(1, 3), dash, lower(2, 2), lower(0, u32::MAX)];
        let name = Pattern {
            text: "",
            atoms: Box::leak(Box::new(atoms)),
        };
        for good in ["abc", "a-bc", "abc-de", "abcdefgh", "abc-defgh"] {
            assert!(name.matches(good), "{good}");
        }
        for bad in ["", "ab", "-ab", "abcd-ef", "a--bc", "ab-c", "abcD"] {
            assert!(!name.matches(bad), "{bad}");
        }
    }

    #[test]
    fn both_ways_of_matching_agree() {
        for text in ["", "a", "ab", "abc", "-bc", "a-c", "ab-", "aBc", "abcd"] {
            let only = LOGSTORE.matches_in_the_only_way(text.as_bytes());
            assert_eq!(only, LOGSTORE.matches_in_any_way(text), "{text}");
        }
    }
}
