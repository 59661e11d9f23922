//! All differences, for people.

use super::difference::{Difference, Weight};

/// What is breaking, what is new, and how much is explained; with `all`, what is explained too.
pub(super) fn text(differences: &[Difference], all: bool) -> String {
    let mut text = String::new();
    let unexplained = |weight| {
        let of_weight = move |one: &&Difference| one.weight == weight && one.deviation.is_none();
        differences.iter().filter(of_weight)
    };
    for (title, weight) in [
        ("Breaking", Weight::Breaking),
        ("Additive", Weight::Additive),
        ("Operations of our tags that are not here", Weight::Missing),
    ] {
        let list: Vec<&Difference> = unexplained(weight).collect();
        text.push_str(&format!("{title}: {}\n", list.len()));
        for one in list {
            text.push_str(&format!("  {}: {}\n", one.place, one.what));
        }
    }
    let explained: Vec<&Difference> = differences
        .iter()
        .filter(|one| one.deviation.is_some())
        .collect();
    text.push_str(&format!(
        "Explained by an x-deviation: {}\n",
        explained.len()
    ));
    for one in explained.into_iter().filter(|_| all) {
        let deviation = one.deviation.as_deref().unwrap_or_default();
        text.push_str(&format!("  {}: {}\n    {deviation}\n", one.place, one.what));
    }
    text
}
