//! Settings from `clouds.yaml` and `secure.yaml`.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use super::{Given, Variables, found, refused, shown, variables};
use crate::Environment;

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
    assert_eq!(otc.region.as_ref().map(Given::text), Some("eu-nl"));
    assert_eq!(
        otc.iam_url.as_ref().map(Given::text),
        Some("https://iam.eu-nl.otc.t-systems.com:443/v3")
    );

    let set = &[("OS_CLOUD", "otc"), ("OS_REGION_NAME", "eu-de")];
    let otc = found(&environment(set, folders.path()));
    assert_eq!(otc.region.as_ref().map(Given::text), Some("eu-de"));

    let keys = found(&environment(&[("OS_CLOUD", "keys")], folders.path()));
    let key = shown(&keys);
    assert!(
        key.contains("FAKEAK") && key.contains("temporary: true"),
        "{key}"
    );
    assert!(key.contains("project_id: Some(\"0123e45\")"), "{key}");
    assert_eq!(keys.region.as_ref().map(Given::text), Some("eu-de"));

    let only = found(&environment(&[("OS_CLOUD", "only-here")], folders.path()));
    assert!(shown(&only).contains("Token"));
    assert_eq!(only.region.as_ref().map(Given::text), Some("eu-nl"));
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
        assert_eq!(
            found(&environment).region.as_ref().map(Given::text),
            Some(expected)
        );
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
        swiss.iam_url.as_ref().map(Given::text),
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

#[test]
fn an_entry_with_an_authority_of_ones_own_trusts_it() {
    for (setting, file) in [
        ("cacert: /fake/ca.pem", Some("/fake/ca.pem")),
        ("cacert: ''", None),
        ("cacert: null", None),
        (
            "auth: { token: fake-marker, cacert: /fake/ca.pem }",
            Some("/fake/ca.pem"),
        ),
    ] {
        let text = format!("clouds:\n  otc:\n    token: fake-marker\n    {setting}\n");
        let folders = folders(&[("here/clouds.yaml", &text)]);
        let found = found(&environment(
            &[("OS_CLOUD", "otc"), ("OS_CACERT", "/other.pem")],
            folders.path(),
        ));
        assert_eq!(found.ca_file.as_ref().map(Given::text), file, "{setting}");
        if let Some(file) = &found.ca_file {
            let place = file.place().unwrap();
            assert!(place.starts_with("cacert in cloud \"otc\" of "), "{place}");
        }
    }
}

#[test]
fn an_entry_that_changes_whom_to_trust_is_refused() {
    for (setting, is_refused) in [
        ("verify: false", true),
        ("verify: 'False'", true),
        ("verify: no", true),
        ("verify: true", false),
        ("insecure: true", true),
        ("insecure: false", false),
        ("cert: /fake/client.pem", true),
        ("key: /fake/client.key", true),
        ("auth: { token: fake-marker, cert: /fake/client.pem }", true),
    ] {
        let text = format!("clouds:\n  otc:\n    token: fake-marker\n    {setting}\n");
        let folders = folders(&[("here/clouds.yaml", &text)]);
        let environment = environment(&[("OS_CLOUD", "otc")], folders.path());
        if is_refused {
            let error = refused(&environment);
            let name = setting.split(':').next().unwrap().replace("auth", "cert");
            let told = format!("{name} in cloud \"otc\" of ");
            assert!(
                error.starts_with(&told) && error.contains("http_client"),
                "{error}"
            );
        } else {
            found(&environment);
        }
    }
}

#[test]
fn an_entry_with_an_agency_assumes_it() {
    let text = "\
clouds:
  otc:
    auth_type: agency
    auth:
      username: fake-user
      password: fake-marker
      user_domain_name: OTC-FAKE
      project_name: eu-de
      target_agency_name: fake-agency
      target_domain_id: 0123
      target_project_name: eu-nl_other
";
    let folders = folders(&[("here/clouds.yaml", text)]);
    let environment = environment(&[("OS_CLOUD", "otc")], folders.path());
    let shown = shown(&found(&environment));
    for part in [
        "Agency",
        "fake-agency",
        "Id(\"0123\")",
        "Name(\"eu-nl_other\")",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
}
