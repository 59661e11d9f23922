//! Authorizing one request by each scheme, next to nothing but the hashes that the scheme demands.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use backhaul_runtime::auth::{AccessKey, Authorizer, Digest, SdkHmac, SlsV1, SlsV4};
use backhaul_runtime::reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use backhaul_runtime::reqwest::{Method, Request, Url};
use hmac::{Hmac, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::turns::Work;

const BODY: &str = r#"["c1411eb7291c77560ba31fc65bc73c52","c1411eb7291c77560ba31fc65bc73c53"]"#;
const SECRET: &str = "FakeSecret+NotReal/000000000000";
const CHALLENGE: &str = r#"Digest realm="MMS Public API", domain="", nonce="FAKEnonce0000000000000000000000000000000", algorithm=MD5, qop="auth", stale=false"#;
const URL: &str = "https://127.0.0.1/logstores/ali-test-logstore/shipper/ali-test-shipper/tasks";

/// A scheme.
#[derive(Clone, Copy, Debug)]
pub enum Scheme {
    /// SLS, version 4.
    SlsV4,
    /// SLS, version 1.
    SlsV1,
    /// `SDK-HMAC-SHA256`, dialect `Access=`.
    SdkHmac,
    /// HTTP digest with MD5, with a nonce that is known.
    Digest,
}

/// All of them, with their names.
pub const ALL: [(&str, Scheme); 4] = [
    ("sls_v4", Scheme::SlsV4),
    ("sls_v1", Scheme::SlsV1),
    ("sdk_hmac", Scheme::SdkHmac),
    ("digest", Scheme::Digest),
];

impl Scheme {
    /// Authorizes a request.
    ///
    /// # Errors
    /// If the request cannot be made.
    pub fn ours(self) -> Result<Work<'static>, Box<dyn std::error::Error>> {
        let key = || AccessKey::new("FAKEAKID0000example", SECRET);
        let authorizer: Box<dyn Authorizer> = match self {
            Self::SlsV4 => Box::new(SlsV4::new(key(), "cn-hangzhou")),
            Self::SlsV1 => Box::new(SlsV1::new(key())),
            Self::SdkHmac => Box::new(SdkHmac::new(key())),
            Self::Digest => Box::new(challenged()),
        };
        let mut request = Request::new(Method::PUT, Url::parse(URL)?);
        let json = HeaderValue::from_static("application/json");
        request.headers_mut().insert(CONTENT_TYPE, json);
        *request.body_mut() = Some(BODY.into());
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
        authorizer.authorize(&mut request, now)?;
        Ok(Box::new(move |times| {
            for _ in 0..times {
                // What was set before is replaced.
                let outcome = authorizer.authorize(black_box(&mut request), now);
                drop(black_box(outcome));
            }
        }))
    }

    /// Only the hashes. The texts have the lengths that the request gives.
    pub fn hashes(self) -> Work<'static> {
        let text = "a".repeat(400);
        let hash: Box<dyn Fn()> = match self {
            Self::SlsV4 => Box::new(move || {
                let body = Sha256::digest(black_box(BODY));
                let request = Sha256::digest(black_box(&text));
                let mut signature = sha256_hmac(SECRET.as_bytes(), "20260101");
                for part in ["cn-hangzhou", "sls", "aliyun_v4_request", &text[..120]] {
                    signature = sha256_hmac(&signature, part);
                }
                black_box((body, request, signature));
            }),
            Self::SlsV1 => Box::new(move || {
                let body = Md5::digest(black_box(BODY));
                black_box((body, sha1_hmac(SECRET.as_bytes(), &text[..250])));
            }),
            Self::SdkHmac => Box::new(move || {
                let body = Sha256::digest(black_box(BODY));
                let request = Sha256::digest(black_box(&text[..300]));
                let signature = sha256_hmac(SECRET.as_bytes(), &text[..120]);
                black_box((body, request, signature));
            }),
            Self::Digest => Box::new(move || {
                let user = Md5::digest(black_box(&text[..60]));
                let request = Md5::digest(black_box(&text[..80]));
                black_box((user, request, Md5::digest(black_box(&text[..120]))));
            }),
        };
        Box::new(move |times| (0..times).for_each(|_| hash()))
    }
}

fn challenged() -> Digest {
    let digest = Digest::new("fakepubl", "00000000-fake-fake-fake-000000000000".into());
    let challenge = HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE))]);
    digest.challenged(&HeaderMap::new(), &challenge);
    digest
}

fn sha256_hmac(key: &[u8], text: &str) -> [u8; 32] {
    match Hmac::<Sha256>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(black_box(text).as_bytes());
            mac.finalize().into_bytes().into()
        }
        Err(_) => [0; 32],
    }
}

fn sha1_hmac(key: &[u8], text: &str) -> [u8; 20] {
    match Hmac::<Sha1>::new_from_slice(key) {
        Ok(mut mac) => {
            mac.update(black_box(text).as_bytes());
            mac.finalize().into_bytes().into()
        }
        Err(_) => [0; 20],
    }
}
