//! Refused: an `x-idempotent` that says nothing new.

use crate::support::{Refusal, check};

#[test]
fn what_the_method_says_already() {
    check(&[
        Refusal {
            what: "a GET that is called idempotent",
            rule: "extension/idempotent",
            edits: &[(
                "      operationId: getThing\n",
                "      operationId: getThing\n      x-idempotent: true\n",
            )],
            path: "paths./groups/{groupId}/things/{thingId}.get.x-idempotent",
            at: "x-idempotent:",
            says: &["says what GET says already"],
        },
        Refusal {
            what: "a POST that is called not idempotent",
            rule: "extension/idempotent",
            edits: &[(
                "      operationId: retryThings\n",
                "      operationId: retryThings\n      x-idempotent: false\n",
            )],
            path: "paths./groups/{groupId}/things.post.x-idempotent",
            at: "x-idempotent:",
            says: &["says what POST says already"],
        },
    ]);
}
