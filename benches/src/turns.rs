//! Measuring several pieces of work in turns, so that what disturbs one disturbs all.

use std::time::Duration;

use cpu_time::ProcessTime;

/// A piece of work, which runs as often as it is told.
pub type Work<'a> = Box<dyn FnMut(u64) + 'a>;

/// Runs each of `works` `iterations` times, in turns of `turn` at most, and the CPU time of this
/// process, in user and system, is reported after each turn together with the number of times. Who
/// begins changes with every turn, and so does the direction, so that each follows each of the others
/// equally often.
pub fn in_turns<const N: usize>(
    iterations: u64,
    turn: u64,
    works: &mut [Work<'_>; N],
    mut each_turn: impl FnMut([Duration; N], u64),
) {
    let mut left = iterations;
    let mut turns = 0;
    while left > 0 {
        let now = left.min(turn);
        let mut spent = [Duration::ZERO; N];
        for step in 0..N {
            let forwards = (turns + step) % N;
            let index = if turns % 2 == 0 {
                forwards
            } else {
                N - 1 - forwards
            };
            let began = ProcessTime::now();
            works[index](now);
            spent[index] = began.elapsed();
        }
        each_turn(spent, now);
        left -= now;
        turns += 1;
    }
}
