//! A running sandbox: stopping it, looking into it, and letting it misbehave.

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::faults::Faults;
use crate::fixtures::{self, Fixtures};
use crate::records::{Applied, RequestRecord};
use crate::scheduled::{IamTokenFailure, Redirect, TokenFailure};
use crate::server::Server;

/// How many tokens were issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenFetches {
    /// By `/api/oauth/token`, for Atlas and Cloud Manager.
    pub mongodb: u64,
    /// By `/v3/auth/tokens`, for DCS.
    pub iam: u64,
}

/// A running sandbox. It stops when it is dropped.
#[must_use = "the sandbox stops when it is dropped"]
pub struct Sandbox {
    pub(super) url: String,
    pub(super) server: Arc<Server>,
    pub(super) stop: oneshot::Sender<()>,
    pub(super) task: JoinHandle<io::Result<()>>,
}

impl Sandbox {
    /// Accepts no more requests, finishes those in progress, stalled ones too, and waits until that is
    /// done. A request that the client has not sent completely is dropped.
    pub async fn stop(self) {
        let Self {
            server, stop, task, ..
        } = self;
        server.faults.end();
        drop(stop);
        // Only the listener could fail, and it is gone.
        let _ = task.await;
    }

    /// The address of all four providers, `http://127.0.0.1:PORT`, without a final slash.
    ///
    /// Atlas answers below `/api/atlas/v2`, Cloud Manager below `/api/public/v1.0`, and both share
    /// `/api/oauth`. DCS answers below `/v2`, IAM below `/v3`. SLS answers below `/logstores`, and to every
    /// host of several labels (`{project}.127.0.0.1`), the first of which is the project.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The credentials and ids of the default world.
    #[must_use]
    pub fn fixtures(&self) -> &'static Fixtures {
        &fixtures::DEFAULT
    }

    /// What the server has received so far, oldest first.
    #[must_use]
    pub fn requests(&self) -> Vec<RequestRecord> {
        self.server.log.all()
    }

    /// Makes it misbehave: see [`Faults`].
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.server.faults.clone()
    }

    /// The names of all operations: those of the documents, by `operationId`, and those of the token
    /// endpoints.
    #[must_use]
    pub fn operations(&self) -> Vec<&str> {
        self.server.operations()
    }

    /// The requests that changed something, each with how often it did. A request
    /// counts once the provider has done what it asks for, whether or not the client learns of it.
    /// Requests for tokens and requests that only read do not count.
    #[must_use]
    pub fn applied(&self) -> Vec<Applied> {
        self.server.applied.all()
    }

    /// How many tokens were issued since the start. Requests that were refused do not count;
    /// they are in [`Self::requests`].
    #[must_use]
    pub fn token_fetches(&self) -> TokenFetches {
        TokenFetches {
            mongodb: self.server.mongodb.tokens.issued(),
            iam: self.server.iam_tokens.issued(),
        }
    }

    /// Revokes all tokens that MongoDB's token endpoint and IAM have issued. The tokens of the fixtures
    /// stay valid.
    pub fn revoke_tokens(&self) {
        self.server.mongodb.tokens.revoke_all();
        self.server.iam_tokens.revoke_all();
    }

    /// Expires all digest nonces of Atlas and Cloud Manager: requests that use them
    /// are challenged again, with `stale=true`.
    pub fn expire_nonces(&self) {
        self.server.mongodb.digest.expire_nonces();
    }

    /// Makes the next `times` requests to MongoDB's token endpoint fail, whatever their credentials.
    /// Failures of several calls follow each other.
    pub fn fail_token_requests(&self, times: usize, failure: TokenFailure) {
        self.server.token_failures.order(times, failure);
    }

    /// Makes the next `times` requests to IAM's token endpoint fail, whatever their credentials.
    /// Failures of several calls follow each other.
    pub fn fail_iam_token_requests(&self, times: usize, failure: IamTokenFailure) {
        self.server.iam_token_failures.order(times, failure);
    }

    /// Answers the next request with valid credentials with a redirect, and does nothing else for it.
    /// A string means [`Redirect::to`]. Redirects of several calls follow each other.
    ///
    /// With digest that is the request after the challenge; with a service account or an IAM user
    /// it is the request for the token, unless the redirect names another operation.
    pub fn redirect_next(&self, redirect: impl Into<Redirect>) {
        self.server.redirects.order(redirect.into());
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}
