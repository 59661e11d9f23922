//! What tasks say on standard output.

use std::fmt::Arguments;
use std::io::{ErrorKind, Write as _, stdout};
use std::process::exit;

/// The status that a shell gives a program that nobody listens to any more.
const NOBODY_READS: i32 = 141;

/// Prints a text. The program ends if nobody reads it, as behind `| head`, or if it cannot be written.
pub(crate) fn text(text: Arguments<'_>) {
    let Err(error) = stdout().write_fmt(text) else {
        return;
    };
    if error.kind() == ErrorKind::BrokenPipe {
        exit(NOBODY_READS);
    }
    eprintln!("standard output: {error}");
    exit(1);
}

/// As those of the standard library, which panic where [`text`] ends the program.
macro_rules! print {
    ($($text:tt)*) => { crate::out::text(format_args!($($text)*)) };
}
macro_rules! println {
    () => { print!("\n") };
    ($($text:tt)*) => { print!("{}\n", format_args!($($text)*)) };
}
