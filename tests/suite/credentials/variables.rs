//! The variables that each crate's README names are those that the crate asks for.
//!
//! What a crate asks for depends on what it finds: nobody who has a token is asked for a password. So each crate searches
//! many made-up environments, and the names that it asks for in any of them count. The names that the environments set
//! are the ones that it asked for before.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex};

use backhaul_runtime::auth::env::Environment;
use documents::root;

type Names = BTreeSet<String>;

/// What all variables of an environment are set to, one after the other: a value decides what is asked for next.
const VALUES: [&str; 4] = ["fake", "token", "aksk", "password"];

/// How many environments have each variable or not, by chance.
const MIXTURES: u64 = 200;

#[test]
fn atlas() {
    let search = |environment: &Environment| {
        drop(backhaul_atlas::ClientBuilder::from_environment(environment));
    };
    assert_readme("atlas", search);
}

#[test]
fn cloud_manager() {
    let search = |environment: &Environment| {
        drop(backhaul_cloud_manager::ClientBuilder::from_environment(
            environment,
        ));
    };
    assert_readme("cloud-manager", search);
}

#[test]
fn sls() {
    let search = |environment: &Environment| {
        drop(backhaul_sls::ClientBuilder::from_environment(environment));
    };
    assert_readme("sls", search);
}

#[test]
fn dcs() {
    let search = |environment: &Environment| {
        drop(backhaul_dcs::ClientBuilder::from_environment(environment));
    };
    assert_readme("dcs", search);
}

fn assert_readme(provider: &str, search: impl Fn(&Environment)) {
    let readme = root().join(format!("crates/{provider}/README.md"));
    let text = fs::read_to_string(&readme).unwrap();
    let mut written = names_in(credentials_section(&text));
    let mut asked = asked_for(search);
    // The user's settings have a folder of their own on these systems, and the README names all folders.
    if cfg!(any(windows, target_os = "macos")) {
        for folder in ["APPDATA", "XDG_CONFIG_HOME"] {
            written.remove(folder);
            asked.remove(folder);
        }
    }
    assert!(asked.len() > 10, "only {asked:?}: was it searched at all?");
    let missing: Vec<_> = asked.difference(&written).collect();
    let unknown: Vec<_> = written.difference(&asked).collect();
    assert!(
        missing.is_empty() && unknown.is_empty(),
        "section Credentials of {}: the crate also asks for {missing:?}, and never for {unknown:?}",
        readme.display()
    );
}

fn credentials_section(readme: &str) -> &str {
    let (_, section) = readme.split_once("\n## Credentials\n").unwrap();
    section.split_once("\n## ").unwrap().0
}

/// Words in capitals with an underscore.
fn names_in(text: &str) -> Names {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let is_name = |word: &&str| {
        word.contains('_')
            && word.starts_with(|first: char| first.is_ascii_uppercase())
            && !word.contains(|letter: char| letter.is_ascii_lowercase())
    };
    words.filter(is_name).map(str::to_owned).collect()
}

/// All names that `search` asks for in any environment.
fn asked_for(search: impl Fn(&Environment)) -> Names {
    let folder = settings();
    let mut known = Names::new();
    loop {
        let asked = Arc::new(Mutex::new(known.clone()));
        for set in environments(&known) {
            for value in VALUES {
                search(&recording(set.clone(), value, &asked, folder.path()));
            }
        }
        let asked = asked.lock().unwrap().clone();
        if asked == known {
            return known;
        }
        known = asked;
    }
}

/// Files for those variables that name an entry of a file.
fn settings() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let clouds = "clouds: { fake: { auth: { token: fake } } }";
    fs::write(folder.path().join("clouds.yaml"), clouds).unwrap();
    for tool in ["atlascli", "mongocli"] {
        let config = folder.path().join(".config").join(tool);
        fs::create_dir_all(&config).unwrap();
        let profile = "[fake]\naccess_token = \"fake\"\n";
        fs::write(config.join("config.toml"), profile).unwrap();
    }
    folder
}

/// None of `names` set, one, two, all, all but one, and mixtures.
fn environments(names: &Names) -> BTreeSet<Names> {
    let mut sets = BTreeSet::from([Names::new(), names.clone()]);
    for one in names {
        let mut others = names.clone();
        others.remove(one);
        sets.insert(others);
        for two in names {
            sets.insert(Names::from([one.clone(), two.clone()]));
        }
    }
    // The same in every run: the upper bits of a linear congruential generator.
    let mut state = 0_u64;
    let mut coin = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state >> 63 == 1
    };
    for _ in 0..MIXTURES {
        sets.insert(names.iter().filter(|_| coin()).cloned().collect());
    }
    sets
}

/// An environment where the variables in `set` have `value`, which writes into `asked` what it is asked for.
fn recording(
    set: Names,
    value: &'static str,
    asked: &Arc<Mutex<Names>>,
    folder: &Path,
) -> Environment {
    let asked = Arc::clone(asked);
    let environment = Environment::of_variables(move |name| {
        asked.lock().unwrap().insert(name.to_owned());
        set.contains(name).then(|| value.to_owned())
    });
    environment.home(folder).current_dir(folder)
}
