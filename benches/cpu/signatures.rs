//! Authorizing one request, against nothing but the hashes that the scheme demands.

use std::hint::black_box;
use std::time::{Duration, SystemTime};

use backhaul_benches::turns::Work;
use backhaul_runtime::auth::{AccessKey, Authorizer, Digest, SdkHmac, SlsV1, SlsV4};
use backhaul_runtime::reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use backhaul_runtime::reqwest::{Method, Request, Url};
use criterion::Criterion;
use hmac::{Hmac, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256};

use crate::ratio::{Comparison, Ratio, compare};

const BODY: &str = r#"["c1411eb7291c77560ba31fc65bc73c52","c1411eb7291c77560ba31fc65bc73c53"]"#;
const SECRET: &str = "FakeSecret+NotReal/000000000000";
const CHALLENGE: &str = r#"Digest realm="MMS Public API", domain="", nonce="FAKEnonce0000000000000000000000000000000", algorithm=MD5, qop="auth", stale=false"#;

pub(crate) fn bench(criterion: &mut Criterion<Ratio>) {
    let key = || AccessKey::new("FAKEAKID0000example", SECRET);
    let digest = Digest::new("fakepubl", "00000000-fake-fake-fake-000000000000".into());
    let challenge = HeaderMap::from_iter([(WWW_AUTHENTICATE, HeaderValue::from_static(CHALLENGE))]);
    assert!(digest.challenged(&HeaderMap::new(), &challenge));

    // The texts that are hashed have the lengths that these requests give.
    let text = "a".repeat(400);
    let short = &text[..120];
    against(
        criterion,
        "signature/sls_v4",
        SlsV4::new(key(), "cn-hangzhou"),
        || {
            let body = Sha256::digest(black_box(BODY));
            let request = Sha256::digest(black_box(&text));
            let mut signature = sha256_hmac(SECRET.as_bytes(), "20260101");
            for part in ["cn-hangzhou", "sls", "aliyun_v4_request", short] {
                signature = sha256_hmac(&signature, part);
            }
            black_box((body, request, signature));
        },
    );
    against(criterion, "signature/sls_v1", SlsV1::new(key()), || {
        let body = Md5::digest(black_box(BODY));
        let mut mac = Hmac::<Sha1>::new_from_slice(SECRET.as_bytes()).expect("a key");
        mac.update(black_box(&text[..250]).as_bytes());
        black_box((body, mac.finalize()));
    });
    against(criterion, "signature/sdk_hmac", SdkHmac::new(key()), || {
        let body = Sha256::digest(black_box(BODY));
        let request = Sha256::digest(black_box(&text[..300]));
        black_box((body, request, sha256_hmac(SECRET.as_bytes(), short)));
    });
    against(criterion, "signature/digest", digest, || {
        let user = Md5::digest(black_box(&text[..60]));
        let request = Md5::digest(black_box(&text[..80]));
        black_box((user, request, Md5::digest(black_box(short))));
    });
}

fn against(
    criterion: &mut Criterion<Ratio>,
    name: &str,
    authorizer: impl Authorizer,
    hashes: impl Fn() + Clone,
) {
    let url = "https://127.0.0.1/logstores/ali-test-logstore/shipper/ali-test-shipper/tasks";
    let mut request = Request::new(Method::PUT, Url::parse(url).expect("an address"));
    let json = HeaderValue::from_static("application/json");
    request.headers_mut().insert(CONTENT_TYPE, json);
    *request.body_mut() = Some(BODY.into());
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    let ours = move |times| {
        for _ in 0..times {
            // What an earlier turn has set is replaced.
            let outcome = authorizer.authorize(black_box(&mut request), now);
            outcome.expect("the request can be signed");
        }
    };
    let works: [Work<'_>; 3] = [Box::new(ours), repeated(hashes.clone()), repeated(hashes)];
    compare(criterion, name, Comparison { works, turn: 100 });
}

fn repeated<'a>(work: impl Fn() + 'a) -> Work<'a> {
    Box::new(move |times| (0..times).for_each(|_| work()))
}

fn sha256_hmac(key: &[u8], text: &str) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().into()
}
