//! Where a job stands, why, and how far it is.

use std::collections::BTreeMap;

use quote::quote;
use syn::{Block, Expr, Ident, ImplItem, ImplItemFn, ItemImpl, Pat, Stmt};

use super::{names, tokens};

/// What a job says of itself, in a few lines; `variants` are those of a union of jobs.
pub(super) fn describe(block: &ItemImpl, variants: &[Ident]) -> Option<String> {
    let ItemImpl { self_ty, items, .. } = block;
    if !names::is_for(block, "types::")
        || tokens::text(block) != tokens::text(quote!(impl Job for #self_ty { #(#items)* }))
    {
        return None;
    }
    if is_of_member(block, variants) {
        return Some("job: what its member says; unknown for an unknown one\n".to_owned());
    }
    let mut text = "job\n".to_owned();
    for item in items {
        let words = match item {
            ImplItem::Fn(function) => function_in_words(function),
            _ => None,
        };
        text.push_str(&words.unwrap_or_else(|| format!("code: {}\n", tokens::text(item))));
    }
    Some(text)
}

/// Whether each function asks the member.
fn is_of_member(block: &ItemImpl, variants: &[Ident]) -> bool {
    let self_ty = &block.self_ty;
    let expected = quote! {
        impl Job for #self_ty {
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
    };
    tokens::text(expected) == tokens::text(block)
}

fn function_in_words(function: &ImplItemFn) -> Option<String> {
    let body = &function.block;
    let (words, head) = match function.sig.ident.to_string().as_str() {
        "state" => (state(body)?, quote!(fn state(&self) -> JobState)),
        "reason" => (reason(body)?, quote!(fn reason(&self) -> Option<String>)),
        "progress" => (
            progress(body)?,
            quote!(fn progress(&self) -> Option<JobProgress>),
        ),
        _ => return None,
    };
    (tokens::text(function) == tokens::text(quote!(#head #body))).then_some(words)
}

/// One line per rule.
fn state(body: &Block) -> Option<String> {
    let mut places = BTreeMap::new();
    let mut text = String::new();
    for statement in &body.stmts {
        match statement {
            Stmt::Local(local) => {
                let Pat::Ident(name) = &local.pat else {
                    return None;
                };
                let value = &local.init.as_ref()?.expr;
                if tokens::text(local) != tokens::text(quote!(let #name = #value;)) {
                    return None;
                }
                let value = tokens::text(value);
                let place = value.strip_suffix(".unwrap_or_default()").map(place);
                places.insert(
                    tokens::text(name),
                    place.unwrap_or_else(|| self::place(&value)),
                );
            }
            Stmt::Expr(Expr::If(condition), None) => {
                let found = tokens::text(&condition.then_branch);
                let state = found.strip_prefix("{ return JobState::")?;
                let state = state.strip_suffix("; }")?;
                if condition.else_branch.is_some() {
                    return None;
                }
                let words = condition_in_words(&tokens::text(&condition.cond), &places);
                text.push_str(&format!("  {state} if {words}\n"));
            }
            Stmt::Expr(last, None) => {
                let found = tokens::text(last);
                let state = found.strip_prefix("JobState::")?;
                let unknown = state.strip_prefix("Unknown(");
                let name = unknown.and_then(|rest| rest.strip_suffix(".to_owned())"));
                let words = match name {
                    Some(name) => format!("Unknown with the text of {}", places.get(name)?),
                    None => state.to_owned(),
                };
                text.push_str(&format!("  otherwise {words}\n"));
            }
            Stmt::Expr(..) | Stmt::Item(_) | Stmt::Macro(_) => return None,
        }
    }
    Some(text)
}

/// `status is "a" or "b"`; any other condition as it is written.
fn condition_in_words(condition: &str, places: &BTreeMap<String, String>) -> String {
    let call = condition.strip_prefix("is_one_of(");
    let call = call.and_then(|rest| rest.strip_suffix("])"));
    let parts = call.and_then(|rest| rest.split_once(", &["));
    match parts.and_then(|(name, values)| Some((places.get(name)?, values))) {
        Some((place, values)) => format!("{place} is {}", values.replace("\", \"", "\" or \"")),
        None => condition.to_owned(),
    }
}

/// The text that says why, or the first of several.
fn reason(body: &Block) -> Option<String> {
    let [Stmt::Expr(value, None)] = &body.stmts[..] else {
        return None;
    };
    let text = tokens::text(value);
    let first = text.strip_suffix(".map(str::to_owned)")?;
    const OF_ONE: &str = ".filter(|text|!text.is_empty())";
    const OF_MANY: &str = "].into_iter().flatten().find(|text|!text.is_empty())";
    if let Some(one) = first.strip_suffix(OF_ONE) {
        return Some(format!("  reason: {}\n", place(one)));
    }
    let many = first.strip_prefix('[')?.strip_suffix(OF_MANY)?;
    let places: Vec<String> = many.split(", ").map(place).collect();
    Some(format!("  reason: {}\n", places.join(", or else ")))
}

/// How much is done, and of how much.
fn progress(body: &Block) -> Option<String> {
    let text = tokens::text(body);
    let rest = text.strip_prefix("{ let done = ")?;
    let rest = rest.strip_suffix("; Some(JobProgress::new(done, total)) }")?;
    let (done, total) = rest.split_once("; let total = ")?;
    let done = done.strip_suffix(".and_then(|done|u64::try_from(done).ok())?")?;
    let total = match total {
        "None" => "an unknown total".to_owned(),
        total => place(total.strip_suffix(".and_then(|total|u64::try_from(total).ok())")?),
    };
    Some(format!("  progress: {} of {total}\n", place(done)))
}

/// `a.b` for the usual ways to read `b` in `a`, which follow from the types; others as they are written.
fn place(value: &str) -> String {
    const READ: [&str; 7] = [
        "",
        ".as_deref()",
        ".as_ref().map(|text|text.as_str())",
        ".as_ref().map(|text|text.as_str().unwrap_or_default())",
        ".as_ref().map(|text|text.expose())",
        ".as_str()",
        ".expose()",
    ];
    let plain = |text: &str| {
        let is_field = |one: char| one.is_alphanumeric() || one == '_';
        let fields = READ.iter().filter_map(|way| text.strip_suffix(way));
        let mut fields = fields.filter(|field| field.chars().all(is_field) && !field.is_empty());
        fields.next().map(str::to_owned)
    };
    let known = value.strip_prefix("self.").and_then(|path| {
        let Some((outer, inner)) = path.split_once(".as_ref().and_then(|part|part.") else {
            return plain(path);
        };
        let inner = plain(inner.strip_suffix(')')?)?;
        Some(format!("{}.{inner}", plain(outer)?))
    });
    known.unwrap_or_else(|| value.to_owned())
}
