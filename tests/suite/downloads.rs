//! Pre-signed links, through each client: no provider's credentials reach their server.

use backhaul_runtime::{Download, SensitiveString};

use crate::wire::recorder;

/// The provider's address, which a link has nothing to do with.
const NOWHERE: &str = "http://127.0.0.1:1";

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nlog";

/// What the server behind a link sees of `download`.
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
