//! Atlas' export buckets.

use axum::http::StatusCode;
use serde_json::Value;

use super::errors::not_found;
use crate::http::Answer;
use crate::providers::mongodb::{self, ERROR_MEDIA_TYPE, Page, error_body};
use crate::providers::provider::Call;
use crate::state::{ExportBuckets, NotChanged};

/// The answer to a call about export buckets; `None` if the call is about something else.
pub(super) fn perform(
    call: &Call<'_>,
    media_type: &str,
    buckets: &ExportBuckets,
) -> Option<Answer> {
    let id = call.path("exportBucketId");
    let one = |bucket| mongodb::success(call.request, media_type, bucket);
    // The validation has checked it.
    let body = || serde_json::from_slice::<Value>(&call.request.body).unwrap_or_default();
    Some(match call.operation.id.as_str() {
        "listExportBuckets" => {
            let page = Page::of(call.request);
            let (total, shown) = buckets.list(page.range());
            mongodb::list(call.request, media_type, page, total, shown)
        }
        "createExportBucket" => one(buckets.make(&body())),
        "getExportBucket" => buckets.get(id).map_or_else(|| not_found(id), one),
        "updateBackupExportBucket" => {
            match buckets.set_private(id, &body()["requirePrivateNetworking"]) {
                Ok(bucket) => one(bucket),
                Err(NotChanged::NoBucket) => not_found(id),
                Err(NotChanged::NotAws) => not_aws(id),
            }
        }
        "deleteExportBucket" if buckets.delete(id) => Answer::empty(StatusCode::NO_CONTENT),
        "deleteExportBucket" => not_found(id),
        _ => return None,
    })
}

/// A guess: it is unknown how the real server answers for a bucket without this setting.
fn not_aws(id: &str) -> Answer {
    let status = StatusCode::BAD_REQUEST;
    let detail = format!("The export bucket {id} is not on AWS and has no private networking.");
    let body = error_body(status, Some("VALIDATION_ERROR"), &detail);
    Answer::json(status, ERROR_MEDIA_TYPE, &body)
}
