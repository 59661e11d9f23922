//! Settings from the profiles of the command line tools.

use std::fs;

use super::{
    GOVERNMENT_BASE_URL, Given, Tool, at_now, discover, home, in_atlas, token_ending, variables,
};
use crate::auth::env::FoundKind;

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
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some(GOVERNMENT_BASE_URL)
    );
}

#[test]
fn the_only_profile_needs_no_name() {
    let home = home(
        "atlascli",
        "version = 2\n[mine]\naccess_token = \"fake\"\nbase_url = \"https://mine.example\"",
    );
    let found = in_atlas(&variables(&[]).home(home.path())).unwrap();
    assert!(format!("{found:?}").contains("Token"), "{found:?}");
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some("https://mine.example")
    );
}

#[test]
fn variables_win_over_a_profile_and_an_unneeded_file_is_not_read() {
    let home = home("atlascli", "this is not TOML");
    let set = [
        ("MONGODB_ATLAS_PUBLIC_KEY", "fakevars"),
        ("MONGODB_ATLAS_PRIVATE_KEY", "fake"),
        ("MONGODB_ATLAS_BASE_URL", "https://vars.example"),
    ];
    let found = in_atlas(&variables(&set).home(home.path())).unwrap();
    assert!(format!("{found:?}").contains("fakevars"), "{found:?}");
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some("https://vars.example")
    );
}

#[test]
fn a_named_profile_gives_the_address_for_credentials_from_variables() {
    let home = home("atlascli", TWO_PROFILES);
    let set = [
        ("MONGODB_ATLAS_PROFILE", "work"),
        ("MONGODB_ATLAS_ACCESS_TOKEN", "fake"),
    ];
    let found = in_atlas(&variables(&set).home(home.path())).unwrap();
    assert!(format!("{found:?}").contains("Token"), "{found:?}");
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some(GOVERNMENT_BASE_URL)
    );
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
fn an_error_lists_what_was_looked_for_and_where() {
    let environment = variables(&[]).home(tempfile::tempdir().unwrap().path());
    let error = in_atlas(&environment).unwrap_err();
    let path = environment
        .user_config()
        .unwrap()
        .join("atlascli/config.toml");
    assert!(error.contains("in the environment: (1) MONGODB_ATLAS_ACCESS_TOKEN, (2) "));
    assert!(error.contains("(4) MCLI_PUBLIC_API_KEY with MCLI_PRIVATE_API_KEY. "));
    assert!(
        error.ends_with(&format!("{} does not exist", path.display())),
        "{error}"
    );

    let empty = home("atlascli", "[default]\nproject_id = \"fake\"");
    let error = in_atlas(&variables(&[]).home(empty.path())).unwrap_err();
    assert!(
        error.contains(
            ": (5) client_id with client_secret, (6) public_api_key with private_api_key"
        ),
        "{error}"
    );
    assert!(
        error.contains("profile \"default\" of ") && error.contains("keyring"),
        "{error}"
    );

    let missing = variables(&[("MONGODB_ATLAS_PROFILE", "other")]).home(empty.path());
    let error = in_atlas(&missing).unwrap_err();
    assert!(
        error.starts_with("MONGODB_ATLAS_PROFILE names the profile \"other\", but ")
            && error.ends_with("config.toml has no such profile: correct it, or unset it"),
        "{error}"
    );
}

/// A profile may be that of another service, to which the credentials belong.
#[test]
fn a_missing_named_profile_is_an_error_even_with_credentials_in_variables() {
    let key = [
        ("MONGODB_ATLAS_PUBLIC_API_KEY", "fakepubl"),
        ("MONGODB_ATLAS_PRIVATE_API_KEY", "fake-private"),
    ];
    let typo = [key[0], key[1], ("MONGODB_ATLAS_PROFILE", "gvo")];
    let file = home("atlascli", "[gov]\nservice = \"cloudgov\"");
    let error = in_atlas(&variables(&typo).home(file.path())).unwrap_err();
    assert!(error.contains("names the profile \"gvo\""), "{error}");
    let nowhere = tempfile::tempdir().unwrap();
    let error = in_atlas(&variables(&typo).home(nowhere.path())).unwrap_err();
    assert!(error.contains("does not exist"), "{error}");
    let right = [key[0], key[1], ("MONGODB_ATLAS_PROFILE", "gov")];
    assert!(in_atlas(&variables(&right).home(file.path())).is_ok());
}

