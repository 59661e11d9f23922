//! The members of an object, each key once.

use std::borrow::Cow;
use std::collections::HashMap;

use super::raw::Raw;

/// With at most so many members, it takes less time to compare a key with all others than to hash it.
const FEW: usize = 16;

/// The members of an object. If a key appears twice, the last one counts.
pub(super) fn last_of_each(object: Raw<'_>) -> Vec<(Cow<'_, str>, Raw<'_>)> {
    let mut members: Vec<(Cow<'_, str>, Raw<'_>)> = Vec::new();
    let mut places: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for (key, value) in object.members() {
        if members.len() == FEW && places.is_empty() {
            let known = members.iter().enumerate();
            places.extend(known.map(|(place, (key, _))| (key.clone(), place)));
        }
        let place = if places.is_empty() {
            members.iter().position(|(other, _)| *other == key)
        } else {
            places.get(&key).copied()
        };
        match place.and_then(|place| members.get_mut(place)) {
            Some(member) => member.1 = value,
            None => {
                if !places.is_empty() {
                    places.insert(key.clone(), members.len());
                }
                members.push((key, value));
            }
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::{FEW, Raw, last_of_each};

    #[test]
    fn of_each_key_the_last_value_counts_at_the_place_of_the_first() {
        for count in [0, 1, 2, FEW - 1, FEW, FEW + 1, 3 * FEW] {
            let once =
                |add: usize| (0..count).map(move |key| format!("\"k\\u0030{key}\":{}", key + add));
            // The first key also comes right before the last one.
            let first = once(5).take(1);
            let members: Vec<String> = once(0).chain(first).chain(once(100)).collect();
            let text = format!("{{{}}}", members.join(","));
            let read: Vec<(String, &str)> = last_of_each(Raw::parse(&text).unwrap())
                .into_iter()
                .map(|(key, value)| (key.into_owned(), value.as_str()))
                .collect();
            let expected: Vec<(String, String)> = (0..count)
                .map(|key| (format!("k0{key}"), (key + 100).to_string()))
                .collect();
            assert_eq!(read.len(), count);
            assert!(
                read.iter()
                    .map(|(key, value)| (key.as_str(), *value))
                    .eq(expected
                        .iter()
                        .map(|(key, value)| (key.as_str(), value.as_str()))),
                "{count}: {read:?}"
            );
        }
    }
}
