//! An access key and other settings from variables and from `~/.aliyunlogcli`.

use std::fs;

use backhaul_runtime::auth::env::FoundKind;
use tempfile::TempDir;

use super::*;

fn variables(set: &[(&'static str, &'static str)]) -> Environment {
    let set = set.to_vec();
    Environment::of_variables(move |wanted| {
        let found = set.iter().find(|(name, _)| *name == wanted);
        found.map(|(_, value)| (*value).to_owned())
    })
}

#[test]
fn the_rows_win_in_the_order_of_the_tool_each_with_its_own_token() {
    let mut set: Vec<(&str, &str)> = vec![("SECURITY_TOKEN", "fake-marker")];
    for [id, secret, _] in KEYS {
        set.extend([(id, id), (secret, "fake-marker")]);
    }
    set.push(("ALIBABA_CLOUD_SECURITY_TOKEN", "fake-marker"));
    for ([id, secret, _], temporary) in KEYS.into_iter().zip([false, true, true, true, true]) {
        let shown = format!("{:?}", discover(&variables(&set)).unwrap().credentials);
        assert!(shown.contains(&format!("\"{id}\"")), "{shown}");
        assert!(
            shown.contains(&format!("temporary: {temporary}")),
            "{shown}"
        );
        assert!(!shown.contains("fake-marker"), "{shown}");
        set.retain(|(name, _)| *name != id && *name != secret);
    }
    let error = Credentials::from_vars(|_| None).unwrap_err().to_string();
    for name in KEYS.iter().flat_map(|[id, secret, _]| [id, secret]) {
        assert!(error.contains(name), "{error}");
    }
}

#[test]
fn half_a_key_is_an_error_even_if_an_older_name_has_a_complete_one() {
    let set = [
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
        ("ALICLOUD_ACCESS_KEY", "fake"),
        ("ALICLOUD_SECRET_KEY", "fake-marker"),
    ];
    let Err(error) = discover(&variables(&set)) else {
        panic!("half a key was taken");
    };
    let error = error.to_string();
    assert!(
        error.ends_with(
            "ALIBABA_CLOUD_ACCESS_KEY_ID is set, ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"
        ),
        "{error}"
    );
}

#[test]
fn a_secret_that_ends_with_a_line_break_is_named() {
    for (secret, token, named) in [
        ("fake-marker\n", "fake", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
        ("fake", "fake-marker\n", "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ] {
        let set = [
            ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
            ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", secret),
            ("ALIBABA_CLOUD_SECURITY_TOKEN", token),
        ];
        let Err(error) = discover(&variables(&set)) else {
            panic!("it was taken");
        };
        let told = format!("{named} in the environment ends with a line break");
        assert!(error.to_string().starts_with(&told), "{error}");
        assert!(!error.to_string().contains("fake-marker"), "{error}");
    }
}

#[test]
fn endpoint_region_and_signature_are_found_with_the_key() {
    let mut set = vec![
        ("ALIBABA_CLOUD_ACCESS_KEY_ID", "fake"),
        ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "fake"),
        ("ALICLOUD_REGION", "eu-central-1"),
    ];
    let found = discover(&variables(&set)).unwrap();
    assert_eq!(
        found.endpoint.as_ref().map(Given::text),
        Some("eu-central-1.log.aliyuncs.com")
    );
    assert_eq!(found.region, None);
    assert!(format!("{:?}", found.credentials).contains("V4"));

    set.push((
        "ALIBABA_CLOUD_DEFAULT_REGION",
        "cn-hangzhou-intranet.log.aliyuncs.com",
    ));
    let found = discover(&variables(&set)).unwrap();
    assert_eq!(
        found.endpoint.as_ref().map(Given::text),
        Some("cn-hangzhou-intranet.log.aliyuncs.com")
    );

    set.extend([
        (ENDPOINT, "http://127.0.0.1:1"),
        (SIGNING_REGION, "cn-beijing"),
        (SIGNATURE, "v1"),
    ]);
    let found = discover(&variables(&set)).unwrap();
    assert_eq!(
        found.endpoint.as_ref().map(Given::text),
        Some("http://127.0.0.1:1")
    );
    assert_eq!(found.region.as_ref().map(Given::text), Some("cn-beijing"));
    assert!(format!("{:?}", found.credentials).contains("V1"));

    set.pop();
    set.push((SIGNATURE, "v2"));
    assert!(discover(&variables(&set)).is_err());
}

#[test]
fn the_key_id_is_removed_from_the_front_of_a_token() {
    for (token, expected) in [
        ("FAKEID::fake", "fake"),
        ("fake", "fake"),
        ("OTHER::fake", "OTHER::fake"),
    ] {
        assert_eq!(without_key_id("FAKEID", token), expected);
    }
}

fn refused(environment: &Environment) -> String {
    match discover(environment) {
        Ok(found) => panic!("found {:?}", found.credentials),
        Err(error) => {
            let error = error.to_string();
            assert!(!error.contains("fake-marker"), "{error}");
            error
        }
    }
}

fn home(text: &str) -> TempDir {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join(".aliyunlogcli"), text).unwrap();
    home
}

