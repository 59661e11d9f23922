//! Settings from environment variables.

use backhaul_runtime::auth::env::FoundKind;

use super::{Given, PASSWORD, found, refused, shown, variables};
use crate::{Client, Credentials};

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
    assert_eq!(found.region.as_ref().map(Given::text), Some("eu-nl"));
    assert_eq!(
        found.iam_url.as_ref().map(Given::text),
        Some("https://iam.eu-nl.otc.t-systems.com:443/v3")
    );
    let builder = crate::ClientBuilder::from_environment(&environment).unwrap();
    let client: Client = builder.build().unwrap();
    assert!(!format!("{client:?}").contains("fake-marker"));

    let mut set = PASSWORD.to_vec();
    set.push(("OS_REGION", "eu-de"));
    assert_eq!(
        self::found(&variables(&set))
            .region
            .as_ref()
            .map(Given::text),
        Some("eu-de")
    );
    set.push(("OS_REGION_NAME", "eu-nl"));
    assert_eq!(
        self::found(&variables(&set))
            .region
            .as_ref()
            .map(Given::text),
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
        error.contains("OS_PASSWORD is set, neither OS_USER_DOMAIN_ID nor OS_USER_DOMAIN_NAME nor"),
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
            "OS_PASSWORD is set, neither OS_PROJECT_ID nor OS_TENANT_ID nor OS_PROJECT_NAME nor OS_TENANT_NAME is"
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
    assert!(kind.starts_with("OS_AUTH_TYPE is not one of"), "{kind}");
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
        found(&variables(&set)).iam_url.as_ref().map(Given::text),
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

#[test]
fn an_authority_of_ones_own_is_found() {
    for (value, file) in [("/fake/ca.pem", Some("/fake/ca.pem")), ("", None)] {
        let found = found(&variables(&[
            ("OS_TOKEN", "fake-marker"),
            ("OS_CACERT", value),
        ]));
        assert_eq!(found.ca_file.as_ref().map(Given::text), file);
        let place = found.ca_file.as_ref().and_then(Given::place);
        assert_eq!(place, file.map(|_| "OS_CACERT in the environment"));
    }
}

#[test]
fn variables_that_change_whom_to_trust_are_refused() {
    for (name, value, is_refused) in [
        ("OS_CERT", "/fake/client.pem", true),
        ("OS_KEY", "/fake/client.key", true),
        ("OS_INSECURE", "true", true),
        ("OS_INSECURE", "1", true),
        ("OS_INSECURE", "False", false),
        ("OS_INSECURE", "", false),
    ] {
        let environment = variables(&[("OS_TOKEN", "fake-marker"), (name, value)]);
        if is_refused {
            let error = refused(&environment);
            let told = format!("{name} in the environment is set, for ");
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
fn a_secret_that_ends_with_a_line_break_is_named() {
    for (set, named) in [
        (&[("OS_TOKEN", "fake-marker\n")][..], "OS_TOKEN"),
        (
            &[
                ("OS_ACCESS_KEY", "FAKE"),
                ("OS_SECRET_KEY", "fake-marker\n"),
            ],
            "OS_SECRET_KEY",
        ),
        (
            &[
                ("OS_ACCESS_KEY", "FAKE"),
                ("OS_SECRET_KEY", "fake"),
                ("OS_SECURITY_TOKEN", "fake-marker\r\n"),
            ],
            "OS_SECURITY_TOKEN",
        ),
    ] {
        let error = refused(&variables(set));
        let told = format!("{named} in the environment ends with a line break");
        assert!(error.starts_with(&told), "{error}");
    }
}

#[test]
fn an_agency_is_assumed_with_a_password_and_never_dropped() {
    let mut set = PASSWORD.to_vec();
    set.push(("OS_AGENCY_NAME", "fake-agency"));
    let error = refused(&variables(&set));
    assert!(
        error.ends_with("OS_AGENCY_NAME is set, OS_AGENCY_DOMAIN_NAME is not"),
        "{error}"
    );
    set.push(("OS_AGENCY_DOMAIN_NAME", "OTC-OTHER"));
    let error = refused(&variables(&set));
    assert!(error.ends_with("OS_DELEGATED_PROJECT is not"), "{error}");
    set.push(("OS_DELEGATED_PROJECT", "eu-de_other"));
    let shown_agency = shown(&found(&variables(&set)));
    for part in [
        "Agency",
        "fake-agency",
        "OTC-OTHER",
        "eu-de_other",
        "fake-user",
    ] {
        assert!(shown_agency.contains(part), "{shown_agency}");
    }
    for other in [
        &[("OS_TOKEN", "fake-marker")][..],
        &[("OS_ACCESS_KEY", "FAKE"), ("OS_SECRET_KEY", "fake-marker")],
    ] {
        let mut set = other.to_vec();
        set.push(("OS_AGENCY_NAME", "fake-agency"));
        let error = refused(&variables(&set));
        assert!(
            error.starts_with("OS_AGENCY_NAME in the environment is set"),
            "{error}"
        );
    }
}

/// What a program may tell its user of what was found.
#[test]
fn what_was_found_is_told_without_its_secret() {
    let user = [
        ("OS_USERNAME", "fake-user"),
        ("OS_PASSWORD", "fake-marker"),
        ("OS_DOMAIN_NAME", "OTC-FAKE"),
        ("OS_PROJECT_ID", "0524e839a54847039e9b2b46e8aa788a"),
    ];
    let it = found(&variables(&user)).found;
    assert_eq!(it.kind, FoundKind::Password);
    assert_eq!(it.public.as_deref(), Some("fake-user"));
    assert_eq!(it.names, ["OS_USERNAME", "OS_PASSWORD"]);
    assert_eq!(it.place, "the environment");

    let token = [("OS_TOKEN", "fake-marker")];
    let it = found(&variables(&token)).found;
    assert_eq!((it.kind, it.public), (FoundKind::Token, None));
    let key = [
        ("OS_ACCESS_KEY", "fake-id"),
        ("OS_SECRET_KEY", "fake-marker"),
    ];
    let it = found(&variables(&key)).found;
    assert_eq!(it.kind, FoundKind::AccessKey);
    assert_eq!(it.public.as_deref(), Some("fake-id"));
}
