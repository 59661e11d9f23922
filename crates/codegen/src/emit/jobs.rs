//! `jobs.rs`: how to read the state of each job.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::access::Access;
use super::docs;
use super::features::Features;
use super::job_entries;
use super::structs::Structures;
use crate::model::{Condition, Job, Model, Progress, Reason, Rule, Union};
use crate::{format, markdown, naming};

/// The whole file; nothing if no answer is a job. `types` are progenitor's structs.
///
/// # Errors
/// The part of progenitor's types that is not as expected.
pub(super) fn emit(
    types: &Structures<'_>,
    model: &Model,
    features: &Features,
) -> Result<Option<String>, String> {
    if model.jobs.is_empty() {
        return Ok(None);
    }
    let mut jobs: Vec<(&String, TokenStream)> = model
        .jobs
        .iter()
        .map(|job| Ok((&job.schema, implementation(types, job)?)))
        .collect::<Result<_, String>>()?;
    let unions: Vec<_> = model
        .unions
        .iter()
        .filter(|(name, _)| model.is_job(name))
        .collect();
    let progress = !unions.is_empty() || model.jobs.iter().any(|job| job.progress.is_some());
    jobs.extend(
        unions
            .into_iter()
            .map(|(name, union)| (name, of_union(name, union))),
    );
    let progress = progress.then(|| quote!(JobProgress,));
    let compare = model
        .jobs
        .iter()
        .flat_map(|job| &job.rules)
        .any(|rule| matches!(rule.condition, Some((_, Condition::OneOf(_)))));
    let compare = compare.then(|| {
        quote! {
            /// Whether `text` is one of `values`, ignoring case.
            fn is_one_of(text: &str, values: &[&str]) -> bool {
                values.iter().any(|value| value.eq_ignore_ascii_case(text))
            }
        }
    });
    let mut text = "//! The state of each job, by the rules of the document.\n\n".to_owned();
    text.push_str(&format::tokens(quote! {
        use ::backhaul_runtime::{Job, #progress JobState};
        use super::types;
    })?);
    for (schema, job) in jobs {
        text.push('\n');
        text.push_str(&features.gate("types", &naming::pascal(schema), &format::tokens(job)?));
    }
    if let Some(compare) = compare {
        text.push('\n');
        text.push_str(&format::tokens(compare)?);
    }
    Ok(Some(text))
}

fn implementation(types: &Structures<'_>, job: &Job) -> Result<TokenStream, String> {
    let name = format_ident!("{}", naming::pascal(&job.schema));
    let state = state(types, job)?;
    let reason = reason(types, job)?;
    let progress = match &job.progress {
        Some(progress) => Some(self::progress(types, job, progress)?),
        None => None,
    };
    Ok(quote! {
        impl Job for types::#name {
            #state
            #reason
            #progress
        }
    })
}

/// A union of jobs is where its member is.
fn of_union(name: &str, union: &Union) -> TokenStream {
    let name = format_ident!("{}", naming::pascal(name));
    let variants = super::unions::variants(union);
    let comment = docs::attributes(
        "The state of the variant. An unknown variant has an unknown state without text.",
    );
    quote! {
        impl Job for types::#name {
            #(#comment)*
            fn state(&self) -> JobState {
                match self {
                    #(Self::#variants(job) => job.state(),)*
                    Self::Unknown(_) => JobState::Unknown(String::new()),
                }
            }
            fn reason(&self) -> Option<String> {
                match self {
                    #(Self::#variants(job) => job.reason(),)*
                    Self::Unknown(_) => None,
                }
            }
            fn progress(&self) -> Option<JobProgress> {
                match self {
                    #(Self::#variants(job) => job.progress(),)*
                    Self::Unknown(_) => None,
                }
            }
        }
    }
}

