//! Credentials of which a part is blank: no client is built with them, and no variable or file gives them.

use backhaul_atlas::Credentials as MongoDb;
use backhaul_dcs::{Agency, Credentials as Dcs, IdOrName, PasswordLogin};
use backhaul_runtime::auth::env::Environment;
use backhaul_runtime::{Error, ErrorKind};
use backhaul_sls::{Credentials as Sls, SignatureVersion};

const BLANK: [&str; 3] = ["", "  ", "\t\n"];

/// Checks that no client is built, and that the error names the part.
fn assert_refused<T: std::fmt::Debug>(built: Result<T, Error>, part: &str) {
    let error = built.unwrap_err();
    let text = error.to_string();
    assert_eq!(error.kind(), ErrorKind::InvalidInput, "{text}");
    assert!(
        text.starts_with("the credentials cannot be used: ") && text.contains(part),
        "{part}: {text}"
    );
    assert!(!format!("{error:?}").contains("fake-marker"), "{text}");
}

#[test]
fn of_mongodb() {
    for blank in BLANK {
        for (credentials, part) in [
            (MongoDb::api_key(blank, "fake-marker"), "public key"),
            (MongoDb::api_key("fakepubl", blank), "private key"),
            (MongoDb::access_token(blank), "token"),
            (MongoDb::service_account(blank, "fake-marker"), "client id"),
            (
                MongoDb::service_account("mdb_sa_id_fake", blank),
                "client secret",
            ),
        ] {
            let atlas = backhaul_atlas::Client::builder().credentials(credentials.clone());
            assert_refused(atlas.build(), part);
            let cloud_manager = backhaul_cloud_manager::Client::builder().credentials(credentials);
            assert_refused(cloud_manager.build(), part);
        }
    }
}

#[test]
fn of_sls() {
    for blank in BLANK {
        let key = Sls::access_key("FAKEID", "fake-marker");
        for (credentials, part) in [
            (Sls::access_key(blank, "fake-marker"), "access key id"),
            (Sls::access_key("FAKEID", blank), "secret"),
            (key.security_token(blank), "security token"),
        ] {
            for version in [SignatureVersion::V1, SignatureVersion::V4] {
                let builder = backhaul_sls::Client::builder()
                    .credentials(credentials.clone().signature(version))
                    .endpoint("cn-hangzhou.log.aliyuncs.com")
                    .project("ali-test-project");
                assert_refused(builder.build(), part);
            }
        }
    }
}

#[test]
fn of_dcs() {
    let id = |text: &str| IdOrName::Id(text.to_owned());
    for blank in BLANK {
        let login = PasswordLogin {
            user: id("fake"),
            user_domain: Some(id("fake")),
            password: "fake-marker".into(),
            project: id("fake"),
            project_domain: None,
        };
        let agency = Agency {
            name: "fake".to_owned(),
            domain: id("fake"),
            project: id("fake"),
        };
        let logins = [
            (
                PasswordLogin {
                    user: id(blank),
                    ..login.clone()
                },
                "id of the user",
            ),
            (
                PasswordLogin {
                    password: blank.into(),
                    ..login.clone()
                },
                "password",
            ),
            (
                PasswordLogin {
                    project: id(blank),
                    ..login.clone()
                },
                "id of the project",
            ),
            (
                PasswordLogin {
                    user_domain: Some(IdOrName::Name(blank.to_owned())),
                    ..login.clone()
                },
                "name of the domain of the user",
            ),
            (
                PasswordLogin {
                    project_domain: Some(id(blank)),
                    ..login.clone()
                },
                "id of the domain of the project",
            ),
        ];
        let agencies = [
            (
                Agency {
                    name: blank.to_owned(),
                    ..agency.clone()
                },
                "name of the agency",
            ),
            (
                Agency {
                    domain: id(blank),
                    ..agency.clone()
                },
                "domain of the agency",
            ),
            (
                Agency {
                    project: id(blank),
                    ..agency.clone()
                },
                "project of the agency",
            ),
        ];
        let key = Dcs::access_key("FAKEAK", "fake-marker");
        let others = [
            (Dcs::token(blank), "token"),
            (Dcs::access_key(blank, "fake-marker"), "access key id"),
            (Dcs::access_key("FAKEAK", blank), "secret"),
            (key.clone().security_token(blank), "security token"),
            (key.project_id(blank), "project id"),
        ];
        let logins = logins.map(|(login, part)| (Dcs::password(login), part));
        let agencies = agencies.map(|(agency, part)| (Dcs::agency(login.clone(), agency), part));
        for (credentials, part) in logins.into_iter().chain(agencies).chain(others) {
            let builder = backhaul_dcs::Client::builder().credentials(credentials);
            assert_refused(builder.region("eu-de").build(), part);
        }
    }
}

/// A variable or a key of a file is named.
#[test]
fn of_variables() {
    let set = |pairs: &[(&'static str, &'static str)]| {
        let pairs = pairs.to_vec();
        Environment::of_variables(move |wanted| {
            let found = pairs.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    let atlas = |set: Environment| backhaul_atlas::ClientBuilder::from_environment(&set).map(drop);
    let sls = |set: Environment| backhaul_sls::ClientBuilder::from_environment(&set).map(drop);
    let dcs = |set: Environment| backhaul_dcs::ClientBuilder::from_environment(&set).map(drop);
    for (found, name) in [
        (
            atlas(set(&[("MONGODB_ATLAS_ACCESS_TOKEN", " ")])),
            "MONGODB_ATLAS_ACCESS_TOKEN",
        ),
        (
            atlas(set(&[
                ("MCLI_PUBLIC_API_KEY", "fake"),
                ("MCLI_PRIVATE_API_KEY", " "),
            ])),
            "MCLI_PRIVATE_API_KEY",
        ),
        (
            sls(set(&[
                ("ALICLOUD_ACCESS_KEY", "  "),
                ("ALICLOUD_SECRET_KEY", "fake"),
            ])),
            "ALICLOUD_ACCESS_KEY",
        ),
        (dcs(set(&[("OS_TOKEN", "\t")])), "OS_TOKEN"),
        (
            dcs(set(&[
                ("OS_ACCESS_KEY", "f"),
                ("OS_SECRET_KEY", "f"),
                ("OS_SECURITY_TOKEN", " "),
            ])),
            "OS_SECURITY_TOKEN",
        ),
    ] {
        let error = found.unwrap_err().to_string();
        let told = format!("{name} in the environment is set, but has nothing but white space");
        assert!(error.starts_with(&told), "{error}");
    }
}