const FILE: &str = "\
# A comment
[main]
access-id = FAKEMAIN
access-key = fake-marker==
region-endpoint = cn-hangzhou.log.aliyuncs.com
sts-token =

[beijing]
Access-ID: FAKEBEIJING
access-key: fake-marker%%1
region-endpoint: cn-beijing.log.aliyuncs.com
sts-token: FAKEBEIJING::fake-marker
";

#[test]
fn the_file_of_the_tool_is_found_with_the_section_that_somebody_names() {
    let plain = home(FILE);
    let option = format!("{FILE}[__option__]\ndefault-client = beijing\n");
    let option = home(&option);
    for (home, set, id, temporary, endpoint) in [
        (&plain, &[][..], "FAKEMAIN", false, "cn-hangzhou"),
        (&option, &[], "FAKEBEIJING", true, "cn-beijing"),
        (
            &plain,
            &[(CLIENT_NAME, "beijing")],
            "FAKEBEIJING",
            true,
            "cn-beijing",
        ),
        (
            &option,
            &[(CLIENT_NAME, "main")],
            "FAKEMAIN",
            false,
            "cn-hangzhou",
        ),
        // The region of a variable does not win over the section's endpoint, as in the tool.
        (
            &plain,
            &[("ALICLOUD_REGION", "eu-central-1")],
            "FAKEMAIN",
            false,
            "cn-hangzhou",
        ),
        (
            &plain,
            &[(ENDPOINT, "eu-west-1.log.aliyuncs.com")],
            "FAKEMAIN",
            false,
            "eu-west-1",
        ),
        // Keys in variables win, and then the file is not read unless it is named.
        (
            &plain,
            &[
                ("ALICLOUD_ACCESS_KEY_ID", "FAKEVARS"),
                ("ALICLOUD_ACCESS_KEY_SECRET", "fake-marker"),
                ("ALICLOUD_REGION", "eu-central-1"),
            ],
            "FAKEVARS",
            false,
            "eu-central-1",
        ),
        (
            &plain,
            &[
                ("ALICLOUD_ACCESS_KEY_ID", "FAKEVARS"),
                ("ALICLOUD_ACCESS_KEY_SECRET", "fake-marker"),
                (CLIENT_NAME, "beijing"),
            ],
            "FAKEVARS",
            false,
            "cn-beijing",
        ),
    ] {
        let found = discover(&variables(set).home(home.path())).unwrap();
        let shown = format!("{:?}", found.credentials);
        assert!(
            shown.contains(id) && !shown.contains("fake-marker"),
            "{shown}"
        );
        assert!(
            shown.contains(&format!("temporary: {temporary}")),
            "{shown}"
        );
        let endpoint = format!("{endpoint}.log.aliyuncs.com");
        assert_eq!(found.endpoint, Some(endpoint.into()), "{set:?}");
    }
}

#[test]
fn a_section_or_a_file_that_is_missing_is_told() {
    let home = home("[other]\naccess-id = FAKE\n");
    let error = refused(&variables(&[]).home(home.path()));
    assert!(error.contains("has no section \"main\""), "{error}");
    let named = variables(&[(CLIENT_NAME, "missing")]);
    let error = refused(&named.clone().home(home.path()));
    assert!(
        error.contains("names the client \"missing\", but ") && error.contains("no such section")
    );
    let nowhere = tempfile::tempdir().unwrap();
    let error = refused(&named.home(nowhere.path()));
    assert!(error.contains("does not exist"), "{error}");
    let half = variables(&[(CLIENT_NAME, "other")]).home(home.path());
    let error = refused(&half);
    assert!(
        error.contains("client \"other\" of ")
            && error.ends_with("access-id is set, access-key is not"),
        "{error}"
    );
}

