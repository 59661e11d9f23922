//! Results on standard output.
//!
//! | file | subject |
//! |---|---|
//! | `streams` | where results and messages go |
//! | `printer` | one result, or a list item by item, in the form that the user chose |
//! | `curl` | a request as a curl command |
//! | `table` | tables |
//! | `layout` | texts in columns: tables, and blocks of lines |
//! | `widths` | which columns of a table fit into a terminal |
//! | `columns` | the columns of a table, with the state of a job |
//! | `raw` | bytes that are printed as they are |
//! | `found` | what `--get` finds, and what there is where it finds nothing |
//! | `cells` | values in cells and as bare values |

mod cells;
mod columns;
mod curl;
mod found;
mod layout;
mod printer;
mod raw;
mod streams;
mod table;
mod widths;

pub use cells::bare;
pub use columns::columns;
pub use curl::{Authorized, curl};
pub use printer::{NOTHING, Printer};
pub use raw::raw;
pub use streams::Streams;
