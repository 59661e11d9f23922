//! What is told of a workspace, and of this one.

use std::fs;

use super::check::cargo_version;
use super::packages::{self, Package};
use super::version::Version;
use super::{changelog, facts, order};

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

#[test]
fn a_step_may_break_where_cargo_update_does_not_take_it() {
    for (old, new, expected) in [
        ("0.0.1", "0.0.2", true),
        ("0.1.0", "0.1.1", false),
        ("0.1.9", "0.2.0", true),
        ("0.9.0", "1.0.0", true),
        ("1.0.0", "1.0.1", false),
        ("1.0.0", "1.1.0", false),
        ("1.9.9", "2.0.0", true),
        // No steps forward.
        ("0.2.0", "0.2.0", false),
        ("0.2.0", "0.1.9", false),
        ("2.0.0", "1.0.0", false),
    ] {
        assert_eq!(
            version(new).may_break(version(old)),
            expected,
            "{old} to {new}"
        );
    }
    for (from, to) in [("0.0.1", "0.0.2"), ("0.1.3", "0.2.0"), ("1.2.3", "2.0.0")] {
        assert_eq!(version(from).next_breaking().to_string(), to);
    }
    for wrong in ["", "1", "1.2", "1.2.3.4", "1.2.x", "v1.2.3", "1.2.3-rc.1"] {
        assert_eq!(Version::parse(wrong), None, "{wrong}");
    }
    assert!(version("0.10.0") > version("0.9.1"), "numbers, not texts");
}

#[test]
fn the_changelog_has_text_for_the_version() {
    let of = |text: &str| changelog::section(text, "0.2.0");
    let own = "a section of its own";
    let still = "still under \"Unreleased\"";
    for (text, expected) in [
        ("## 0.2.0 - 2026-12-01\n\n### Added\n\n- x\n", own),
        ("## Unreleased\n\n## 0.2.0\n\n- x\n", own),
        ("## Unreleased\n\n- x\n\n## 0.1.0\n\n- y\n", still),
        (
            "## Unreleased\n\n- x\n\n## 0.2.0\n\n## 0.1.0\n\n- y\n",
            still,
        ),
    ] {
        assert!(of(text).unwrap().contains(expected), "{text}");
    }
    for text in [
        "",
        "# Changelog\n\n- x\n",
        "## Unreleased\n\n### Added\n\n## 0.1.0\n\n- y\n",
        "## 0.2.0\n\n## 0.1.0\n\n- y\n",
        "## 0.20.0\n\n- y\n",
    ] {
        assert!(of(text).unwrap_err().contains("## 0.2.0"), "{text}");
    }
}

fn package(name: &str, needs: &[&str]) -> Package {
    let needs = needs
        .iter()
        .map(|need| ((*need).to_owned(), "^0.1.0".to_owned()));
    Package {
        name: name.to_owned(),
        needs: needs.collect(),
        is_public: true,
        ..Package::default()
    }
}

#[test]
fn a_package_comes_after_what_it_needs() {
    let (a, b, c) = (
        package("a", &["c"]),
        package("b", &["a", "c"]),
        package("c", &[]),
    );
    assert_eq!(order::order(&[&b, &a, &c]).unwrap(), ["c", "a", "b"]);
    let (one, two) = (package("one", &["two"]), package("two", &["one"]));
    let error = order::order(&[&one, &two, &c]).unwrap_err();
    assert_eq!(error, "these packages need each other: one, two");
    let error = order::order(&[&a]).unwrap_err();
    assert_eq!(error, "a is public and needs c, which says publish = false");
}

#[test]
fn this_workspace_can_be_packaged() {
    let root = documents::root();
    let packages = packages::read(&root).unwrap();
    let wrong = facts::wrong(&root, &packages);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let public: Vec<&Package> = packages
        .iter()
        .filter(|package| package.is_public)
        .collect();
    let order = order::order(&public).unwrap();
    let at = |name: &str| order.iter().position(|one| *one == name).unwrap();
    for client in [
        "backhaul-atlas",
        "backhaul-cloud-manager",
        "backhaul-dcs",
        "backhaul-sls",
    ] {
        assert!(at("backhaul-runtime") < at(client), "{order:?}");
        assert!(at(client) < at("backhaul-flows"), "{order:?}");
    }
    // Its examples are programs over the flows.
    assert!(at("backhaul-flows") < at("backhaul-sandbox"), "{order:?}");
    assert_eq!(
        order.len(),
        fs::read_dir(root.join("crates")).unwrap().count()
    );
    let changes = fs::read_to_string(root.join("CHANGELOG.md")).unwrap();
    changelog::section(&changes, &public[0].version).unwrap();
}

/// The other side of the test above: each fact is looked at.
#[test]
fn each_fact_that_is_missing_is_told() {
    let root = documents::root();
    let told = |change: &dyn Fn(&mut Package)| {
        let mut packages = packages::read(&root).unwrap();
        let dcs = packages
            .iter_mut()
            .find(|package| package.name == "backhaul-dcs");
        change(dcs.unwrap());
        facts::wrong(&root, &packages).join("\n")
    };
    for (field, expected) in [
        ("description", "has no description"),
        ("license", "has no license"),
        ("repository", "has no repository"),
        ("rust_version", "has no rust-version"),
        ("readme", "has no readme"),
        ("keywords", "has 0 keywords"),
        ("categories", "has 0 categories"),
        ("metadata", "all-features = true"),
    ] {
        let said = told(&|package| package.manifest[field] = serde_json::Value::Null);
        assert_eq!(said.lines().count(), 1, "{said}");
        assert!(
            said.starts_with("backhaul-dcs: ") && said.contains(expected),
            "{said}"
        );
    }
    let said = told(&|package| package.manifest["keywords"] = vec!["x"; 6].into());
    assert!(said.contains("has 6 keywords"), "{said}");
    let said = told(&|package| package.is_public = false);
    assert!(
        said.contains("backhaul-dcs: what is in crates/ is public"),
        "{said}"
    );
    let said = told(&|package| package.version = "0.0.9".to_owned());
    assert!(
        said.contains("backhaul-dcs: its version is 0.0.9"),
        "{said}"
    );
    let said = told(&|package| package.needs[0].1 = "^0.0.9".to_owned());
    assert!(said.contains("needs backhaul-runtime ^0.0.9"), "{said}");
    let said = told(&|package| package.folder = root.join("crates"));
    for missing in ["no readme", "LICENSE-MIT", "LICENSE-APACHE"] {
        assert!(said.contains(missing), "{said}");
    }
}

#[test]
fn the_version_of_cargo_is_read() {
    assert_eq!(
        cargo_version("cargo 1.95.0 (f2d3ce0bd 2026-03-21)"),
        Some((1, 95))
    );
    assert_eq!(cargo_version("cargo 1.90.0-nightly"), Some((1, 90)));
    assert_eq!(cargo_version("cargo"), None);
}
