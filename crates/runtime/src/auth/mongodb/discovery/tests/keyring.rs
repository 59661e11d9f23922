//! Secrets that the Atlas CLI keeps in a keyring.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use secrecy::SecretString;

use super::{Given, Tool, discover, home, in_atlas, variables};
use crate::auth::env::Environment;

/// A keyring with these entries of a service, which counts what it is asked.
fn with_keyring(
    environment: Environment,
    entries: &'static [(&'static str, &'static str, &'static str)],
) -> (Environment, Arc<AtomicUsize>) {
    let asked = Arc::<AtomicUsize>::default();
    let counted = Arc::clone(&asked);
    let environment = environment.keyring(move |service, account| {
        counted.fetch_add(1, Ordering::SeqCst);
        let mut entries = entries.iter();
        let found = entries.find(|entry| (entry.0, entry.1) == (service, account));
        Ok(found.map(|entry| SecretString::from(entry.2)))
    });
    (environment, asked)
}

#[test]
fn the_keyring_has_the_secrets_of_the_atlas_cli_and_the_file_the_rest() {
    const ENTRIES: &[(&str, &str, &str)] = &[
        ("atlascli_work", "public_api_key", "fakering"),
        ("atlascli_work", "private_api_key", "fake-marker"),
        ("atlascli_default", "client_id", "mdb_sa_id_default"),
    ];
    let home = home(
        "atlascli",
        "[Work]\nbase_url = \"https://mine.example\"\nclient_id = \"mdb_sa_id_old\"\n\
         client_secret = \"fake-marker-old\"",
    );
    let (environment, _) = with_keyring(variables(&[]).home(home.path()), ENTRIES);
    let found = in_atlas(&environment).unwrap();
    let shown = format!("{found:?}");
    assert!(
        shown.contains("fakering") && !shown.contains("mdb_sa_id") && !shown.contains("marker"),
        "{shown}"
    );
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some("https://mine.example")
    );
    // mongocli has no keyring, and who has credentials already needs none.
    for (set, tool) in [
        (&[][..], Tool::MongoCli),
        (
            &[
                ("MONGODB_ATLAS_ACCESS_TOKEN", "fake"),
                ("MONGODB_ATLAS_PROFILE", "work"),
            ],
            Tool::AtlasCli,
        ),
    ] {
        let (environment, asked) = with_keyring(variables(set).home(home.path()), ENTRIES);
        let _ = discover(&environment, &[tool]);
        assert_eq!(asked.load(Ordering::SeqCst), 0, "{tool:?}");
    }
}

#[test]
fn without_entries_or_without_a_keyring_the_file_counts() {
    let home = home(
        "atlascli",
        "[default]\nclient_id = \"mdb_sa_id_file\"\nclient_secret = \"fake-marker\"",
    );
    let (empty, asked) = with_keyring(variables(&[]).home(home.path()), &[]);
    let broken = variables(&[])
        .home(home.path())
        .keyring(|_, _| Err(io::Error::other("it is locked")));
    for environment in [empty, broken] {
        let shown = format!("{:?}", in_atlas(&environment).unwrap());
        assert!(shown.contains("mdb_sa_id_file"), "{shown}");
    }
    assert!(asked.load(Ordering::SeqCst) > 0);
}

#[test]
fn an_error_says_what_the_keyring_had() {
    let home = home("atlascli", "[default]\norg_id = \"fake\"");
    let (empty, _) = with_keyring(variables(&[]).home(home.path()), &[]);
    let error = in_atlas(&empty).unwrap_err();
    assert!(
        error.contains("nothing for the service \"atlascli_default\""),
        "{error}"
    );
    let broken = variables(&[])
        .home(home.path())
        .keyring(|_, _| Err(io::Error::other("it is locked")));
    let error = in_atlas(&broken).unwrap_err();
    assert!(
        error.contains("the system's keyring was not read: it is locked"),
        "{error}"
    );
    let (half, _) = with_keyring(
        variables(&[]).home(home.path()),
        &[("atlascli_default", "client_secret", "fake-marker")],
    );
    let error = in_atlas(&half).unwrap_err();
    assert!(
        error.contains("with the system's keyring: client_secret is set, client_id is not")
            && !error.contains("fake-marker"),
        "{error}"
    );
}
