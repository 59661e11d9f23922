//! Several credentials that one request needs at once, or none.

use std::sync::Arc;
use std::time::SystemTime;

use reqwest::Request;
use reqwest::header::HeaderMap;

use super::authorizer::Authorizer;
use super::challenge::Challenge;
use super::error::AuthError;
use super::in_use::InUse;
use super::life::Life;
use crate::shown::Secrets;

/// `parts` in one piece. Without any, requests carry no credentials.
pub(super) fn together(parts: Vec<Arc<InUse>>) -> InUse {
    // What computes a proof of the address must come after what adds to the address.
    let (last, first): (Vec<_>, Vec<_>) = parts
        .iter()
        .map(|part| Arc::clone(&part.authorizer))
        .partition(|authorizer| authorizer.expects_challenges());
    InUse {
        authorizer: Arc::new(Together(first.into_iter().chain(last).collect())),
        revoke: Box::new(|| Box::pin(async { Ok(()) })),
        life: Life::endless(),
        accepted: Arc::default(),
        parts,
    }
}

#[derive(Debug)]
struct Together(Vec<Arc<dyn Authorizer>>);

/// A challenge of one of several.
struct OfOne {
    number: usize,
    challenge: Challenge,
}

impl Authorizer for Together {
    fn scheme(&self) -> &'static str {
        match &self.0[..] {
            [] => "",
            [one] => one.scheme(),
            _ => "several at once",
        }
    }

    fn authorize(&self, request: &mut Request, now: SystemTime) -> Result<(), AuthError> {
        self.0
            .iter()
            .try_for_each(|part| part.authorize(request, now))
    }

    fn check(&self) -> Result<(), AuthError> {
        self.0.iter().try_for_each(|part| part.check())
    }

    fn is_locked_by_refusals(&self) -> bool {
        self.0.iter().any(|part| part.is_locked_by_refusals())
    }

    fn why_refused(&self, now: SystemTime) -> Option<String> {
        self.0.iter().find_map(|part| part.why_refused(now))
    }

    fn secrets(&self, secrets: &mut Secrets) {
        for part in &self.0 {
            part.secrets(secrets);
        }
    }

    fn expects_challenges(&self) -> bool {
        self.0.iter().any(|part| part.expects_challenges())
    }

    fn challenged(&self, sent: &HeaderMap, refused: &HeaderMap) -> bool {
        self.0.iter().any(|part| part.challenged(sent, refused))
    }

    fn take_challenge(&self, sent: &HeaderMap, refused: &HeaderMap) -> Option<Challenge> {
        self.0.iter().enumerate().find_map(|(number, part)| {
            let challenge = part.take_challenge(sent, refused)?;
            Some(Challenge::new(OfOne { number, challenge }))
        })
    }

    fn answer(
        &self,
        request: &mut Request,
        challenge: &mut Challenge,
        now: SystemTime,
    ) -> Result<(), AuthError> {
        let mut of_one = challenge.get_mut::<OfOne>();
        for (number, part) in self.0.iter().enumerate() {
            match &mut of_one {
                Some(of_one) if of_one.number == number => {
                    part.answer(request, &mut of_one.challenge, now)?;
                }
                _ => part.authorize(request, now)?,
            }
        }
        Ok(())
    }

    fn share(&self, challenge: Challenge) {
        if let Some(OfOne { number, challenge }) = challenge.into_inner()
            && let Some(part) = self.0.get(number)
        {
            part.share(challenge);
        }
    }
}
