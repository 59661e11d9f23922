//! What the stage `normalize` makes of each document in a folder:
//! `cargo run --release -p backhaul-codegen --example normalize -- FOLDER`.
//!
//! One line per document: operations and schemas before and after, findings, whether the normal form of the
//! normal form is the same, and milliseconds. With a second argument, the normal forms are written there.
#![allow(clippy::print_stdout, reason = "an example talks on standard output")]
#![allow(clippy::disallowed_methods, reason = "what is measured is real time")]

use std::path::Path;
use std::time::Instant;
use std::{env, fs};

use backhaul_codegen::normal_form;
use serde_json::Value;

const METHODS: [&str; 8] = [
    "get", "put", "post", "patch", "delete", "head", "options", "trace",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args_os().skip(1);
    let folder = arguments.next().ok_or("name a folder of documents")?;
    let out = arguments.next();
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    println!(
        "| document | operations | schemas | findings | again | ms |\n|---|---|---|---|---|---|"
    );
    for file in files.iter().filter(|file| is_document(file)) {
        let text = fs::read_to_string(file)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let started = Instant::now();
        let outcome = normal_form(&name, &text);
        let time = started.elapsed().as_millis();
        let before = serde_saphyr::from_str(&text).unwrap_or_default();
        let (operations, schemas) = (operations(&before), schemas(&before));
        match outcome {
            Err(findings) => {
                println!(
                    "| {name} | {operations} | {schemas} | {} | - | {time} |",
                    findings.len()
                );
                for finding in findings.iter().take(12) {
                    println!("{finding}");
                }
            }
            Ok(normal) => {
                let value = normal.value();
                let again = normal_form(&name, &value.to_string());
                let is_same = again.is_ok_and(|again| again.value() == value);
                println!(
                    "| {name} | {operations} -> {} | {schemas} -> {} | 0 | {} | {time} |",
                    self::operations(value),
                    self::schemas(value),
                    if is_same { "same" } else { "DIFFERENT" },
                );
                if let Some(out) = &out {
                    let text = serde_json::to_string_pretty(value)?;
                    fs::write(Path::new(out).join(format!("{name}.normal.json")), text)?;
                }
            }
        }
    }
    Ok(())
}

fn is_document(file: &Path) -> bool {
    let known = ["yaml", "yml", "json"];
    file.extension()
        .is_some_and(|end| known.iter().any(|known| end == *known))
}

fn operations(document: &Value) -> usize {
    let items = document["paths"].as_object().into_iter().flatten();
    let methods = items.flat_map(|(_, item)| item.as_object().into_iter().flatten());
    methods
        .filter(|(key, _)| METHODS.contains(&key.as_str()))
        .count()
}

fn schemas(document: &Value) -> usize {
    let schemas = document["components"]["schemas"].as_object();
    schemas.map_or(0, serde_json::Map::len)
}
