//! The command `backhaul`, as a library for its own tests. Nothing else uses it.
//!
//! | folder or file | subject |
//! |---|---|
//! | `program` | from the words of a command line to an exit status |
//! | `verbs/` | what the command does |
//! | `terminal/` | what a person sees while the command works, and Ctrl-C |
//! | `output/` | results on standard output |
//! | `terminal/` | people at a terminal: questions, what `-v` tells |
//! | `args/` | the command line |
//! | `providers/` | the providers, and how a client of each is made |
//! | `generated/` | what the generator knows of each provider |
//! | `failure/` | why the command fails, and exit statuses |
//! | `call/` | tables of operations, and how any of them is called |
//! | `json/` | JSON as it was sent |
//! | `lines` | texts on lines of a width |
//!
//! A folder uses only folders below it in this table.
#![forbid(unsafe_code)]

pub mod args;
pub mod call;
pub mod failure;
pub mod generated;
pub mod json;
pub mod lines;
pub mod output;
pub mod program;
pub mod providers;
pub mod terminal;
pub mod verbs;
