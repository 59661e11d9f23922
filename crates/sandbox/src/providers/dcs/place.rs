//! The project, the instance and the page that a request names.

use std::ops::Range;

use crate::providers::provider::Call;

/// Project and instance.
pub(super) fn instance<'a>(call: &'a Call<'_>) -> [&'a str; 2] {
    [call.path("project_id"), call.path("instance_id")]
}

/// The items of a list that a request asks for. The default size and its bounds are those of Huawei
/// Cloud, which runs the same service. It is unknown what a number outside of them does.
pub(super) fn page(call: &Call<'_>) -> Range<usize> {
    let number = |name: &str| call.query(name).and_then(|text| text.parse::<usize>().ok());
    let skip = number("offset").unwrap_or_default();
    let take = number("limit").unwrap_or(10).clamp(1, 1000);
    skip..skip.saturating_add(take)
}
