//! What is generated, described for people: the texts of the snapshots, and what
//! `cargo xtask changes` compares.
//!
//! | folder | holds |
//! |---|---|
//! | `surface` | operations, jobs, and the document as a whole, from the model |
//! | `types` | types, from the generated Rust |
//!
//! | file | holds |
//! |---|---|
//! | `members` | documentation, signatures and code of every part of the generated Rust |

mod members;
mod surface;
mod types;

use crate::pattern;

pub use members::{Member, Place, members};
pub(crate) use surface::describe as surface;
pub use types::{FILES, types};

/// Whether one pattern allows all that another allows. `false` where nobody can tell by a look at the parts
/// of both, one after the other.
#[must_use]
pub fn is_wider(pattern: &str, than: &str) -> bool {
    let (Ok(wide), Ok(narrow)) = (pattern::parse(pattern), pattern::parse(than)) else {
        return false;
    };
    let is_inside = |(first, last): &(char, char), ranges: &[(char, char)]| {
        ranges
            .iter()
            .any(|(low, high)| low <= first && last <= high)
    };
    wide.len() == narrow.len()
        && wide.iter().zip(&narrow).all(|(wide, narrow)| {
            let most = |max: Option<u32>| max.unwrap_or(u32::MAX);
            wide.min <= narrow.min
                && most(wide.max) >= most(narrow.max)
                && narrow
                    .ranges
                    .iter()
                    .all(|range| is_inside(range, &wide.ranges))
        })
}

#[cfg(test)]
mod tests {
    use super::is_wider;

    #[test]
    fn a_pattern_is_wider_if_each_part_is() {
        assert!(is_wider("^[a-z0-9]{1,64}$", "^[a-z]{1,63}$"));
        assert!(is_wider("^[a-z]+$", "^[a-c]{1,63}$"));
        assert!(!is_wider("^[a-z]{1,63}$", "^[a-z]{1,64}$"));
        assert!(!is_wider("^[a-z]{2,64}$", "^[a-z]{1,64}$"));
        assert!(!is_wider("^[a-z]$", "^[a-z0-9]$"));
        assert!(!is_wider("^a[b]$", "^a$"));
        assert!(!is_wider("(", "("));
    }
}
