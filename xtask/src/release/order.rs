//! In which order packages are published.

use std::collections::BTreeSet;

use super::packages::Package;

/// The names of `packages`, each after all that it needs, and by name where that is free.
///
/// # Errors
/// If packages need each other, or one needs a package that is not among them: the registry would not have it.
pub(super) fn order<'a>(packages: &[&'a Package]) -> Result<Vec<&'a str>, String> {
    let mut left: Vec<&Package> = packages.to_vec();
    left.sort_by(|one, other| one.name.cmp(&other.name));
    let names: BTreeSet<&str> = left.iter().map(|package| package.name.as_str()).collect();
    for package in &left {
        if let Some((missing, _)) = package
            .needs
            .iter()
            .find(|need| !names.contains(need.0.as_str()))
        {
            return Err(format!(
                "{} is public and needs {missing}, which says publish = false",
                package.name
            ));
        }
    }
    let mut ordered: Vec<&str> = Vec::new();
    while !left.is_empty() {
        let ready = left.iter().position(|package| {
            let mut needs = package.needs.iter();
            needs.all(|(name, _)| ordered.contains(&name.as_str()))
        });
        let Some(ready) = ready else {
            let names: Vec<&str> = left.iter().map(|package| package.name.as_str()).collect();
            return Err(format!(
                "these packages need each other: {}",
                names.join(", ")
            ));
        };
        ordered.push(&left.remove(ready).name);
    }
    Ok(ordered)
}