#[test]
fn an_unknown_service_is_an_error_unless_an_address_is_known() {
    let key = [
        ("MONGODB_ATLAS_PUBLIC_API_KEY", "fakepubl"),
        ("MONGODB_ATLAS_PRIVATE_API_KEY", "fake-private"),
    ];
    for (service, expected) in [
        ("cloud", None),
        ("cloud-manager", None),
        ("cloudgov", None),
        ("CloudGov", Some("is not a service of MongoDB's tools")),
        ("ops", Some("is not a service of MongoDB's tools")),
        ("ops-manager", Some("its address is missing")),
    ] {
        let set = [key[0], key[1], ("MONGODB_ATLAS_SERVICE", service)];
        let found = in_atlas(&variables(&set)).err();
        assert_eq!(found.is_some(), expected.is_some(), "{service}: {found:?}");
        if let (Some(error), Some(expected)) = (found, expected) {
            assert!(error.contains(expected), "{error}");
        }
        let url = ("MONGODB_ATLAS_BASE_URL", "https://ops.example");
        let set = [key[0], key[1], ("MONGODB_ATLAS_SERVICE", service), url];
        assert!(in_atlas(&variables(&set)).is_ok(), "{service}");
    }
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
            "config.toml, line 4: client_secret must be a string in quotes",
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

#[test]
fn keys_and_names_of_profiles_may_be_in_capitals() {
    let home = home(
        "atlascli",
        "[WORK]\nPublic_API_Key = \"fakepubl\"\nPRIVATE_API_KEY = \"fake-marker\"\nService = \"cloudgov\"\n\
             [\"Büro\"]\nCLIENT_ID = \"mdb_sa_id_fake\"\nclient_Secret = \"fake-marker\"\n\
             OPS_MANAGER_URL = \"https://buero.example\"",
    );
    for name in ["work", "Work", "WORK"] {
        let environment = variables(&[("MONGODB_ATLAS_PROFILE", name)]).home(home.path());
        let found = in_atlas(&environment).unwrap();
        let shown = format!("{found:?}");
        assert!(shown.contains("fakepubl"), "{shown}");
        assert!(!shown.contains("fake-marker"), "{shown}");
        assert_eq!(
            found.base_url.as_ref().map(Given::text),
            Some(GOVERNMENT_BASE_URL)
        );
    }
    let environment = variables(&[("MONGODB_ATLAS_PROFILE", "BÜRO")]).home(home.path());
    let found = in_atlas(&environment).unwrap();
    assert!(format!("{found:?}").contains("mdb_sa_id_fake"), "{found:?}");
    assert_eq!(
        found.base_url.as_ref().map(Given::text),
        Some("https://buero.example")
    );
}

#[test]
fn names_that_differ_only_in_capitals_are_an_error() {
    for (text, expected) in [
        (
            "[default]\npublic_api_key = \"fake-marker\"\nPUBLIC_API_KEY = \"fake-marker\"",
            "appears twice, in different capitals",
        ),
        (
            "[default]\naccess_token = \"fake-marker\"\n[DEFAULT]\naccess_token = \"fake-marker\"",
            "appears twice, in different capitals",
        ),
    ] {
        let home = home("atlascli", text);
        let named = variables(&[("MONGODB_ATLAS_PROFILE", "default")]).home(home.path());
        let error = in_atlas(&named).unwrap_err();
        assert!(
            error.contains(expected) && error.contains("config.toml, line "),
            "{error}"
        );
        assert!(!error.contains("fake-marker"), "{error}");
    }
}

#[test]
fn a_key_outside_all_profiles_applies_to_each_as_in_the_tools() {
    let outside = "public_api_key = \"fakeoutside\"\nPRIVATE_API_KEY = \"fake-marker\"\n";
    let inside = "[default]\npublic_api_key = \"fakeinside\"\nprivate_api_key = \"fake-marker\"\n";
    for text in [outside.to_owned(), format!("{outside}{inside}")] {
        let home = home("atlascli", &text);
        let found = in_atlas(&variables(&[]).home(home.path())).unwrap();
        assert!(format!("{found:?}").contains("fakeoutside"), "{found:?}");
    }
    let home = home("atlascli", &format!("public_api_key = \"\"\n{inside}"));
    let found = in_atlas(&variables(&[]).home(home.path())).unwrap();
    assert!(format!("{found:?}").contains("fakeinside"), "{found:?}");
}

#[test]
fn an_expired_login_is_an_error_that_names_its_place_and_the_remedy() {
    let profile = |token: String| format!("[default]\naccess_token = \"{token}\"");
    let good = home("atlascli", &profile(token_ending(60)));
    let found = in_atlas(&at_now(variables(&[]).home(good.path()))).unwrap();
    assert!(format!("{found:?}").contains("Token"), "{found:?}");

    let token = token_ending(-3600);
    for (folder, login) in [
        ("atlascli", "atlas auth login"),
        ("mongocli", "mongocli auth login"),
    ] {
        let ended = home(folder, &profile(token.clone()));
        let both = [Tool::MongoCli, Tool::AtlasCli];
        let error = discover(&at_now(variables(&[]).home(ended.path())), &both).unwrap_err();
        let error = error.to_string();
        assert!(
            error.starts_with("the access_token in profile \"default\" of ")
                && error.contains(folder)
                && error.contains(" expired at 2023-11-14T21:13:20Z: log in again with ")
                && error.contains(login),
            "{error}"
        );
        assert!(!error.contains(&token), "{error}");
    }

    // Other credentials still apply.
    let home = home("mongocli", &profile(token.clone()));
    let environment = at_now(variables(&[]).home(home.path()));
    let folder = environment.user_config().unwrap().join("atlascli");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("config.toml"), TWO_PROFILES).unwrap();
    let found = discover(&environment, &[Tool::MongoCli, Tool::AtlasCli]).unwrap();
    assert!(format!("{found:?}").contains("fakepubl"), "{found:?}");
}

