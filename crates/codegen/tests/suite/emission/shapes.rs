//! Enums and literals in paths, and answers that are arrays.

use crate::support::{MINIMAL, accepted, definitions, edited, edited_in};

const THING: &str = "                $ref: \"#/components/schemas/Thing\"\n";

/// The minimal document, with an answer that is an array of things.
fn list() -> String {
    edited(&[
        (
            THING,
            "                $ref: \"#/components/schemas/Things\"\n",
        ),
        (
            "              example:\n                id: one\n",
            "              example: [{id: one}]\n",
        ),
        (
            "    Part:\n",
            "    Things:\n      type: array\n      description: Every thing.\n      items:\n        $ref: \"#/components/schemas/Thing\"\n    Part:\n",
        ),
    ])
}

#[test]
fn an_enum_may_stand_in_the_path_and_is_closed() {
    let generated = accepted(&edited(&[(
        "      pattern: ^[a-f0-9]{24}$\n",
        "      enum: [here, there]\n",
    )]));
    let kind = &definitions(&generated)["parameters.GroupId"];
    assert!(kind.contains("closed_enum!"), "{kind}");
    let builders = &generated.files["builders.rs"];
    assert!(builders.contains("group_id: Argument<parameters::GroupId>,"));
    assert!(builders.contains("call.path(\"groupId\", \"group_id\", self.group_id);"));
}

#[test]
fn a_literal_may_stand_behind_a_path_parameter() {
    let text = MINIMAL.replace("/things/{thingId}:", "/things/{thingId}.gz:");
    let generated = accepted(&text);
    assert!(
        generated.files["operations.rs"]
            .contains("path: PathTemplate::new(\"/groups/{groupId}/things/{thingId}.gz\"),")
    );
    assert!(
        generated.files["builders.rs"]
            .contains("call.path(\"thingId\", \"thing_id\", self.thing_id);")
    );
}

#[test]
fn an_answer_may_be_an_array() {
    let generated = accepted(&list());
    let builders = &generated.files["builders.rs"];
    assert!(
        builders.contains("Result<Response<Vec<types::Thing>>, Error>"),
        "{builders}"
    );
    assert!(
        !definitions(&generated).contains_key("Things"),
        "an array has no type"
    );
    assert!(generated.surface["get_thing"].contains(".send() -> Vec<Thing>\n"));
}

/// It contains no single job to wait for.
#[test]
fn an_array_of_jobs_is_not_a_job() {
    let text = edited_in(
        &list(),
        &[(
            "      description: A thing.\n",
            "      description: A thing.\n      x-job:\n        rules:\n          - state: succeeded\n",
        )],
    );
    let generated = accepted(&text);
    assert!(generated.files["jobs.rs"].contains("impl Job for types::Thing"));
    assert!(!generated.files["builders.rs"].contains("fn wait"));
}
