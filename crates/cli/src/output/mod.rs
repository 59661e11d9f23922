//! Results on standard output.
//!
//! | file | subject |
//! |---|---|
//! | `printer` | one result, or a list item by item, in the form that the user chose |
//! | `table` | tables |
//! | `cells` | values in cells and as bare values |

mod cells;
mod printer;
mod table;

pub use cells::bare;
pub use printer::Printer;