#[test]
fn project_and_organization_come_from_where_the_credentials_come_from() {
    let home = home(
        "atlascli",
        "[default]\nproject_id = \"fake-project\"\norg_id = \"fake-org\"\n\
         public_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"",
    );
    let found = |set: &[(&'static str, &'static str)]| {
        let found = in_atlas(&variables(set).home(home.path())).unwrap();
        (found.defaults.project_id, found.defaults.org_id)
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(found(&[]), (some("fake-project"), some("fake-org")));
    // Variables win, each by itself.
    let mut set = vec![("MONGODB_ATLAS_ORG_ID", "other-org")];
    assert_eq!(found(&set), (some("fake-project"), some("other-org")));
    // The profile is not used, so neither is its project.
    set.push(("MONGODB_ATLAS_ACCESS_TOKEN", "fake"));
    assert_eq!(found(&set), (None, some("other-org")));
    set.push(("MCLI_PROJECT_ID", "other-project"));
    assert_eq!(found(&set), (some("other-project"), some("other-org")));
    // A profile that is named gives what the variables do not.
    set.pop();
    set.push(("MONGODB_ATLAS_PROFILE", "default"));
    assert_eq!(found(&set), (some("fake-project"), some("other-org")));
}

#[test]
fn a_secret_in_a_file_that_ends_with_a_line_break_is_named() {
    let home = home(
        "atlascli",
        "[default]\nclient_id = \"mdb_sa_id_fake\"\nclient_secret = \"\"\"fake-marker\n\"\"\"",
    );
    let error = in_atlas(&variables(&[]).home(home.path())).unwrap_err();
    assert!(
        error.starts_with("client_secret in profile \"default\" of ")
            && error.contains("ends with a line break"),
        "{error}"
    );
    assert!(!error.contains("fake-marker"), "{error}");
}

/// What a program may tell its user of what was found.
#[test]
fn what_was_found_is_told_without_its_secret() {
    let home = home("atlascli", TWO_PROFILES);
    let path = home.path().join(".config/atlascli/config.toml");
    let found = in_atlas(&variables(&[]).home(home.path())).unwrap().found;
    assert_eq!(found.kind, FoundKind::ApiKey);
    assert_eq!(found.public.as_deref(), Some("fakepubl"));
    assert_eq!(
        found.place,
        format!("profile \"default\" of {}", path.display())
    );
    assert_eq!(found.names, ["public_api_key", "private_api_key"]);

    let token = variables(&[("MONGODB_ATLAS_ACCESS_TOKEN", "fake-marker")]);
    let found = in_atlas(&token).unwrap().found;
    assert_eq!((found.kind, found.public), (FoundKind::AccessToken, None));
    assert_eq!(found.place, "the environment");
    assert_eq!(found.names, ["MONGODB_ATLAS_ACCESS_TOKEN"]);
}
