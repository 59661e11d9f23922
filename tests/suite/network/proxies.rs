//! What is on this machine is never reached through a proxy of the environment: it cannot reach it, and
//! would read what goes there in plain text.
//!
//! Variables belong to a process, so another process makes the calls: this program again.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::sync::{Arc, Mutex};

use backhaul_dcs::{IdOrName, PasswordLogin};
use backhaul_runtime::{ErrorKind, Retry, SensitiveString};
use backhaul_sandbox::Sandbox;

use crate::support::answering::{Answering, answer};

/// Tells the process below that there is a proxy.
const HAS_PROXY: &str = "BACKHAUL_TEST_HAS_PROXY";

/// A host that no DNS knows, which therefore only a proxy can reach.
const ELSEWHERE: &str = "backhaul.invalid";

const IPV6_PROJECT: &str = "0524e839a54847039e9b2b46e8aa788a";

/// A proxy that refuses all but a link elsewhere, which it redirects to the port that the path names.
fn proxy() -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let seen = Arc::<Mutex<Vec<String>>>::default();
    let lines = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            serve(stream, &lines);
        }
    });
    (url, seen)
}

fn serve(mut stream: TcpStream, lines: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    let _ = reader.read_line(&mut first);
    let mut line = String::from(" ");
    while !line.trim().is_empty() {
        line.clear();
        if reader.read_line(&mut line).is_err() {
            break;
        }
    }
    let port = first
        .split_once("/to/")
        .and_then(|(_, rest)| rest.split('?').next());
    let answer = match port {
        Some(port) => {
            format!("307 Temporary Redirect\r\nLocation: http://127.0.0.1:{port}/k?sig=fake")
        }
        None => "403 Forbidden".to_owned(),
    };
    lines.lock().unwrap().push(first.trim().to_owned());
    let _ = write!(
        stream,
        "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
}

#[test]
fn nothing_on_this_machine_goes_through_a_proxy() {
    let (url, seen) = proxy();
    let mut child = Command::new(std::env::current_exe().unwrap());
    // The flows are the code of the sandbox's examples.
    child.args(["proxies::calls_of_all_kinds", "flows::"]);
    for name in ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"] {
        child.env(name, &url).env(name.to_lowercase(), &url);
    }
    child
        .env(HAS_PROXY, "1")
        .env_remove("NO_PROXY")
        .env_remove("no_proxy");
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    let seen = seen.lock().unwrap().clone();
    assert!(output.status.success(), "{seen:#?}\n{text}");
    assert!(!text.contains("running 0 tests"), "{text}");
    // What goes elsewhere shows that the proxy was heeded at all.
    let (elsewhere, here): (Vec<&String>, Vec<&String>) = seen
        .iter()
        .partition(|line| line.contains(ELSEWHERE) || line.contains("anything.localhost"));
    assert_eq!(here, Vec::<&String>::new(), "{seen:#?}");
    let of = |host: &str| elsewhere.iter().filter(|line| line.contains(host)).count();
    assert_eq!(
        (of(ELSEWHERE), of("anything.localhost")),
        (2, 1),
        "{seen:#?}"
    );
}

