//! What comes of a request.

use axum::http::StatusCode;

use crate::faults::Fault;
use crate::http::Answer;
use crate::records::RequestRecord;

/// Whether to run the operation.
pub(super) enum Admission {
    /// Yes; the fault, if any, is for its answer.
    Given(Option<Fault>),
    /// No: the credentials are not good.
    Refused(Answer),
    /// No: a fault came before it.
    Disturbed(Outcome),
}

/// An answer, and the fault that alters it on its way.
pub(super) struct Outcome {
    pub(super) answer: Answer,
    pub(super) fault: Option<Fault>,
}

impl Outcome {
    /// The provider's answer, or what `fault` puts in its place.
    pub(super) fn of(answer: Answer, fault: Option<Fault>, record: &mut RequestRecord) -> Self {
        record.status = answer.status.as_u16();
        match fault {
            Some(fault) if fault.answer().is_some() => Self::instead(fault, record),
            fault => Self { answer, fault },
        }
    }

    /// `fault` instead of an answer of the provider.
    pub(super) fn instead(fault: Fault, record: &mut RequestRecord) -> Self {
        let answer = fault.answer();
        if let Some(answer) = &answer {
            record.status = answer.status.as_u16();
        }
        Self {
            // A fault without an answer resets the connection, so this is not sent.
            answer: answer.unwrap_or_else(|| Answer::empty(StatusCode::OK)),
            fault: Some(fault),
        }
    }
}
