//! How the state of each job is read from JSON.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use syn::Ident;

use crate::model::{Condition, Entry, Job, Model, Quantifier, Reason, Rule, Test, Union};
use crate::naming;

/// The table with the rules of the job `schema`.
pub(super) fn name(schema: &str) -> Ident {
    format_ident!("JOB_{}", naming::constant(schema))
}

/// The tables of all jobs.
pub(super) fn all(model: &Model) -> Vec<TokenStream> {
    let jobs = model.jobs.iter().map(|job| table(&job.schema, &rules(job)));
    let unions = unions(model).map(|(name, union)| table(name, &choice(union)));
    jobs.chain(unions).collect()
}

/// All jobs: the names of their schemas, each with its table.
pub(super) fn names(model: &Model) -> Vec<TokenStream> {
    let jobs = model.jobs.iter().map(|job| &job.schema);
    let schemas = jobs.chain(unions(model).map(|(name, _)| name));
    let named = schemas.map(|schema| {
        let table = name(schema);
        quote!((#schema, &#table))
    });
    named.collect()
}

/// The jobs that are one of several objects.
fn unions(model: &Model) -> impl Iterator<Item = (&String, &Union)> {
    model.unions.iter().filter(|(name, _)| model.is_job(name))
}

fn table(schema: &str, rules: &TokenStream) -> TokenStream {
    let name = name(schema);
    quote!(static #name: crate::call::JobRules = #rules;)
}

fn choice(union: &Union) -> TokenStream {
    let property = &union.tag;
    let members = union.members.iter().map(|member| {
        let (values, rules) = (&member.values, name(&member.schema));
        quote!((&[#(#values),*], &#rules))
    });
    quote!(crate::call::JobRules::Choice(#property, &[#(#members),*]))
}

fn rules(job: &Job) -> TokenStream {
    let states = job.rules.iter().map(state);
    let unknown = option(job.unknown.as_deref());
    let reasons = job.reason.iter().map(|reason| match reason {
        Reason::Of(path) => quote!(crate::call::Reason::Of(#path)),
        Reason::OfEntry(array, path) => quote!(crate::call::Reason::OfEntry(#array, #path)),
    });
    let progress = match &job.progress {
        Some(progress) => {
            let (done, total) = (&progress.done, option(progress.total.as_deref()));
            quote!(Some((#done, #total)))
        }
        None => quote!(None),
    };
    quote! {
        crate::call::JobRules::Of(crate::call::Rules {
            states: &[#(#states),*],
            unknown: #unknown,
            reasons: &[#(#reasons),*],
            progress: #progress,
        })
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

fn state(rule: &Rule) -> TokenStream {
    let state = format_ident!("{}", naming::pascal(&rule.state));
    let Some((path, condition)) = &rule.condition else {
        return quote!((::backhaul_runtime::JobState::#state, None));
    };
    let condition = match condition {
        Condition::Is(value) => quote!(crate::call::Condition::Is(#value)),
        Condition::OneOf(values) => quote!(crate::call::Condition::OneOf(&[#(#values),*])),
        Condition::Present => quote!(crate::call::Condition::Present),
        Condition::Filled => quote!(crate::call::Condition::Filled),
        Condition::Entries(quantifier, entry) => {
            let entry = self::entry(entry);
            match quantifier {
                Quantifier::Any => quote!(crate::call::Condition::Any(#entry)),
                Quantifier::All => quote!(crate::call::Condition::All(#entry)),
            }
        }
    };
    quote!((::backhaul_runtime::JobState::#state, Some((#path, #condition))))
}

fn entry(entry: &Entry) -> TokenStream {
    let property = &entry.property;
    let test = match &entry.test {
        Test::Equals(path) => quote!(crate::call::Test::Equals(#path)),
        Test::Not(number) => {
            let number = Literal::i64_unsuffixed(*number);
            quote!(crate::call::Test::Not(#number))
        }
    };
    quote!(crate::call::Entry { property: #property, test: #test })
}
