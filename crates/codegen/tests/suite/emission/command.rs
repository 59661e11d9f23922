//! What the command asks and shows: `x-confirm`, `x-confirm-with`, `x-columns`.

use super::text::{assert_has, in_one_line};
use crate::support::{MINIMAL, accepted, edited};

const ID: &str = "      operationId: retryThings\n";
const THING: &str = "    Thing:\n      type: object\n";

#[test]
fn a_question_becomes_part_of_its_row() {
    let with =
        format!("{ID}      x-confirm: Retry all these things?\n      x-confirm-with: groupId\n");
    let table = in_one_line(&accepted(&edited(&[(ID, &with)])).command);
    assert_has(
        &table,
        &[
            "confirm: Some(\"Retry all these things?\"), confirm_with: Some(\"group-id\"),",
            // The other operation.
            "confirm: None, confirm_with: None,",
        ],
    );
}

#[test]
fn chosen_columns_come_first_and_fill_the_table() {
    let guessed = in_one_line(&accepted(MINIMAL).command);
    assert_has(
        &guessed,
        &["columns: &[\"id\", \"state\"], narrow: 2usize,"],
    );
    let with = format!("{THING}      x-columns: [state]\n");
    let chosen = in_one_line(&accepted(&edited(&[(THING, &with)])).command);
    assert_has(&chosen, &["columns: &[\"state\", \"id\"], narrow: 1usize,"]);
}
