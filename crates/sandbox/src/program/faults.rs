//! Faults as the command line names them.

use std::fmt;

use backhaul_sandbox::{Fault, Sandbox};

use super::meant::meant;

/// Larger than any answer that a client accepts.
const OVERSIZE: u64 = 100 * 1024 * 1024;

/// One `--fault`: `getBackupExport=503*2`, `all=reset/10`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct FaultOption {
    /// None for all.
    operation: Option<String>,
    fault: Fault,
    times: u64,
    every: u64,
}

impl FaultOption {
    /// Reads `OPERATION=FAULT[*TIMES][/EVERY]`, or says what is wrong with it.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = |what: &str| {
            let text = text.escape_debug();
            format!("{what} in --fault {text}; see --help for the form")
        };
        let (operation, rest) = text
            .split_once('=')
            .ok_or_else(|| wrong("OPERATION= is missing"))?;
        let number = |digits: &str| {
            let number = digits.parse().ok().filter(|number| *number > 0);
            number.ok_or_else(|| {
                let most = u64::MAX;
                wrong(&format!("{digits:?} is not a number from 1 to {most}"))
            })
        };
        let (rest, every) = match rest.split_once('/') {
            Some((rest, digits)) => (rest, number(digits)?),
            None => (rest, 1),
        };
        let (name, times) = match rest.split_once('*') {
            Some((name, digits)) => (name, number(digits)?),
            None => (rest, u64::MAX),
        };
        Ok(Self {
            operation: (operation != "all").then(|| operation.to_owned()),
            fault: fault(name).ok_or_else(|| {
                let names = NAMES.join(", ");
                let known = meant(name, &NAMES);
                wrong(&format!(
                    "unknown fault {name:?} (a status from 200 to 599, or {names}{known})"
                ))
            })?,
            times,
            every,
        })
    }

    /// Injects it, or says that there is no such operation.
    pub(crate) fn order(&self, sandbox: &Sandbox) -> Result<(), String> {
        let faults = sandbox.faults();
        let order = match &self.operation {
            None => faults.everywhere(self.fault.clone()),
            Some(operation) => {
                let known = sandbox.operations();
                let name = named(operation, &known).ok_or_else(|| {
                    format!(
                        "--fault: unknown operation {operation:?}{}\nchoose all or one of {}",
                        meant(operation, &known),
                        known.join(", ")
                    )
                })?;
                faults.on(name, self.fault.clone())
            }
        };
        order.times(self.times).every(self.every);
        Ok(())
    }
}

/// The one of `known` that `name` names, in the provider's spelling or in that of the clients: `getBackupExport` is
/// `get_backup_export` there.
fn named<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    let exactly = known.iter().find(|one| **one == name);
    let wanted = letters(name);
    let mut alike = known.iter().filter(|one| letters(one) == wanted);
    let one = match (exactly, alike.next(), alike.next()) {
        (Some(exactly), ..) => exactly,
        (None, Some(only), None) => only,
        _ => return None,
    };
    Some(*one)
}

/// The fault in words: `getBackupExport: status 503, at most 2 times`.
impl fmt::Display for FaultOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = self.operation.as_deref().unwrap_or("all operations");
        write!(f, "{operation}: {}", self.fault)?;
        match self.every {
            1 => {}
            every => write!(f, ", one request in {every}")?,
        }
        match self.times {
            u64::MAX => Ok(()),
            1 => f.write_str(", once"),
            times => write!(f, ", at most {times} times"),
        }
    }
}

/// The faults that have a name.
const NAMES: [&str; 9] = [
    "html",
    "reset",
    "reset-after",
    "stall",
    "stall-after",
    "truncate",
    "drip",
    "empty",
    "oversize",
];

fn fault(name: &str) -> Option<Fault> {
    Some(match name {
        "html" => Fault::html_page(502),
        "reset" => Fault::reset(),
        "reset-after" => Fault::reset().after_applied(),
        "stall" => Fault::stall(),
        "stall-after" => Fault::stall().after_applied(),
        "truncate" => Fault::truncate(10),
        "drip" => Fault::drip(u64::MAX),
        "empty" => Fault::cut(0),
        "oversize" => Fault::oversize(OVERSIZE),
        status => {
            let status = status.parse().ok();
            Fault::status(status.filter(|status| (200..=599).contains(status))?)
        }
    })
}

#[cfg(test)]
mod tests {
    use backhaul_sandbox::Fault;

    use super::FaultOption;

    #[test]
    fn a_fault_is_read_with_how_often_it_happens() {
        for (text, operation, fault, times, every) in [
            ("a=503*2", Some("a"), Fault::status(503), 2, 1),
            (
                "iam token=html",
                Some("iam token"),
                Fault::html_page(502),
                u64::MAX,
                1,
            ),
            (
                "all=reset-after*3/10",
                None,
                Fault::reset().after_applied(),
                3,
                10,
            ),
        ] {
            let expected = FaultOption {
                operation: operation.map(str::to_owned),
                fault,
                times,
                every,
            };
            assert_eq!(FaultOption::parse(text), Ok(expected));
        }
    }

    #[test]
    fn a_fault_is_told_in_words() {
        for (text, expected) in [
            ("a=503", "a: status 503"),
            ("a=503*1", "a: status 503, once"),
            (
                "all=reset*3/10",
                "all operations: reset, one request in 10, at most 3 times",
            ),
        ] {
            assert_eq!(FaultOption::parse(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, culprit) in [
            ("503", "OPERATION= is missing"),
            ("a=nope", "\"nope\""),
            ("a=42", "\"42\""),
            ("a=503*0", "\"0\""),
            ("a=503/x", "\"x\""),
            (
                "a=503*18446744073709551616",
                "from 1 to 18446744073709551615",
            ),
            ("a=503/-1", "\"-1\""),
        ] {
            let error = FaultOption::parse(text).unwrap_err();
            assert!(error.contains(culprit) && error.contains(text), "{error}");
        }
    }

    #[test]
    fn a_misspelled_fault_is_answered_with_the_one_that_was_meant() {
        let said = |text: &str| FaultOption::parse(text).unwrap_err();
        for (text, meant) in [
            ("a=rest", "; did you mean reset?"),
            ("a=stal-after", "; did you mean stall-after?"),
            ("a=trunkate", "; did you mean truncate?"),
        ] {
            assert!(said(text).contains(meant), "{}", said(text));
        }
        let none = said("a=nope");
        assert!(!none.contains("did you mean"), "{none}");
        assert!(
            none.contains("a status from 200 to 599, or html, reset, "),
            "{none}"
        );
    }

    #[test]
    fn an_operation_is_named_as_the_provider_or_the_clients_do() {
        let known = [
            "getBackupExport",
            "CreateRedislogDownloadLink",
            "iam token",
            "aB",
            "a_b",
        ];
        for (name, expected) in [
            ("getBackupExport", Some("getBackupExport")),
            ("get_backup_export", Some("getBackupExport")),
            (
                "create_redislog_download_link",
                Some("CreateRedislogDownloadLink"),
            ),
            ("iam token", Some("iam token")),
            ("iam_token", Some("iam token")),
            ("aB", Some("aB")),
            ("a_b", Some("a_b")),
            // It could be either.
            ("ab", None),
            ("getBackup", None),
            ("", None),
        ] {
            assert_eq!(super::named(name, &known), expected, "{name}");
        }
    }

    #[test]
    fn every_name_is_a_fault() {
        for name in super::NAMES {
            assert!(super::fault(name).is_some(), "{name}");
        }
    }
}
