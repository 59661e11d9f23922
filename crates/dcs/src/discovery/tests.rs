use super::{Discovered, discover};
use crate::{Client, Credentials, Environment};

type Variables = [(&'static str, &'static str)];

/// An environment with these variables and nothing else.
fn variables(set: &Variables) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

fn found(environment: &Environment) -> Discovered {
    discover(environment).unwrap_or_else(|error| panic!("nothing found: {error}"))
}

fn refused(environment: &Environment) -> String {
    match discover(environment) {
        Ok(found) => panic!("found {:?}", found.credentials),
        Err(error) => {
            assert!(!format!("{error:?}").contains("fake-marker"), "{error:?}");
            error.to_string()
        }
    }
}

/// The `Debug` output, which never shows a secret.
fn shown(found: &Discovered) -> String {
    let shown = format!("{:?}", found.credentials);
    assert!(!shown.contains("fake-marker"), "{shown}");
    shown
}

const PASSWORD: &Variables = &[
    ("OS_USERNAME", "fake-user"),
    ("OS_PASSWORD", "fake-marker"),
    ("OS_USER_DOMAIN_NAME", "OTC-FAKE"),
    ("OS_PROJECT_NAME", "eu-nl_project"),
    ("OS_AUTH_URL", "https://iam.eu-nl.otc.t-systems.com:443/v3"),
];

#[test]
fn a_token_wins_over_access_keys_and_those_over_a_password() {
    let mut set = vec![
        ("OS_AUTH_TOKEN", "fake-marker"),
        ("OS_ACCESS_KEY", "FAKEOWN"),
        ("OS_SECRET_KEY", "fake-marker"),
        ("HUAWEICLOUD_SDK_AK", "FAKEHUAWEI"),
        ("HUAWEICLOUD_SDK_SK", "fake-marker"),
    ];
    set.extend(PASSWORD);
    for (expected, drained) in [
        ("Token", 1),
        ("FAKEOWN", 2),
        ("FAKEHUAWEI", 2),
        ("fake-user", 0),
    ] {
        let shown = shown(&found(&variables(&set)));
        assert!(shown.contains(expected), "{shown}");
        set.drain(..drained);
    }
    set.extend([("OS_TOKEN", "fake-marker"), ("OS_AUTH_TYPE", "password")]);
    assert!(shown(&found(&variables(&set))).contains("fake-user"));
}

#[test]
fn a_password_comes_with_region_and_address_and_a_client_can_be_built() {
    let environment = variables(PASSWORD);
    let found = found(&environment);
    // The region is in the project's name.
    assert_eq!(found.region.as_deref(), Some("eu-nl"));
    assert_eq!(
        found.iam_url.as_deref(),
        Some("https://iam.eu-nl.otc.t-systems.com:443/v3")
    );
    let builder = crate::ClientBuilder::from_environment(&environment).unwrap();
    let client: Client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains("fake-marker"));

    let mut set = PASSWORD.to_vec();
    set.push(("OS_REGION", "eu-de"));
    assert_eq!(
        self::found(&variables(&set)).region.as_deref(),
        Some("eu-de")
    );
    set.push(("OS_REGION_NAME", "eu-nl"));
    assert_eq!(
        self::found(&variables(&set)).region.as_deref(),
        Some("eu-nl")
    );
}

#[test]
fn the_domain_is_the_users_then_the_projects_then_any() {
    let mut set = vec![
        ("OS_USER_DOMAIN_NAME", "user-domain"),
        ("OS_PROJECT_DOMAIN_NAME", "project-domain"),
        ("OS_DOMAIN_NAME", "any-domain"),
        ("OS_DEFAULT_DOMAIN", "default-domain"),
        ("OS_USERNAME", "fake-user"),
        ("OS_PASSWORD", "fake-marker"),
        ("OS_PROJECT_ID", "0524e839"),
    ];
    for expected in [
        "user-domain",
        "project-domain",
        "any-domain",
        "default-domain",
    ] {
        let shown = shown(&found(&variables(&set)));
        let expected = format!("user_domain: Some(Name(\"{expected}\"))");
        assert!(shown.contains(&expected), "{shown}");
        set.remove(0);
    }
    let error = refused(&variables(&set));
    assert!(
        error.contains("OS_PASSWORD is set, OS_USER_DOMAIN_ID or OS_USER_DOMAIN_NAME or"),
        "{error}"
    );
    // The id of a user is enough.
    set.push(("OS_USER_ID", "fake-id"));
    let shown = shown(&found(&variables(&set)));
    assert!(
        shown.contains("Id(\"fake-id\")") && shown.contains("user_domain: None"),
        "{shown}"
    );
}

