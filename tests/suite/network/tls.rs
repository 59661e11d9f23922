//! Which certificate authorities are trusted, and settings that say so.

use std::fs;
use std::io::Write;
use std::process::Command;
use std::sync::atomic::Ordering;

use backhaul_atlas::{Client, ClientBuilder, Credentials};
use backhaul_runtime::{Error, ErrorKind, Retry, SensitiveString};
use tempfile::tempdir;

use crate::network::authority::Authority;
use crate::support::server::{Server, answer};

/// A token, and the beginning of an export; the links lead to the latter.
fn answers(head: &str) -> &'static str {
    if head.starts_with("POST /api/oauth/token") {
        r#"{"access_token": "fake-token", "expires_in": 3600, "token_type": "Bearer"}"#
    } else {
        r#"{"id": "5f0000000000000000000002", "exportBucketId": "5f0000000000000000000003"}"#
    }
}

fn builder(url: &str) -> ClientBuilder {
    let account = Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let builder = Client::builder().credentials(account).base_url(url);
    builder.retry(Retry::off())
}

async fn get(client: &Client) -> Result<(), Error> {
    let call = client.get_backup_export();
    let call = call
        .group_id("5f0000000000000000000001")
        .cluster_name("fake");
    call.export_id("5f0000000000000000000002")
        .send()
        .await
        .map(drop)
}

async fn fetch(client: &Client, url: &str) -> Result<Vec<u8>, Error> {
    let link = SensitiveString::from(format!("{url}/k?sig=fake"));
    let mut bytes = Vec::new();
    let download = client
        .download_link(&link)
        .retry(Retry::off())
        .any_media_type();
    download.to_writer(&mut bytes).await.map(|_| bytes)
}

#[tokio::test]
async fn an_authority_of_ones_own_counts_for_calls_tokens_and_links() {
    let authority = Authority::new("company");
    let (url, requests) = authority.serve(answers).await;
    let folder = tempdir().unwrap();
    let file = folder.path().join("company.pem");
    fs::write(&file, authority.pem()).unwrap();
    let stranger = Authority::new("stranger").pem();

    for builder in [
        builder(&url).ca_certificates_file(&file),
        builder(&url).ca_certificates(authority.pem()),
        // Several authorities in one PEM, and several PEMs.
        builder(&url).ca_certificates(format!("{stranger}\n# ours\n{}", authority.pem())),
        builder(&url)
            .ca_certificates_file(&file)
            .ca_certificates(stranger.clone()),
    ] {
        let before = requests.load(Ordering::SeqCst);
        let client = builder.build().unwrap();
        get(&client).await.unwrap();
        assert!(fetch(&client, &url).await.unwrap().starts_with(b"{\"id\""));
        assert_eq!(
            requests.load(Ordering::SeqCst) - before,
            3,
            "token, call, link"
        );
    }

    let before = requests.load(Ordering::SeqCst);
    for builder in [builder(&url), builder(&url).ca_certificates(stranger)] {
        let client = builder.build().unwrap();
        let error = get(&client).await.unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("UnknownIssuer") && text.contains(".ca_certificates_file(...)"),
            "{text}"
        );
        let error = fetch(&client, &url).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error}");
        assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    }
    assert_eq!(requests.load(Ordering::SeqCst), before, "nothing was sent");
}

#[test]
fn somebody_must_be_trusted() {
    let nobody = builder("https://127.0.0.1:9").system_certificates(false);
    let error = nobody.build().unwrap_err().to_string();
    assert!(
        error.contains("no certificate authority is trusted"),
        "{error}"
    );
    let own = Authority::new("company").pem();
    let only = builder("https://127.0.0.1:9").system_certificates(false);
    assert!(only.ca_certificates(own).build().is_ok());
}

#[test]
fn an_error_names_the_file_and_shows_nothing_of_it() {
    let folder = tempdir().unwrap();
    let authority = Authority::new("company");
    let broken = "-----BEGIN CERTIFICATE-----\nZmFrZS1tYXJrZXI=\n-----END CERTIFICATE-----\n";
    let cut = "-----BEGIN CERTIFICATE-----\nfake-marker";
    let second = format!("{}{broken}", authority.pem());
    let large = vec![b'#'; 4 * 1024 * 1024 + 1];
    for (name, content, problem) in [
        ("none.pem", None, "cannot be read: entity not found"),
        (".", None, "cannot be read: it is not a file"),
        ("empty.pem", Some(&b""[..]), "has no certificate"),
        (
            "key.pem",
            Some(authority.key_pem().as_bytes()),
            "has no certificate",
        ),
        (
            "der.pem",
            Some(&b"\x30\x82fake-marker"[..]),
            "has no certificate",
        ),
        ("cut.pem", Some(cut.as_bytes()), "is not valid PEM"),
        (
            "broken.pem",
            Some(broken.as_bytes()),
            "cannot be used, number 1",
        ),
        (
            "second.pem",
            Some(second.as_bytes()),
            "cannot be used, number 2",
        ),
        ("large.pem", Some(&large[..]), "is larger than 4 MiB"),
    ] {
        let path = folder.path().join(name);
        if let Some(content) = content {
            fs::write(&path, content).unwrap();
        }
        let builder = builder("https://127.0.0.1:9").ca_certificates_file(&path);
        let error = builder.clone().build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let text = error.to_string();
        assert!(
            text.contains(&path.display().to_string()) && text.contains(problem),
            "{text}"
        );
        let shown = format!("{text} {error:?} {builder:?}");
        let key = authority.key_pem();
        let secret = key.lines().nth(1).unwrap();
        assert!(
            !shown.contains("fake-marker") && !shown.contains(secret),
            "{shown}"
        );
        assert!(!shown.contains("ZmFrZS"), "{shown}");
        if let Some(content) = content {
            let builder = self::builder("https://127.0.0.1:9").ca_certificates(content);
            assert!(!format!("{builder:?}").contains("fake-marker"));
            let error = builder.build();
            // A PEM in memory has no limit.
            let text = error.unwrap_err().to_string();
            assert!(text.starts_with("the PEM of ca_certificates "), "{text}");
        }
    }
}

