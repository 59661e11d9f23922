//! `cargo xtask damage`: documents damaged at random, to see that the generator always answers.
//!
//! | file | has |
//! |---|---|
//! | `options` | the arguments |
//! | `folder` | the whole documents of a folder |
//! | `small` | a few operations of a document with what they refer to |
//! | `edit` | random damage to a document |
//! | `worker` | tries numbers, in a process of its own |
//! | `workers` | starts these processes, and goes on where one broke off |
//! | `compile` | crates around what was generated, and whether they compile |

mod compile;
mod edit;
mod folder;
mod options;
mod small;
mod worker;
mod workers;

use std::path::Path;

use lexopt::Parser;

use folder::Folder;
use options::Options;
use worker::Outcome;

pub(crate) use options::USAGE;

/// Whether the generator answered every document, and what it wrote compiles.
pub(crate) fn run(root: &Path, arguments: Parser) -> Result<bool, String> {
    let options = Options::read(arguments)?;
    let mut folder = Folder::new(&options.folder)?;
    if let Some(number) = options.show {
        println!("{}", worker::document(&mut folder, options.seed, number)?);
        return Ok(true);
    }
    if let Some(first) = options.first {
        worker::work(&mut folder, options.seed, first, options.documents)?;
        return Ok(true);
    }
    println!(
        "seed {}, {} documents made from {} files",
        options.seed,
        options.documents,
        folder.len()
    );
    let outcomes = workers::run(&options)?;
    let mut good = Vec::new();
    let (mut refused, mut failed) = (0, 0);
    for (number, outcome) in outcomes {
        match outcome {
            Outcome::Generated => good.push(number),
            Outcome::Refused => refused += 1,
            Outcome::Failed(why) => {
                failed += 1;
                println!("document {number}: {why}");
            }
        }
    }
    println!(
        "{} generated, {refused} refused, {failed} failed",
        good.len()
    );
    let chosen = spread(&good, options.compile);
    let broken = compile::check(root, &mut folder, options.seed, &chosen)?;
    if !chosen.is_empty() {
        println!("{} compiled, {} do not compile", chosen.len(), broken);
    }
    Ok(failed == 0 && broken == 0)
}

/// About `wanted` of `all`, from all over.
fn spread(all: &[u64], wanted: usize) -> Vec<u64> {
    let wanted = wanted.min(all.len());
    (0..wanted)
        .filter_map(|place| all.get(place * all.len() / wanted).copied())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spread;

    #[test]
    fn what_is_compiled_comes_from_all_over() {
        assert_eq!(spread(&[1, 2, 3, 4, 5, 6], 3), [1, 3, 5]);
        assert_eq!(spread(&[1, 2], 5), [1, 2]);
        assert_eq!(spread(&[1, 2], 0), [0; 0]);
    }
}