#[test]
fn the_id_of_a_domain_is_never_taken_for_that_of_the_project() {
    let mut set = vec![
        ("OS_USERNAME", "fake-user"),
        ("OS_PASSWORD", "fake-marker"),
        ("OS_USER_DOMAIN_ID", "id-of-domain"),
        ("OS_PROJECT_DOMAIN_ID", "id-of-other-domain"),
        ("OS_TENANT_ID", "id-of-project"),
    ];
    let by_id = shown(&found(&variables(&set)));
    assert!(
        by_id.contains("user_domain: Some(Id(\"id-of-domain\"))"),
        "{by_id}"
    );
    assert!(
        by_id.contains("project: Id(\"id-of-project\"), project_domain: None"),
        "{by_id}"
    );
    set.pop();
    set.push(("OS_TENANT_NAME", "eu-de"));
    let by_name = shown(&found(&variables(&set)));
    assert!(
        by_name
            .contains("project: Name(\"eu-de\"), project_domain: Some(Id(\"id-of-other-domain\"))"),
        "{by_name}"
    );
}

#[test]
fn missing_parts_are_named() {
    let mut set = PASSWORD.to_vec();
    set.retain(|(name, _)| *name != "OS_PROJECT_NAME");
    let error = refused(&variables(&set));
    assert!(
        error.ends_with(
            "OS_PASSWORD is set, OS_PROJECT_ID or OS_TENANT_ID or OS_PROJECT_NAME or OS_TENANT_NAME is not"
        ),
        "{error}"
    );
    let error = refused(&variables(&[("OS_USERNAME", "fake-user")]));
    assert!(
        error.ends_with("OS_USERNAME is set, OS_PASSWORD is not"),
        "{error}"
    );
    let nothing = refused(&variables(&[]));
    for name in [
        "OS_TOKEN",
        "OS_SECRET_KEY",
        "HUAWEICLOUD_SDK_SK",
        "OS_PASSWORD",
        "OS_CLOUD",
    ] {
        assert!(nothing.contains(name), "{nothing}");
    }
    let kind = refused(&variables(&[("OS_AUTH_TYPE", "v3applicationcredential")]));
    assert!(kind.starts_with("OS_AUTH_TYPE is none of"), "{kind}");
    let cloud = Credentials::from_vars(|name| (name == "OS_CLOUD").then(|| "otc".into()));
    let cloud = cloud.unwrap_err().to_string();
    assert!(cloud.contains("OS_CLOUD is set"), "{cloud}");
}

#[test]
fn an_address_without_a_scheme_is_https() {
    let mut set = PASSWORD.to_vec();
    set.pop();
    set.push(("OS_AUTH_URL", "iam-pub.eu-ch2.sc.otc.t-systems.com/v3"));
    assert_eq!(
        found(&variables(&set)).iam_url.as_deref(),
        Some("https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3")
    );
}

#[cfg(not(feature = "config-files"))]
#[test]
fn without_the_feature_os_cloud_is_an_error_that_names_it() {
    let error = refused(&variables(&[("OS_CLOUD", "otc"), ("OS_TOKEN", "fake")]));
    assert!(
        error.contains("cargo feature `config-files` is off"),
        "{error}"
    );
}

#[cfg(feature = "config-files")]
mod with_files {
    use std::fs;
    use std::path::Path;

    use tempfile::TempDir;

    use super::*;

    /// Folders with the given files below them.
    fn folders(files: &[(&str, &str)]) -> TempDir {
        let folders = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = folders.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folders
    }

    fn environment(set: &Variables, folders: &Path) -> Environment {
        variables(set)
            .current_dir(folders.join("here"))
            .home(folders.join("home"))
            .system_dir(folders.join("etc"))
    }

    /// The usual entry, with its secrets in the other file.
    const CLOUDS: &str = "\
clouds:
  otc:
    profile: otc
    region_name: eu-nl
    auth:
      username: 12345
      project_name: eu-de_project
      user_domain_name: OTC-FAKE
      auth_url: 'https://iam.{region_name}.otc.t-systems.com:443/v3'
      unknown: [1, 2]
    interface: public
  keys:
    profile: otc
    ak: FAKEAK
    auth:
      project-id: 0123e45
";
    const SECURE: &str = "\
clouds:
  otc:
    auth: { password: fake-marker }
  keys:
    sk: fake-marker
    security_token: fake-marker
  only-here:
    auth: { token: fake-marker }
    regions: [{ name: eu-nl, values: {} }, eu-de]
";

