//! `workspace/...` and `generator/...`: what has no place in a document.

use super::Rule;

pub(super) static RULES: &[Rule] = &[
    Rule::for_all(
        "workspace/nothing-selected",
        "What `--only` names is not in the document.",
        "A draft without the operation that somebody asked for would look finished.",
        "Name a tag, an `operationId`, or the beginning of a path.",
    ),
    Rule::for_all(
        "workspace/no-such-secret",
        "What `Build::secret` or `Build::not_secret` names is no text of the document.",
        "A secret whose name is written wrong would show.",
        "Write the name of a property or a parameter as the document has it, or `x-sensitive` into the document.",
    ),
    Rule::for_all(
        "generator/failed",
        "The generator took a document and then failed on it.",
        "It is a mistake of the generator: what it cannot express, a rule must say in words.",
        "Report the document, and add a rule for the cause in crates/codegen/src/lint.",
    ),
    Rule::for_all(
        "workspace/no-table",
        "A README has no place for the table of operations.",
        "The table is written by the generator, so that it is never stale.",
        "Put the two comments that the message names around its place.",
    ),
    Rule::for_all(
        "workspace/unreadable",
        "A document or a folder of the workspace cannot be read.",
        "Nothing in it can be judged.",
        "Name a provider that has a document specs/PROVIDER.yaml, in UTF-8.",
    ),
];
