//! Texts of a document in the documentation of generated code.
//!
//! A description is Markdown and stays so, but rustdoc would compile and run what it takes for Rust: every
//! indented block and every fence without a language. It would also let HTML through, and take words in
//! brackets for links to items. Here a description becomes Markdown that shows the same and does nothing.
//! The parser is the one that rustdoc has.
//!
//! | file | has |
//! |---|---|
//! | `description` | descriptions, which are Markdown |
//! | `blocks` | the blocks of code in them |
//! | `shown` | descriptions as text for a terminal |
//! | `escape` | texts that are not Markdown: summaries, names, values, addresses |

mod blocks;
mod description;
mod escape;
mod shown;

pub(crate) use description::{block, inline};
pub(crate) use escape::{address, code, plain, value};
pub(crate) use shown::shown;

#[cfg(test)]
mod tests;