    #[test]
    fn an_entry_is_merged_from_both_files_and_other_variables_are_ignored() {
        let folders = folders(&[
            ("here/clouds.yaml", CLOUDS),
            ("etc/openstack/secure.yaml", SECURE),
        ]);
        let set = &[
            ("OS_CLOUD", "otc"),
            ("OS_TOKEN", "fake-marker"),
            ("OS_AUTH_URL", "https://x"),
        ];
        let otc = found(&environment(set, folders.path()));
        let password = shown(&otc);
        assert!(password.contains("user: Name(\"12345\")"), "{password}");
        assert!(
            password.contains("project: Name(\"eu-de_project\")"),
            "{password}"
        );
        assert_eq!(otc.region.as_deref(), Some("eu-nl"));
        assert_eq!(
            otc.iam_url.as_deref(),
            Some("https://iam.eu-nl.otc.t-systems.com:443/v3")
        );

        let set = &[("OS_CLOUD", "otc"), ("OS_REGION_NAME", "eu-de")];
        let otc = found(&environment(set, folders.path()));
        assert_eq!(otc.region.as_deref(), Some("eu-de"));

        let keys = found(&environment(&[("OS_CLOUD", "keys")], folders.path()));
        let key = shown(&keys);
        assert!(
            key.contains("FAKEAK") && key.contains("temporary: true"),
            "{key}"
        );
        assert!(key.contains("project_id: Some(\"0123e45\")"), "{key}");
        assert_eq!(keys.region.as_deref(), Some("eu-de"));

        let only = found(&environment(&[("OS_CLOUD", "only-here")], folders.path()));
        assert!(shown(&only).contains("Token"));
        assert_eq!(only.region.as_deref(), Some("eu-nl"));
    }

    #[test]
    fn the_first_file_wins_as_a_whole() {
        let entry = |token| {
            format!("clouds: {{ otc: {{ auth: {{ token: {token} }}, region_name: {token} }} }}")
        };
        let texts = ["named", "here", "home", "etc"].map(entry);
        let mut files = vec![
            ("named.yaml", texts[0].as_str()),
            ("here/clouds.yml", texts[1].as_str()),
            ("home/.config/openstack/clouds.json", texts[2].as_str()),
            ("etc/openstack/clouds.yaml", texts[3].as_str()),
        ];
        for expected in ["named", "here", "home", "etc"] {
            let folders = folders(&files);
            let root = folders.path().to_owned();
            let environment = Environment::of_variables(move |name| match name {
                "OS_CLOUD" => Some("otc".to_owned()),
                "OS_CLIENT_CONFIG_FILE" => Some(root.join("named.yaml").display().to_string()),
                _ => None,
            });
            let environment = environment
                .current_dir(folders.path().join("here"))
                .home(folders.path().join("home"))
                .system_dir(folders.path().join("etc"));
            assert_eq!(found(&environment).region.as_deref(), Some(expected));
            files.remove(0);
        }
    }

    #[test]
    fn a_missing_entry_or_file_is_an_error_that_says_where_it_was_searched() {
        let set = &[("OS_CLOUD", "other"), ("OS_TOKEN", "fake-marker")];
        let empty = folders(&[]);
        let error = refused(&environment(set, empty.path()));
        for part in ["there is no clouds.yaml", "here", "openstack", "etc"] {
            assert!(error.contains(part), "{error}");
        }
        let folders = folders(&[("here/clouds.yaml", CLOUDS)]);
        let error = refused(&environment(set, folders.path()));
        assert!(
            error.contains("names the cloud \"other\", which is not in "),
            "{error}"
        );
        let error = refused(&environment(&[("OS_CLOUD", "otc")], folders.path()));
        assert!(
            error.contains("missing in cloud \"otc\" of ")
                && error.ends_with("username is set, password is not"),
            "{error}"
        );
    }

    #[test]
    fn a_bad_file_is_an_error_with_path_and_line_and_without_its_text() {
        for (text, line) in [
            (
                "clouds:\n  otc:\n    auth:\n      password: [fake-marker]\n",
                4,
            ),
            ("clouds:\n  otc:\n    auth: fake-marker\n", 3),
            ("clouds:\n  otc:\n\tsk: fake-marker\n", 3),
            ("clouds: fake-marker\n", 1),
            ("- fake-marker\n", 1),
        ] {
            let folders = folders(&[("here/clouds.yaml", text)]);
            let error = refused(&environment(&[("OS_CLOUD", "otc")], folders.path()));
            assert!(error.contains("clouds.yaml, line "), "{error}");
            assert!(
                error.contains(&format!("line {line}: is not YAML")),
                "{error}"
            );
            assert!(!error.contains("fake-marker"), "{error}");
        }
    }

    #[test]
    fn keys_of_the_entry_win_over_its_auth_and_the_swiss_profile_has_a_scheme() {
        let folders = folders(&[(
            "here/clouds.yaml",
            "clouds:\n  swiss:\n    profile: otc-swiss\n    project_id: outer\n    auth:\n      user_id: fake\n      password: fake-marker\n      project_id: inner\n      user_domain_id: domain\n",
        )]);
        let swiss = found(&environment(&[("OS_CLOUD", "swiss")], folders.path()));
        assert!(shown(&swiss).contains("project: Id(\"outer\")"));
        assert_eq!(
            swiss.iam_url.as_deref(),
            Some("https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3")
        );
        assert_eq!(swiss.region, None);
    }

    #[test]
    fn without_os_cloud_no_file_is_read() {
        let folders = folders(&[("here/clouds.yaml", "no: [yaml")]);
        let set = &[("OS_TOKEN", "fake-marker")];
        assert!(shown(&found(&environment(set, folders.path()))).contains("Token"));
    }
}
