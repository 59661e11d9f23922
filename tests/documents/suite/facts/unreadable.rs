//! Tables that nobody can read.

use super::table::Table;

#[test]
fn a_table_that_makes_no_sense_names_the_line() {
    for (text, error) in [
        ("something", "line 1: cannot read \"something\""),
        ("schema A\n  a B", "line 2: no schema B"),
        ("schema A\n  a", "line 2: a has no kind"),
        ("schema A\n  a text mark", "line 2: unknown mark mark"),
        ("schema A\nschema A", "line 2: A stands there twice"),
        (
            "operation a GET",
            "line 1: an operation is a name, a method and a path",
        ),
        ("operation a GET /\n  errors x", "line 2: x is no status"),
    ] {
        assert_eq!(Table::parse(text).err().as_deref(), Some(error));
    }
}
