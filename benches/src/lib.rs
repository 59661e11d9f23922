//! What the benchmarks share: the calls written by hand, the server that answers, and measuring in
//! turns.

pub mod answers;
pub mod by_hand;
pub mod by_hand_sls;
pub mod calls;
pub mod decoding;
pub mod memory;
pub mod server;
pub mod signatures;
pub mod turns;