/// Tells the process below where the server is.
const SERVER: &str = "BACKHAUL_TEST_TLS_SERVER";

/// What the documentation of `ca_certificates_file` says of both variables, which are those of a process.
#[cfg(all(unix, not(target_vendor = "apple")))]
#[tokio::test]
async fn variables_replace_the_authorities_of_the_system() {
    let authority = Authority::new("company");
    let (url, _) = authority.serve(answers).await;
    let folder = tempdir().unwrap();
    let (ours, others) = (folder.path().join("ours"), folder.path().join("others"));
    for (folder, authority) in [(&ours, &authority), (&others, &Authority::new("stranger"))] {
        fs::create_dir(folder).unwrap();
        fs::write(folder.join("ca.pem"), authority.pem()).unwrap();
    }
    let missing = folder.path().join("missing.pem");
    let both = std::env::join_paths([&others, &ours]).unwrap();
    let set = |file: Option<&std::path::Path>, folders: Option<&std::ffi::OsStr>| {
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "network::tls::what_a_client_says", "--nocapture"]);
        child.env(SERVER, &url);
        for (name, value) in [
            ("SSL_CERT_FILE", file.map(AsRef::as_ref)),
            ("SSL_CERT_DIR", folders),
        ] {
            match value {
                Some(value) => child.env(name, value),
                None => child.env_remove(name),
            };
        }
        child
    };
    let (our_file, other_file) = (ours.join("ca.pem"), others.join("ca.pem"));
    for (child, expected) in [
        (set(None, None), "UnknownIssuer"),
        (set(Some(&our_file), None), "it works"),
        (set(None, Some(ours.as_os_str())), "it works"),
        (set(None, Some(&both)), "it works"),
        (set(Some(&other_file), Some(ours.as_os_str())), "it works"),
        (
            set(Some(&other_file), Some(others.as_os_str())),
            "UnknownIssuer",
        ),
        // None of the system's is left.
        (set(Some(&missing), None), "look at SSL_CERT_FILE"),
    ] {
        let mut child = child;
        let output = tokio::task::spawn_blocking(move || child.output())
            .await
            .unwrap()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(
            output.status.success() && text.contains("1 passed"),
            "{text}"
        );
        assert!(text.contains(expected), "{text}");
    }
}

/// The test above has it run with variables set, and reads what it prints.
#[tokio::test]
async fn what_a_client_says() {
    let Ok(url) = std::env::var(SERVER) else {
        return;
    };
    let said = match builder(&url).build() {
        Ok(client) => get(&client)
            .await
            .map_or_else(|error| error.to_string(), |()| "it works".to_owned()),
        Err(error) => error.to_string(),
    };
    writeln!(std::io::stdout(), "said: {said}").unwrap();

    // Without the authorities of the system, whoever they are. A link may still be anywhere.
    let builder = builder(&url).ca_certificates(Authority::new("another").pem());
    let client = builder.system_certificates(false).build().unwrap();
    let error = get(&client).await.unwrap_err().to_string();
    assert!(error.contains("UnknownIssuer"), "{error}");
    if said == "it works" {
        fetch(&client, &url).await.unwrap();
    }
}

/// Tells the process below where the server without TLS is.
const PLAIN_SERVER: &str = "BACKHAUL_TEST_PLAIN_SERVER";

/// Containers for tests often have no certificates, and the sandbox needs none.
#[cfg(all(unix, not(target_vendor = "apple")))]
#[tokio::test]
async fn plain_http_on_this_machine_needs_no_certificates() {
    let server = Server::start(|head| answer("200 OK", "", answers(head))).await;
    let folder = tempdir().unwrap();
    let mut child = Command::new(std::env::current_exe().unwrap());
    child
        .args([
            "--exact",
            "network::tls::what_a_client_without_certificates_says",
        ])
        .arg("--nocapture")
        .env(PLAIN_SERVER, server.url())
        .env("SSL_CERT_FILE", folder.path().join("missing.pem"))
        .env_remove("SSL_CERT_DIR");
    let output = tokio::task::spawn_blocking(move || child.output())
        .await
        .unwrap()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
    assert!(text.contains("said: it works"), "{text}");
    assert_eq!(server.requests().len(), 3, "a token, a call, a link");
}

/// The test above has it run with variables set, and reads what it prints.
#[tokio::test]
async fn what_a_client_without_certificates_says() {
    let Ok(url) = std::env::var(PLAIN_SERVER) else {
        return;
    };
    let client = builder(&url).build().unwrap();
    get(&client).await.unwrap();
    fetch(&client, &url).await.unwrap();
    writeln!(std::io::stdout(), "said: it works").unwrap();
}
