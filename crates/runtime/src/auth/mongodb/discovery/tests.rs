use super::{Discovered, GOVERNMENT_BASE_URL, Tool, discover};
use crate::auth::env::Environment;

/// An environment with these variables and nothing else.
fn variables(set: &[(&'static str, &'static str)]) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn in_atlas(environment: &Environment) -> Result<Discovered, String> {
    discover(environment, &[Tool::AtlasCli]).map_err(|error| error.to_string())
}

#[test]
fn the_base_address_comes_from_variables_in_the_order_of_the_tools() {
    let mut set = vec![
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker"),
        ("MONGODB_ATLAS_OPS_MANAGER_URL", "https://first.example"),
        ("MONGODB_ATLAS_BASE_URL", "https://second.example"),
        ("MCLI_OPS_MANAGER_URL", "https://third.example"),
        ("MONGODB_ATLAS_SERVICE", "cloudgov"),
    ];
    for expected in [
        "https://first.example",
        "https://second.example",
        "https://third.example",
        GOVERNMENT_BASE_URL,
    ] {
        let found = in_atlas(&variables(&set)).unwrap();
        assert_eq!(found.base_url.as_deref(), Some(expected));
        assert!(!format!("{found:?}").contains("fake-marker"), "{found:?}");
        set.remove(1);
    }
    assert_eq!(in_atlas(&variables(&set)).unwrap().base_url, None);
}

#[cfg(not(feature = "config-files"))]
#[test]
fn without_the_feature_a_profile_is_not_read_and_a_named_one_is_an_error() {
    let missed = in_atlas(&variables(&[])).unwrap_err();
    assert!(missed.contains("`config-files` is off"), "{missed}");
    let named = in_atlas(&variables(&[("MONGODB_ATLAS_PROFILE", "work")])).unwrap_err();
    assert!(
        named.starts_with("MONGODB_ATLAS_PROFILE names a profile")
            && named.contains("`config-files`"),
        "{named}"
    );
}

#[cfg(feature = "config-files")]
mod with_files {
    use std::fs;

    use tempfile::TempDir;

    use super::*;