#[test]
fn a_long_or_odd_name_is_shown_on_one_line_and_cut() {
    let name = format!("a\n\u{1b}[31m{}", "x".repeat(10_000));
    let environment =
        Environment::of_variables(move |wanted| (wanted == CLIENT_NAME).then(|| name.clone()));
    let error = refused(&environment);
    assert!(error.len() < 400, "{error}");
    assert!(!error.contains(['\n', '\u{1b}']), "{error}");
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_its_line_and_without_the_line() {
    for (text, line, told) in [
        (
            "access-key = fake-marker",
            1,
            "is before the first [section]",
        ),
        (
            "[main]\naccess-key fake-marker",
            2,
            "is neither [section] nor option = value",
        ),
        ("[main]\na = 1\n  fake-marker", 3, "is indented"),
        (
            "[main]\naccess-key = %(fake-marker)s",
            2,
            "has a % that refers to another option",
        ),
        (
            "[main]\na = 1\nA = fake-marker",
            3,
            "has an option that the section had before",
        ),
        (
            "[main]\n[main]",
            2,
            "begins a section that there was before",
        ),
        ("[main", 1, "begins a section and does not end it"),
    ] {
        let home = home(text);
        let error = refused(&variables(&[]).home(home.path()));
        assert!(
            error.contains(&format!(", line {line}: {told}")),
            "{text}: {error}"
        );
    }
    // What counts for all sections, and a line break in a value.
    let home = home("[DEFAULT]\naccess-id = FAKEALL\n[main]\naccess-key = fake-marker\r\n");
    let found = discover(&variables(&[]).home(home.path())).unwrap();
    assert!(format!("{:?}", found.credentials).contains("FAKEALL"));
}

#[test]
fn variables_name_a_role_or_an_address_with_keys() {
    let shown = |set: &[(&'static str, &'static str)]| {
        let found = discover(&variables(set)).map_err(|error| error.to_string());
        found.map(|found| format!("{:?}", found.credentials))
    };
    let mut set = vec![
        (CREDENTIALS_URI, "http://127.0.0.1:1/keys?fake-marker"),
        (RAM_ROLE, "log-reader"),
    ];
    let role = shown(&set).unwrap();
    assert!(
        role.contains("Role(RamRole") && role.contains("log-reader"),
        "{role}"
    );
    set.push((NO_METADATA, "True"));
    let uri = shown(&set).unwrap();
    assert!(
        uri.contains("Uri(") && !uri.contains("fake-marker"),
        "{uri}"
    );
    set.remove(0);
    let error = shown(&set).unwrap_err();
    assert!(
        error.contains("ALIBABA_CLOUD_ECS_METADATA_DISABLED forbids the role"),
        "{error}"
    );
    let error = shown(&[]).unwrap_err();
    assert!(
        error.contains(RAM_ROLE) && error.contains(CREDENTIALS_URI),
        "{error}"
    );
}

/// What a program may tell its user of what was found.
#[test]
fn what_was_found_is_told_without_its_secret() {
    let key = [
        ("ALICLOUD_ACCESS_KEY", "fake-id"),
        ("ALICLOUD_SECRET_KEY", "fake-marker"),
    ];
    let found = discover(&variables(&key)).unwrap().found;
    assert_eq!(found.kind, FoundKind::AccessKey);
    assert_eq!(found.public.as_deref(), Some("fake-id"));
    assert_eq!(found.place, "the environment");
    assert_eq!(found.names, ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY"]);

    let home = TempDir::new().unwrap();
    let path = home.path().join(".aliyunlogcli");
    fs::write(
        &path,
        "[main]\naccess-id = fake-id\naccess-key = fake-marker\n",
    )
    .unwrap();
    let found = discover(&variables(&[]).home(home.path())).unwrap().found;
    assert_eq!(
        found.place,
        format!("client \"main\" of {}", path.display())
    );
    assert_eq!(found.names, ["access-id", "access-key"]);

    // A file without a key comes before a role.
    fs::write(&path, "[main]\n").unwrap();
    let role = variables(&[("ALIBABA_CLOUD_ECS_METADATA", "fake-role")]).home(home.path());
    let found = discover(&role).unwrap().found;
    assert_eq!(found.kind, FoundKind::RamRole);
    assert_eq!(found.public.as_deref(), Some("fake-role"));
    assert_eq!(found.place, "the environment");
    let uri = variables(&[(
        "ALIBABA_CLOUD_CREDENTIALS_URI",
        "http://127.0.0.1/fake-marker",
    )]);
    let found = discover(&uri).unwrap().found;
    assert_eq!(
        (found.kind, found.public),
        (FoundKind::CredentialsUri, None)
    );
}
