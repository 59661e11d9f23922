//! Whom to trust, by profiles and variables.

use super::{Tool, discover, home, variables};

#[test]
fn an_authority_of_ones_own_is_found_where_the_credentials_or_a_variable_are() {
    let home = home(
        "mongocli",
        "[default]\nops_manager_ca_certificate = \"/fake/ca.pem\"\n\
         public_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"",
    );
    let file = |set: &[(&'static str, &'static str)]| {
        let environment = variables(set).home(home.path());
        let found = discover(&environment, &[Tool::MongoCli]).unwrap().ca_file?;
        Some((found.text().to_owned(), found.place().unwrap().to_owned()))
    };
    let (path, place) = file(&[]).unwrap();
    assert_eq!(path, "/fake/ca.pem");
    assert!(
        place.starts_with("ops_manager_ca_certificate in profile \"default\" of "),
        "{place}"
    );
    // A profile that is not used says nothing, and a variable wins over one that is.
    let token = ("MONGODB_ATLAS_ACCESS_TOKEN", "fake");
    assert_eq!(file(&[token]), None);
    for set in [
        &[("MCLI_OPS_MANAGER_CA_CERTIFICATE", "/other.pem")][..],
        &[("MCLI_OPS_MANAGER_CA_CERTIFICATE", "/other.pem"), token],
    ] {
        let place = "MCLI_OPS_MANAGER_CA_CERTIFICATE in the environment";
        assert_eq!(file(set), Some(("/other.pem".to_owned(), place.to_owned())));
    }
    assert_eq!(
        file(&[("MCLI_OPS_MANAGER_CA_CERTIFICATE", ""), token]),
        None
    );
}

#[test]
fn a_profile_that_changes_whom_to_trust_is_refused() {
    const KEY: &str = "public_api_key = \"fakepubl\"\nprivate_api_key = \"fake-marker\"";
    for (setting, told) in [
        (
            "ops_manager_skip_verify = \"yes\"",
            Some("ops_manager_skip_verify in profile \"default\" of "),
        ),
        (
            "ops_manager_skip_verify = true",
            Some("ops_manager_skip_verify in profile \"default\" of "),
        ),
        ("ops_manager_skip_verify = \"false\"", None),
        ("ops_manager_skip_verify = false", None),
    ] {
        let home = home("mongocli", &format!("[default]\n{setting}\n{KEY}"));
        let environment = variables(&[]).home(home.path());
        let found = discover(&environment, &[Tool::MongoCli]).map_err(|error| error.to_string());
        match (found, told) {
            (Err(error), Some(told)) => {
                assert!(
                    error.starts_with(told) && error.contains("http_client"),
                    "{error}"
                );
            }
            (found, None) => assert!(found.is_ok(), "{setting}: {found:?}"),
            (Ok(_), Some(_)) => panic!("{setting} was dropped"),
        }
        // A profile that is not used does no harm.
        let set = [("MONGODB_ATLAS_ACCESS_TOKEN", "fake")];
        let environment = variables(&set).home(home.path());
        assert!(discover(&environment, &[Tool::MongoCli]).is_ok());
    }
}