/// Calls, tokens, logins and links on this machine; the test above has it run under a proxy.
#[tokio::test]
async fn calls_of_all_kinds() {
    let sandbox = Sandbox::start().await.unwrap();
    let fixtures = sandbox.fixtures();
    let port = sandbox.url().rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "LOCALHOST", "127.1"] {
        let url = format!("http://{host}:{port}");
        for credentials in [
            backhaul_atlas::Credentials::api_key(fixtures.public_key, fixtures.private_key),
            backhaul_atlas::Credentials::service_account(
                fixtures.service_account_id,
                fixtures.service_account_secret,
            ),
        ] {
            let builder = backhaul_atlas::Client::builder().credentials(credentials);
            let client = builder.base_url(&url).build().unwrap();
            let call = client.get_backup_export().group_id(fixtures.group_id);
            let call = call.cluster_name(fixtures.cluster_name);
            call.export_id(fixtures.running_export_id)
                .send()
                .await
                .unwrap();
            client.revoke_token().await.unwrap();
        }
        let login = PasswordLogin {
            user: IdOrName::Name(fixtures.iam_user_name.into()),
            user_domain: Some(IdOrName::Name(fixtures.iam_domain_name.into())),
            password: fixtures.iam_password.into(),
            project: IdOrName::Id(fixtures.dcs_project_id.into()),
            project_domain: None,
        };
        let builder = backhaul_dcs::Client::builder();
        let builder = builder.credentials(backhaul_dcs::Credentials::password(login));
        let client = builder.base_url(&url).iam_url(&url).build().unwrap();
        let call = client.create_redislog_download_link();
        let call = call.project_id(fixtures.dcs_project_id);
        let call = call
            .instance_id(fixtures.dcs_instance_id)
            .id(fixtures.dcs_redislog_id);
        let link = call.send().await.unwrap().into_inner().link.unwrap();
        client
            .download_link(&link)
            .to_writer(&mut Vec::new())
            .await
            .unwrap();
    }
    let key = backhaul_sls::Credentials::access_key(
        fixtures.sls_access_key_id,
        fixtures.sls_access_key_secret,
    );
    let builder = backhaul_sls::Client::builder().credentials(key);
    let builder = builder.endpoint(sandbox.url()).region(fixtures.sls_region);
    let client = builder.project(fixtures.sls_project).build().unwrap();
    client
        .list_shipper()
        .logstore(fixtures.sls_logstore)
        .send()
        .await
        .unwrap();

    by_ipv6().await;
    if std::env::var(HAS_PROXY).is_ok() {
        elsewhere().await;
    }
}

/// A call and a link to this machine by its other address, where it has one.
async fn by_ipv6() {
    let Ok(listener) = tokio::net::TcpListener::bind("[::1]:0").await else {
        return;
    };
    let server = Answering::on(listener, |_| answer("204 No Content", &[], ""));
    let builder = backhaul_dcs::Client::builder();
    let token = backhaul_dcs::Credentials::token("fake-token");
    let client = builder.credentials(token).base_url(&server.url).build();
    let client = client.unwrap();
    let call = client.list_instances().project_id(IPV6_PROJECT);
    // What matters is who was asked.
    let _ = call.send().await;
    let link = SensitiveString::from(format!("{}/k?sig=fake", server.url));
    let _ = client
        .download_link(&link)
        .retry(Retry::off())
        .to_writer(&mut Vec::new())
        .await;
    let asked = server.asked();
    assert_eq!(asked.len(), 2, "{asked:?}");
    assert!(asked[0].head.contains(IPV6_PROJECT), "{asked:?}");
}

/// Each of these goes to the proxy, and the second one comes back by a redirect.
async fn elsewhere() {
    let builder = |url: &str| {
        let token = backhaul_atlas::Credentials::access_token("fake-token");
        let builder = backhaul_atlas::Client::builder().credentials(token);
        builder.base_url(url).retry(Retry::off())
    };
    for host in [ELSEWHERE, "anything.localhost"] {
        let url = format!("http://{host}");
        // Not this machine, so that plain http is refused.
        let error = builder(&url).build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        let client = builder(&url).allow_plain_http(true).build().unwrap();
        let call = client
            .get_backup_export()
            .group_id("5f0000000000000000000001");
        let call = call
            .cluster_name("fake")
            .export_id("5f0000000000000000000002");
        assert_eq!(call.send().await.unwrap_err().status(), Some(403));
    }
    let store = Answering::start(|_| answer("200 OK", &[], "log")).await;
    let port = store.url.rsplit(':').next().unwrap();
    let link = SensitiveString::from(format!("http://{ELSEWHERE}/to/{port}?sig=fake"));
    let client = builder("http://127.0.0.1:9")
        .allow_plain_http(true)
        .build()
        .unwrap();
    let mut bytes = Vec::new();
    client
        .download_link(&link)
        .to_writer(&mut bytes)
        .await
        .unwrap();
    assert_eq!(bytes, b"log");
    assert_eq!(store.asked().len(), 1);
}
