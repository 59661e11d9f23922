//! A server with TLS that speaks HTTP/1.1 and HTTP/2, and the calls that are made to it.

use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use backhaul_cloud_manager::{Client, ClientBuilder, Credentials, Error, Retry, SensitiveString};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

type Failure = Box<dyn StdError + Send + Sync>;

/// What the server saw: the protocol and the path of each request.
pub type Seen = Arc<Mutex<Vec<String>>>;

/// A server, and the authority that vouches for it.
pub struct Server {
    pub url: String,
    pub authority_pem: String,
    pub seen: Seen,
}

impl Server {
    pub async fn start() -> Result<Self, Failure> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        // Each has a name of its own: OpenSSL takes a certificate for its own issuer if both have the same.
        let name = format!("the authority of {address}");
        params.distinguished_name.push(DnType::CommonName, name);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        let key = KeyPair::generate()?;
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()])?;
        let certificate = params.signed_by(&key, &authority)?;
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)?;
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let server = Self {
            url: format!("https://{address}"),
            authority_pem: authority.pem(),
            seen: Seen::default(),
        };
        let seen = Arc::clone(&server.seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
                tokio::spawn(async move {
                    // A client that does not trust us goes away.
                    if let Ok(stream) = acceptor.accept(stream).await {
                        let _ = serve(stream, &seen).await;
                    }
                });
            }
        });
        Ok(server)
    }

    /// A builder for this server, with credentials that first fetch a token from it.
    pub fn builder(&self) -> ClientBuilder {
        builder(&self.url)
    }

    /// Takes what was seen until now.
    pub fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.seen.lock().unwrap_or_else(|error| error.into_inner()))
    }
}

async fn serve(mut stream: TlsStream<TcpStream>, seen: &Seen) -> Result<(), Failure> {
    let note = |protocol: &str, path: &str| {
        let mut seen = seen.lock().unwrap_or_else(|error| error.into_inner());
        seen.push(format!("{protocol} {path}"));
    };
    if stream.get_ref().1.alpn_protocol() == Some(b"h2") {
        let mut connection = h2::server::handshake(stream).await?;
        while let Some(next) = connection.accept().await {
            let (request, mut respond) = next?;
            let path = request.uri().path().to_owned();
            note("h2", &path);
            let head = http::Response::builder().header("content-type", "application/json");
            let mut body = respond.send_response(head.body(())?, false)?;
            body.send_data(answer(&path).into(), true)?;
        }
        return Ok(());
    }
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head);
    let path = head.split([' ', '?']).nth(1).unwrap_or_default();
    note("http/1.1", path);
    let body = answer(path);
    let length = body.len();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
    let all = format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}");
    stream.write_all(all.as_bytes()).await?;
    Ok(stream.shutdown().await?)
}

fn answer(path: &str) -> &'static str {
    if path.ends_with("/oauth/token") {
        r#"{"access_token": "fake-token", "expires_in": 3600, "token_type": "Bearer"}"#
    } else {
        r#"{"results": [], "totalCount": 0}"#
    }
}

pub fn builder(url: &str) -> ClientBuilder {
    let account = Credentials::service_account("mdb_sa_id_fake", "fake-secret");
    let builder = Client::builder().credentials(account).base_url(url);
    builder.retry(Retry::off())
}

pub async fn list(client: &Client) -> Result<(), Error> {
    let call = client.list_log_collection_jobs();
    call.group_id("5f0000000000000000000001")
        .send()
        .await
        .map(drop)
}

pub async fn fetch(client: &Client, url: &str) -> Result<(), Error> {
    let link = SensitiveString::from(format!("{url}/k?sig=fake"));
    let download = client
        .download_link(&link)
        .retry(Retry::off())
        .any_media_type();
    download.to_writer(&mut Vec::new()).await.map(drop)
}

/// The paths of a token, a call and a link.
pub const PATHS: [&str; 3] = [
    "/api/oauth/token",
    "/api/public/v1.0/groups/5f0000000000000000000001/logCollectionJobs",
    "/k",
];

/// What a client sees of token, call and link, each over `protocol`.
pub fn all_over(protocol: &str) -> Vec<String> {
    PATHS.map(|path| format!("{protocol} {path}")).to_vec()
}
