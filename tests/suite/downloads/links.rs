//! Pre-signed links and redirected downloads, through each client: no provider's credentials reach their
//! server.

use backhaul_runtime::{Download, Error, ErrorKind, SensitiveString};
use wire::recorder;

/// The provider's address, which a link has nothing to do with.
const NOWHERE: &str = "http://127.0.0.1:1";

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nlog";

/// What the server of a link sees of `download`.
async fn fetch(download: Download<'_>, requests: tokio::task::JoinHandle<Vec<String>>) -> String {
    let mut bytes = Vec::new();
    download.to_writer(&mut bytes).await.unwrap();
    assert_eq!(bytes, b"log");
    requests.await.unwrap().remove(0)
}

#[tokio::test]
async fn a_link_is_fetched_without_credentials() {
    let mut heads = Vec::new();
    macro_rules! fetch {
        ($client:ident, $credentials:expr, $($setting:tt)*) => {{
            let (address, requests) = recorder(vec![ANSWER.into()]).await;
            let client = $client::Client::builder()
                .credentials($credentials)
                .user_agent("backhaul-test/1")
                $($setting)*
                .build()
                .unwrap();
            let link = SensitiveString::from(format!("{address}/log.gz?sig=fake"));
            heads.push((stringify!($client), fetch(client.download_link(&link), requests).await));
        }};
    }
    let key = backhaul_atlas::Credentials::api_key("FAKEPUBK", "fake-marker");
    fetch!(backhaul_atlas, key, .base_url(NOWHERE));
    let token = backhaul_cloud_manager::Credentials::access_token("fake-marker");
    fetch!(backhaul_cloud_manager, token, .base_url(NOWHERE));
    let key = backhaul_sls::Credentials::access_key("FAKEID", "fake-marker");
    fetch!(backhaul_sls, key, .endpoint(NOWHERE).region("cn-hangzhou").project("fake-project"));
    let token = backhaul_dcs::Credentials::token("fake-marker");
    fetch!(backhaul_dcs, token, .base_url(NOWHERE));

    for (client, head) in &heads {
        let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let mut names: Vec<String> = lines.map(|(name, _)| name.to_lowercase()).collect();
        names.sort_unstable();
        let expected = ["accept", "accept-encoding", "host", "user-agent"];
        assert_eq!(names, expected, "{client}:\n{head}");
        assert!(!head.contains("fake-marker"), "{client}");
    }
    assert_eq!(heads.len(), 4);
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
}

/// A challenge of HTTP digest; the redirect follows it.
const CHALLENGE: &str = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\
    WWW-Authenticate: Digest realm=\"fake\", nonce=\"bm9uY2U\", algorithm=MD5, qop=\"auth\"\r\n\r\n";

#[tokio::test]
async fn a_download_that_is_redirected_to_a_store_goes_without_credentials() {
    macro_rules! fetch {
        ($client:ident, $download:ident) => {{
            let (store, at_store) = recorder(vec![ANSWER.into()]).await;
            let target = format!("{store}/bucket/log.gz?sig=fake");
            let (address, at_api) = recorder(vec![CHALLENGE.into(), redirect(&target)]).await;
            let client = $client::Client::builder()
                .credentials($client::Credentials::api_key("FAKEPUBK", "fake-marker"))
                .base_url(&address)
                .build()
                .unwrap();
            let head = fetch($download(&client), at_store).await;
            assert!(
                head.starts_with("GET /bucket/log.gz?sig=fake HTTP/1.1"),
                "{head}"
            );
            for secret in [
                "uthorization",
                "eferer",
                "FAKEPUBK",
                "fake-marker",
                "application/",
            ] {
                assert!(!head.contains(secret), "{head}");
            }
            let requests = at_api.await.unwrap();
            assert!(
                requests[1].contains("username=\"FAKEPUBK\""),
                "{}",
                requests[1]
            );
        }};
    }
    fetch!(backhaul_atlas, atlas_log);
    fetch!(backhaul_cloud_manager, cloud_manager_log);
}

const GROUP: &str = "5f0000000000000000000001";
const JOB: &str = "5f00000000000000000000c1";

fn atlas_log(client: &backhaul_atlas::Client) -> Download<'static> {
    let call = client.download_cluster_log().group_id(GROUP);
    let call = call.host_name("host.fake.mongodb.net").log_name("mongodb");
    call.download()
}

fn cloud_manager_log(client: &backhaul_cloud_manager::Client) -> Download<'static> {
    let call = client.download_log_collection_job().group_id(GROUP);
    call.job_id(JOB).download()
}

/// What another operation says of a redirect.
async fn refused<T>(
    call: impl Future<Output = Result<T, Error>>,
    requests: tokio::task::JoinHandle<Vec<String>>,
) {
    let Err(error) = call.await else {
        panic!("a redirect is no answer");
    };
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(302)));
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("redirects to https://login.example; it is not followed"),
        "{text}"
    );
    assert!(!text.contains("fake-marker"), "{text}");
    assert_eq!(requests.await.unwrap().len(), 1);
}

#[tokio::test]
async fn another_operation_names_the_host_that_it_is_redirected_to() {
    let answer = || vec![redirect("https://login.example/fake-marker?fake-marker")];
    let (address, requests) = recorder(answer()).await;
    let client = backhaul_dcs::Client::builder()
        .credentials(backhaul_dcs::Credentials::token("fake-token"))
        .base_url(&address)
        .build()
        .unwrap();
    let call = client
        .list_instances()
        .project_id("0524e839a54847039e9b2b46e8aa788a");
    refused(call.send(), requests).await;

    let (address, requests) = recorder(answer()).await;
    let client = backhaul_cloud_manager::Client::builder()
        .credentials(backhaul_cloud_manager::Credentials::access_token(
            "fake-token",
        ))
        .base_url(&address)
        .build()
        .unwrap();
    let call = client.delete_log_collection_job();
    let call = call.group_id(GROUP).job_id(JOB);
    refused(call.send(), requests).await;
}

#[tokio::test]
async fn a_token_endpoint_that_redirects_is_reported_with_its_host() {
    let answer = redirect("https://login.example/fake-marker?fake-marker");
    let (address, requests) = recorder(vec![answer]).await;
    let secret = "fake-secret";
    let client = backhaul_atlas::Client::builder()
        .credentials(backhaul_atlas::Credentials::service_account(
            "mdb_sa_id_fake",
            secret,
        ))
        .base_url(&address)
        .build()
        .unwrap();
    let call = client.get_backup_export().group_id(GROUP);
    let call = call
        .cluster_name("fake")
        .export_id("5f00000000000000000000b1");
    let error = call.send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials, "{error}");
    let text = format!("{error} {error:?}");
    assert!(
        text.contains("302 Found and redirects to https://login.example; it is not followed"),
        "{text}"
    );
    assert!(
        !text.contains("fake-marker") && !text.contains(secret),
        "{text}"
    );
    assert_eq!(requests.await.unwrap().len(), 1);
}
