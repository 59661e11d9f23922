//! What a misspelt name was meant to be.

/// The one of `known` that `name` was most likely meant to be, if one is near enough.
pub(super) fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let plain_name = plain(name);
    let near = plain_name.chars().count() / 3;
    let distances = known.map(|one| (distance(&plain_name, &plain(one)), one));
    let (distance, best) = distances.min_by_key(|(distance, _)| *distance)?;
    (distance <= near).then_some(best)
}

/// Letters and digits in lower case: `group_id`, `group-id` and `groupId` are one name.
fn plain(name: &str) -> String {
    // No name in a document is longer; a text that somebody took for a name may be.
    let characters = name.chars().filter(|c| c.is_alphanumeric()).take(64);
    characters.flat_map(char::to_lowercase).collect()
}

/// How many characters must be added, removed, replaced, or exchanged with their neighbor.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for i in 0..one.len() {
        let mut next = vec![i + 1];
        for j in 0..other.len() {
            let replaced = row[j] + usize::from(one[i] != other[j]);
            let mut least = replaced.min(row[j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && one[i] == other[j - 1] && one[i - 1] == other[j] {
                least = least.min(before[j - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, meant};

    #[test]
    fn the_nearest_name_is_meant() {
        let known = ["customData", "exportBucketId", "snapshotId"];
        let meant = |name| meant(name, known.into_iter());
        for (name, expected) in [
            ("snapshotID", Some("snapshotId")),
            ("snapshot_id", Some("snapshotId")),
            ("snapshtoId", Some("snapshotId")),
            ("exportBucket", Some("exportBucketId")),
            ("customDta", Some("customData")),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(meant(name), expected, "{name}");
        }
    }

    #[test]
    fn distances_are_counted() {
        for (one, other, expected) in [
            ("", "", 0),
            ("abc", "abc", 0),
            ("", "abc", 3),
            ("abc", "acb", 1),
            ("abc", "ab", 1),
            ("kitten", "sitting", 3),
        ] {
            assert_eq!(distance(one, other), expected, "{one} {other}");
        }
    }
}
