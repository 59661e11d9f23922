//! Refused: an `x-features` that makes no features.

use crate::support::{Refusal, check};

#[test]
fn each_tag_is_a_feature_of_its_own() {
    check(&[
        Refusal {
            what: "another word",
            rule: "extension/features",
            edits: &[("\nservers:\n", "\nx-features: families\nservers:\n")],
            path: "x-features",
            at: "x-features: families",
            says: &["`x-features` is not `tags`"],
        },
        Refusal {
            what: "an operation with a tag that the document does not list",
            rule: "extension/feature-tag",
            edits: &[
                (
                    "\nservers:\n",
                    "\nx-features: tags\ntags:\n  - name: Things\nservers:\n",
                ),
                (
                    "      tags: [Things]\n      summary: Get one thing\n",
                    "      tags: [Thing]\n      summary: Get one thing\n",
                ),
            ],
            path: "paths./groups/{groupId}/things/{thingId}.get.tags.0",
            at: "Thing]",
            says: &["`Thing` is not among the `tags` of the document"],
        },
        Refusal {
            what: "two tags of one feature",
            rule: "extension/feature-name",
            edits: &[(
                "\nservers:\n",
                "\nx-features: tags\ntags:\n  - name: Things\n  - name: things\nservers:\n",
            )],
            path: "tags.1",
            at: "name: things",
            says: &["`things` and `Things` give the same feature, `things`"],
        },
        Refusal {
            what: "a tag that is a feature already",
            rule: "extension/feature-name",
            edits: &[(
                "\nservers:\n",
                "\nx-features: tags\ntags:\n  - name: Things\n  - name: All Operations\nservers:\n",
            )],
            path: "tags.1",
            at: "name: All",
            says: &["`All Operations` gives no name for a feature"],
        },
    ]);
}
