//! What the doc tests of the sample are.

/// The generated builders, with their examples.
const BUILDERS: &str = include_str!(concat!(env!("OUT_DIR"), "/generated/builders.rs"));

/// Each example is run as it is: a word behind its fence could keep rustdoc from that. `.ci/run` compares their number
/// with that of the doc tests that passed, so no text of the document is among these.
#[test]
fn every_example_is_a_doc_test() {
    let lines: Vec<&str> = BUILDERS.lines().map(str::trim).collect();
    let begins = |index: &usize| lines[*index].starts_with("/// # async fn example(");
    let examples: Vec<usize> = (0..lines.len()).filter(begins).collect();
    assert!(examples.len() > 300, "{}", examples.len());
    for example in examples {
        assert_eq!(lines[example - 1], "/// ```", "line {example}");
    }
}
