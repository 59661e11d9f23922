//! Connections that are kept: how long, and what happens if the server closes one just as a request goes out.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use backhaul_dcs::{Client, ClientBuilder, Credentials};
use backhaul_runtime::{Clock, Error, ErrorKind, Retry};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;

use crate::support::answering::read;

const LIST: &str = r#"{"file_list": [], "count": 0}"#;
const LINK: &str = r#"{"link": "https://bucket.example/k", "backup_id": "fake"}"#;

/// A server that keeps its connections, and closes one when a `POST` comes that is not the first request on
/// it. Counts connections and `POST`s.
struct Keeping {
    url: String,
    connections: Arc<AtomicUsize>,
    posts: Arc<AtomicUsize>,
}

impl Keeping {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (connections, posts) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let counted = (Arc::clone(&connections), Arc::clone(&posts));
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                counted.0.fetch_add(1, Ordering::SeqCst);
                let posts = Arc::clone(&counted.1);
                tokio::spawn(async move {
                    let mut is_first = true;
                    while let Some(asked) = read(&mut stream).await {
                        let is_post = asked.head.starts_with("POST ");
                        if is_post {
                            posts.fetch_add(1, Ordering::SeqCst);
                        }
                        if is_post && !is_first {
                            return;
                        }
                        is_first = false;
                        let body = if is_post { LINK } else { LIST };
                        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json";
                        let answer =
                            format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
                        stream.write_all(answer.as_bytes()).await.unwrap();
                    }
                });
            }
        });
        Self {
            url,
            connections,
            posts,
        }
    }

    fn builder(&self) -> ClientBuilder {
        let clock = Clock::default().with_sleep(|_| Box::pin(async {}));
        let builder = Client::builder().credentials(Credentials::token("fake-token"));
        builder.base_url(&self.url).clock(clock)
    }

    fn posts(&self) -> usize {
        self.posts.load(Ordering::SeqCst)
    }
}

async fn list(client: &Client) {
    let call = client
        .list_redislog()
        .project_id("fake")
        .instance_id("fake");
    call.log_type("run").send().await.unwrap();
}

fn make_link(client: &Client) -> backhaul_dcs::builders::CreateRedislogDownloadLink {
    let call = client.create_redislog_download_link();
    call.project_id("fake").instance_id("fake").id("fake")
}

#[tokio::test]
async fn a_request_that_must_not_go_twice_says_so_when_a_kept_connection_breaks() {
    let server = Keeping::start().await;
    let client = server.builder().build().unwrap();
    list(&client).await;
    let error: Error = make_link(&client).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1));
    assert_eq!(server.posts(), 1, "never sent twice");
    for part in ["broke", "not sent again on purpose", ".idempotent(true)"] {
        assert!(error.to_string().contains(part), "{error}");
    }
    assert!(
        !error.message().contains("idempotent"),
        "the message is about the failure alone"
    );

    // As allowed, it goes again, on a new connection.
    list(&client).await;
    make_link(&client).idempotent(true).send().await.unwrap();
    assert_eq!(server.posts(), 3);
}

/// The other side of the tests above: no error explains what is plain.
#[tokio::test]
async fn nothing_is_said_where_nobody_chose() {
    let server = Keeping::start().await;
    let client = server.builder().retry(Retry::off()).build().unwrap();
    list(&client).await;
    let error = make_link(&client).send().await.unwrap_err();
    assert!(
        !error.to_string().contains("on purpose"),
        "nothing is sent again anyway: {error}"
    );
    let nobody = server
        .builder()
        .base_url("http://127.0.0.1:9")
        .build()
        .unwrap();
    let error = make_link(&nobody).send().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Connect, 4));
    assert!(!error.to_string().contains("on purpose"), "{error}");
    let error = make_link(&client).id("../x").send().await.unwrap_err();
    assert!(!error.to_string().contains("on purpose"), "{error}");
}

/// The clock of Tokio jumps, which is that of the connections too.
#[tokio::test]
async fn a_connection_is_kept_for_less_than_the_providers_keep_it() {
    let server = Keeping::start().await;
    let client = server.builder().build().unwrap();
    let connections = || server.connections.load(Ordering::SeqCst);
    list(&client).await;
    for (idle, expected) in [(0, 1), (9, 1), (11, 2), (14, 3)] {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(idle)).await;
        tokio::time::resume();
        list(&client).await;
        assert_eq!(connections(), expected, "after {idle} s");
    }
}

#[tokio::test]
async fn how_long_and_how_many_are_kept_can_be_set() {
    let server = Keeping::start().await;
    let connections = || server.connections.load(Ordering::SeqCst);
    let client = server.builder().pool_idle_timeout(Duration::from_secs(30));
    let client = client.build().unwrap();
    list(&client).await;
    for (idle, expected) in [(29, 1), (31, 2)] {
        tokio::time::pause();
        tokio::time::advance(Duration::from_secs(idle)).await;
        tokio::time::resume();
        list(&client).await;
        assert_eq!(connections(), expected, "after {idle} s");
    }
    for builder in [
        server.builder().pool_max_idle_per_host(0),
        server.builder().pool_idle_timeout(Duration::ZERO),
    ] {
        let before = connections();
        let client = builder.build().unwrap();
        for _ in 0..3 {
            list(&client).await;
        }
        assert_eq!(connections() - before, 3);
    }
}