    /// A home in which the tool's folder has `text` as its `config.toml`.
    fn home(folder: &str, text: &str) -> TempDir {
        let home = tempfile::tempdir().unwrap();
        let environment = variables(&[]).home(home.path());
        let folder = environment.user_config().unwrap().join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("config.toml"), text).unwrap();
        home
    }

    const TWO_PROFILES: &str = r#"
        skip_update_check = true
        [default]
        public_api_key = "fakepubl"
        private_api_key = "fake-marker-1"
        [work]
        service = "cloudgov"
        client_id = "mdb_sa_id_fake"
        client_secret = "fake-marker-2"
        public_api_key = "fakeother"
        private_api_key = "fake-marker-3"
    "#;

    #[test]
    fn the_profile_is_default_or_the_one_that_a_variable_names() {
        let home = home("atlascli", TWO_PROFILES);
        let found = in_atlas(&variables(&[]).home(home.path())).unwrap();
        assert!(format!("{found:?}").contains("fakepubl"), "{found:?}");
        assert_eq!(found.base_url, None);

        let work = variables(&[("MONGODB_ATLAS_PROFILE", "Work")]).home(home.path());
        let found = in_atlas(&work).unwrap();
        let shown = format!("{found:?}");
        assert!(shown.contains("mdb_sa_id_fake"), "{shown}");
        assert!(!shown.contains("fake-marker"), "{shown}");
        assert_eq!(found.base_url.as_deref(), Some(GOVERNMENT_BASE_URL));
    }

    #[test]
    fn the_only_profile_needs_no_name() {
        let home = home(
            "atlascli",
            "version = 2\n[mine]\naccess_token = \"fake\"\nbase_url = \"https://mine.example\"",
        );
        let found = in_atlas(&variables(&[]).home(home.path())).unwrap();
        assert!(format!("{found:?}").contains("Token"), "{found:?}");
        assert_eq!(found.base_url.as_deref(), Some("https://mine.example"));
    }

    #[test]
    fn variables_win_over_a_profile_and_an_unneeded_file_is_not_read() {
        let home = home("atlascli", "this is no TOML");
        let set = [
            ("MONGODB_ATLAS_PUBLIC_KEY", "fakevars"),
            ("MONGODB_ATLAS_PRIVATE_KEY", "fake"),
            ("MONGODB_ATLAS_BASE_URL", "https://vars.example"),
        ];
        let found = in_atlas(&variables(&set).home(home.path())).unwrap();
        assert!(format!("{found:?}").contains("fakevars"), "{found:?}");
        assert_eq!(found.base_url.as_deref(), Some("https://vars.example"));
    }

    #[test]
    fn a_profile_that_is_named_gives_the_address_to_credentials_of_variables() {
        let home = home("atlascli", TWO_PROFILES);
        let set = [
            ("MONGODB_ATLAS_PROFILE", "work"),
            ("MONGODB_ATLAS_ACCESS_TOKEN", "fake"),
        ];
        let found = in_atlas(&variables(&set).home(home.path())).unwrap();
        assert!(format!("{found:?}").contains("Token"), "{found:?}");
        assert_eq!(found.base_url.as_deref(), Some(GOVERNMENT_BASE_URL));
    }

    #[test]
    fn each_tool_has_its_file_and_a_named_profile_excludes_the_other_tool() {
        let home = home("atlascli", TWO_PROFILES);
        let both = [Tool::MongoCli, Tool::AtlasCli];
        let found = discover(&variables(&[]).home(home.path()), &both).unwrap();
        assert!(format!("{found:?}").contains("fakepubl"), "{found:?}");
        let named = variables(&[("MCLI_PROFILE", "default")]).home(home.path());
        let error = discover(&named, &both).unwrap_err().to_string();
        assert!(error.contains("mongocli"), "{error}");
        assert!(!error.contains("atlascli"), "{error}");
    }

    #[test]
    fn an_error_names_all_that_was_looked_for_and_where() {
        let environment = variables(&[]).home(tempfile::tempdir().unwrap().path());
        let error = in_atlas(&environment).unwrap_err();
        let path = environment
            .user_config()
            .unwrap()
            .join("atlascli/config.toml");
        assert!(error.contains("MCLI_PUBLIC_API_KEY with MCLI_PRIVATE_API_KEY in the environment"));
        assert!(
            error.ends_with(&format!("{} does not exist", path.display())),
            "{error}"
        );

        let empty = home("atlascli", "[default]\nproject_id = \"fake\"");
        let error = in_atlas(&variables(&[]).home(empty.path())).unwrap_err();
        assert!(
            error.contains("and for client_id with client_secret; public_api_key"),
            "{error}"
        );
        assert!(
            error.contains("profile \"default\" of ") && error.contains("keyring"),
            "{error}"
        );

        let missing = variables(&[("MONGODB_ATLAS_PROFILE", "other")]).home(empty.path());
        let error = in_atlas(&missing).unwrap_err();
        assert!(
            error.contains("config.toml has no profile \"other\""),
            "{error}"
        );
    }

    #[test]
    fn half_a_pair_in_a_profile_and_a_bad_file_are_errors_with_their_place() {
        for (text, expected) in [
            (
                "[default]\nprivate_api_key = \"fake-marker\"",
                "missing in profile \"default\" of ",
            ),
            (
                "[default]\nprivate_api_key = \"fake-marker\"\npublic_api_key = fake-marker",
                "config.toml, line 3: is not TOML",
            ),
            (
                "[default]\n\nclient_id = \"x\"\nclient_secret = 77777",
                "config.toml, line 4: client_secret must be a text in quotes",
            ),
        ] {
            let home = home("atlascli", text);
            let error = discover(&variables(&[]).home(home.path()), &[Tool::AtlasCli]);
            let error = error.unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            let all = format!("{error} {error:?}");
            assert!(
                !all.contains("fake-marker") && !all.contains("77777"),
                "{all}"
            );
        }
    }
}