fn state(types: &Structures<'_>, job: &Job) -> Result<TokenStream, String> {
    let access = |path: &str| Access::to(types, &job.schema, path);
    let mut steps = Vec::new();
    let mut variables: BTreeMap<&str, Ident> = BTreeMap::new();
    for path in compared(job) {
        let access = access(path)?;
        let mut name = access.variable();
        // `a.b_c` and `a_b.c` are two places, and no variable may hide the function.
        while name == "is_one_of" || variables.values().any(|other| *other == name) {
            name = format_ident!("{name}_");
        }
        let text = access.text_or_empty();
        steps.push(quote!(let #name = #text;));
        variables.insert(path, name);
    }
    let variable = |path: &str| {
        let variable = variables.get(path);
        variable.ok_or_else(|| format!("nothing reads {path} of {}", job.schema))
    };
    for rule in &job.rules {
        let state = format_ident!("{}", naming::pascal(&rule.state));
        let Some((path, condition)) = &rule.condition else {
            steps.push(quote!(JobState::#state));
            continue;
        };
        let access = access(path)?;
        let holds = match condition {
            Condition::Entries(quantifier, entry) => {
                job_entries::hold(types, job, path, *quantifier, entry)?
            }
            Condition::Is(value) => access.is(*value),
            Condition::Present => access.is_present(),
            Condition::Filled => access.is_filled(),
            Condition::OneOf(values) => {
                let text = variable(path)?;
                quote!(is_one_of(#text, &[#(#values),*]))
            }
        };
        steps.push(quote!(if #holds { return JobState::#state; }));
    }
    if let Some(path) = &job.unknown {
        let text = variable(path)?;
        steps.push(quote!(JobState::Unknown(#text.to_owned())));
    }
    let comment = docs::attributes(&rules_in_words(job));
    Ok(quote! {
        #(#comment)*
        fn state(&self) -> JobState {
            #(#steps)*
        }
    })
}

/// Paths of the texts that the rules look at, each once.
fn compared(job: &Job) -> BTreeSet<&String> {
    let compared = job.rules.iter().filter_map(|rule| match &rule.condition {
        Some((path, Condition::OneOf(_))) => Some(path),
        _ => None,
    });
    compared.chain(&job.unknown).collect()
}

fn rules_in_words(job: &Job) -> String {
    let mut text = "The first rule that applies:\n".to_owned();
    for rule in &job.rules {
        text.push_str(&format!("- {}\n", rule_in_words(rule)));
    }
    if let Some(path) = &job.unknown {
        text.push_str(&format!(
            "- otherwise: unknown, with the value of {}\n",
            markdown::code(path)
        ));
    }
    text
}

fn rule_in_words(rule: &Rule) -> String {
    let Rule { state, condition } = rule;
    let Some((path, condition)) = condition else {
        return format!("otherwise: {state}");
    };
    let condition = match condition {
        Condition::Entries(quantifier, entry) => {
            let words = job_entries::in_words(path, *quantifier, entry);
            return format!("{words}: {state}");
        }
        Condition::Is(value) => format!("is {value}"),
        Condition::Present => "is present".to_owned(),
        Condition::Filled => "is not empty".to_owned(),
        Condition::OneOf(values) => {
            let values: Vec<String> = values.iter().map(|value| markdown::code(value)).collect();
            format!("is {}", values.join(" or "))
        }
    };
    format!("{} {condition}: {state}", markdown::code(path))
}

fn reason(types: &Structures<'_>, job: &Job) -> Result<Option<TokenStream>, String> {
    let texts: Vec<TokenStream> = job
        .reason
        .iter()
        .map(|reason| match reason {
            Reason::Of(path) => Ok(Access::to(types, &job.schema, path)?.text()),
            Reason::OfEntry(array, path) => job_entries::text(types, job, array, path),
        })
        .collect::<Result<_, String>>()?;
    let first = match &texts[..] {
        [] => return Ok(None),
        [text] => quote!(#text.filter(|text| !text.is_empty())),
        texts => quote! {
            [#(#texts),*].into_iter().flatten().find(|text| !text.is_empty())
        },
    };
    let words = job.reason.iter().map(|reason| match reason {
        Reason::Of(path) => markdown::code(path),
        Reason::OfEntry(array, path) => {
            let (array, path) = (markdown::code(array), markdown::code(path));
            format!("{path} of the first entry of {array} that has one")
        }
    });
    let paths: Vec<String> = words.collect();
    let comment = docs::attributes(&match paths.len() {
        1 => format!("The value of {}.", paths[0]),
        _ => format!(
            "The first of these that is not empty: {}.",
            paths.join(", ")
        ),
    });
    Ok(Some(quote! {
        #(#comment)*
        fn reason(&self) -> Option<String> {
            #first.map(str::to_owned)
        }
    }))
}

fn progress(types: &Structures<'_>, job: &Job, progress: &Progress) -> Result<TokenStream, String> {
    let done = Access::to(types, &job.schema, &progress.done)?.copied();
    let mut words = markdown::code(&progress.done);
    let total = match &progress.total {
        None => quote!(None),
        Some(path) => {
            words.push_str(&format!(" out of {}", markdown::code(path)));
            let total = Access::to(types, &job.schema, path)?.copied();
            quote!(#total.and_then(|total| u64::try_from(total).ok()))
        }
    };
    let comment = docs::attributes(&format!("{words}."));
    Ok(quote! {
        #(#comment)*
        fn progress(&self) -> Option<JobProgress> {
            let done = #done.and_then(|done| u64::try_from(done).ok())?;
            let total = #total;
            Some(JobProgress::new(done, total))
        }
    })
}
