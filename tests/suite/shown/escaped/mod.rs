//! Whatever comes from outside is shown on one line, escaped and bounded: nobody forges a line of a log,
//! or turns a terminal round, with a code or a message.
//!
//! | file | subject |
//! |---|---|
//! | `check` | a hostile text, and the check of what is shown |
//! | `answers` | what providers, gateways, token endpoints and vaults answer |
//! | `inputs` | what a caller sends, and what the environment holds |
//! | `outcomes` | how jobs end, and what spans record |

mod answers;
mod check;
mod inputs;
mod outcomes;
