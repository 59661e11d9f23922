//! `man`: pages of the manual.

use std::fs;
use std::path::Path;

use clap::{Arg, ArgMatches, Command, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::context::Context;
use super::variables::VARIABLES;
use super::verb::{Running, Verb};
use crate::args::Named;
use crate::failure::{EXIT_CODES, Failure};

pub(super) const VERB: Verb = Verb {
    name: "man",
    command: |_| {
        Command::new("man")
            .about("Write pages of the manual into a folder")
            .arg(
                Arg::new("folder")
                    .value_name("DIR")
                    .required(true)
                    .value_hint(ValueHint::DirPath)
                    .help("Where to: one page for each provider, operation and command. Read one with `man -l`"),
            )
    },
    run,
};

fn run<'a>(matches: &'a ArgMatches, context: &'a mut Context) -> Running<'a> {
    Box::pin(async move {
        let folder = matches.get_one::<String>("folder").map(String::as_str);
        let folder = Path::new(folder.unwrap_or("."));
        let failed = |error: std::io::Error| Failure::file(&folder.display().to_string(), &error);
        fs::create_dir_all(folder).map_err(failed)?;
        let mut tree = (context.tree)(&Named::Everything).disable_help_subcommand(true);
        tree.build();
        let mut number = 0;
        write(&tree, folder, &mut number).map_err(failed)?;
        let text = format!("{number} pages in {}", folder.display());
        context.streams.say(&text);
        Ok(())
    })
}

/// The page of `command`, and those of the commands below it.
fn write(command: &Command, folder: &Path, number: &mut u32) -> std::io::Result<()> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let page = Man::new(command.clone().version(env!("CARGO_PKG_VERSION")))
        .title(name)
        .source(concat!("backhaul ", env!("CARGO_PKG_VERSION")))
        .manual("Backhaul");
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut text)?;
    }
    if command.get_after_help().is_some() && !command.has_subcommands() {
        let mut extra = Vec::new();
        page.render_extra_section(&mut extra)?;
        text.extend_from_slice(named(&extra, command).as_bytes());
    }
    if !name.contains('-') {
        environment().to_writer(&mut text)?;
    }
    statuses().to_writer(&mut text)?;
    fs::write(folder.join(format!("{name}.1")), tidy(&text))?;
    *number += 1;
    for below in command
        .get_subcommands()
        .filter(|below| !below.is_hide_set())
    {
        write(below, folder, number)?;
    }
    Ok(())
}

/// The section with what stands behind the flags in the help, under a name that says what it has.
fn named(section: &[u8], command: &Command) -> String {
    let help = command.get_after_help().map(ToString::to_string);
    let is_example = help.is_some_and(|help| help.starts_with("Example"));
    let name = if is_example { "EXAMPLES" } else { "NOTES" };
    let section = unfilled(&String::from_utf8_lossy(section));
    section.replacen(".SH EXTRA", &format!(".SH {name}"), 1)
}

/// `section` with lines that stand in, such as examples, left as they are: filled, they could not be copied.
fn unfilled(section: &str) -> String {
    let mut text = String::new();
    let mut is_in = false;
    for line in section.lines() {
        let stands_in = line.starts_with("  ");
        if stands_in != is_in {
            text.push_str(if stands_in { ".nf\n" } else { ".fi\n" });
            is_in = stands_in;
        }
        text.push_str(line);
        text.push('\n');
    }
    if is_in {
        text.push_str(".fi\n");
    }
    text
}

/// The page without what `mandoc` warns of: a date that is left out without a place of its own, and breaks beside a
/// blank line, which is one.
fn tidy(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let lines: Vec<&str> = page.lines().collect();
    let is_blank = |index: Option<usize>| {
        let line = index.and_then(|index| lines.get(index));
        line.is_some_and(|line| line.is_empty() || *line == ".sp")
    };
    let mut tidy = String::new();
    for (index, line) in lines.iter().enumerate() {
        if *line == ".br" && (is_blank(index.checked_sub(1)) || is_blank(index.checked_add(1))) {
            continue;
        }
        match line
            .strip_prefix(".TH ")
            .and_then(|rest| rest.split_once("1  "))
        {
            Some((name, rest)) => tidy.push_str(&format!(".TH {name}1 \"\" {rest}")),
            None => tidy.push_str(line),
        }
        tidy.push('\n');
    }
    tidy
}

fn statuses() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in EXIT_CODES {
        roff.control("TP", []);
        roff.text([bold(status.code().to_string())]);
        roff.text([roman(*meaning)]);
    }
    roff
}

fn environment() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["ENVIRONMENT"]);
    for (names, meaning) in VARIABLES.iter().flat_map(|(_, variables)| *variables) {
        roff.control("TP", []);
        roff.text([bold(*names)]);
        roff.text([roman(*meaning)]);
    }
    roff
}
