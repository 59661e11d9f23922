//! A running sandbox: stopping it, looking into it, and letting it misbehave.

use std::fmt;
use std::io;
use std::sync::Arc;

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::faults::Faults;
use crate::fixtures::{self, Fixtures};
use crate::orders::{IamTokenFailure, Redirect, TokenFailure};
use crate::records::{Applied, RequestRecord};
use crate::server::Server;

/// How many tokens were handed out.
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
    /// Takes no more requests, finishes those under way, those that stall too, and waits until that is
    /// done. A request of which the client has not sent all is given up.
    pub async fn stop(self) {
        let Self {
            server, stop, task, ..
        } = self;
        server.faults.end();
        drop(stop);
        // The only failure would be one of the listener, which is gone anyway.
        let _ = task.await;
    }

    /// The address of all four providers, `http://127.0.0.1:PORT`, without a final slash.
    ///
    /// Atlas answers below `/api/atlas/v2`, Cloud Manager below `/api/public/v1.0`, both share
    /// `/api/oauth`. DCS answers below `/v2`, IAM below `/v3`. SLS answers below `/logstores` and to every host of several labels
    /// (`{project}.127.0.0.1`), the first of which is the project.
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

    /// Makes it misbehave.
    #[must_use]
    pub fn faults(&self) -> Faults {
        self.server.faults.clone()
    }

    /// The operations that requests can be for: those of the documents, by `operationId`, and those
    /// of the token endpoints.
    #[must_use]
    pub fn operations(&self) -> Vec<&str> {
        self.server.operations()
    }

    /// The requests that have changed something, each with the number of times that it did. A request
    /// counts when the provider has done what it asks for, whether the client got to know or not.
    /// Those for tokens and those that only read do not count.
    #[must_use]
    pub fn applied(&self) -> Vec<Applied> {
        self.server.applied.all()
    }

    /// How many tokens were handed out since the start. Requests that were refused do not count;
    /// they are in [`Self::requests`].
    #[must_use]
    pub fn token_fetches(&self) -> TokenFetches {
        TokenFetches {
            mongodb: self.server.mongodb.tokens.issued(),
            iam: self.server.iam_tokens.issued(),
        }
    }

    /// Ends all tokens that MongoDB's token endpoint and IAM have handed out, before their time
    /// and without a word to those who have them. The tokens of the fixtures stay as they are.
    pub fn revoke_tokens(&self) {
        self.server.mongodb.tokens.revoke_all();
        self.server.iam_tokens.revoke_all();
    }

    /// Ends all digest nonces that Atlas and Cloud Manager have given out: requests that use them
    /// are challenged again, with `stale=true`.
    pub fn expire_nonces(&self) {
        self.server.mongodb.digest.expire_nonces();
    }

    /// Lets the next `times` requests to MongoDB's token endpoint fail, whatever their credentials.
    /// Failures of several calls come one after the other.
    pub fn fail_token_requests(&self, times: usize, failure: TokenFailure) {
        self.server.token_failures.order(times, failure);
    }

    /// Lets the next `times` requests to IAM's token endpoint fail, whatever their credentials.
    /// Failures of several calls come one after the other.
    pub fn fail_iam_token_requests(&self, times: usize, failure: IamTokenFailure) {
        self.server.iam_token_failures.order(times, failure);
    }

    /// Answers the next request whose credentials are good with a redirect, and does nothing else
    /// for it. Text stands for [`Redirect::to`]. Redirects of several calls come one after the
    /// other.
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
