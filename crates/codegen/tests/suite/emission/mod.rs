//! The code that a good document becomes: strict in what is sent, lenient in what is read.
//!
//! | file | tests |
//! |---|---|
//! | `answers` | types of answers |
//! | `parameters`, `requests`, `nested` | what is sent: parameters, bodies, objects in bodies |
//! | `operations`, `calls` | the operation table, and what builders send and bring |
//! | `pages`, `jobs` | lists and jobs |
//! | `shapes`, `unions` | enums and literals in paths, arrays as answers, unions |
//! | `names`, `surface` | unusual names, and what reviewers see |
//! | `command` | what the command asks and shows |
//! | `face` | how a client is built for which nobody has written that |
//! | `features` | what is compiled only with the feature of a tag |
//! | `text` | looking at generated code |

mod answers;
mod calls;
mod command;
mod face;
mod features;
mod jobs;
mod names;
mod nested;
mod operations;
mod pages;
mod parameters;
mod requests;
mod shapes;
mod surface;
mod text;
mod unions;
