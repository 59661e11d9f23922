//! Where a page has its items.

use quote::quote;
use syn::{Expr, ExprField, ImplItem, ItemImpl, Member, Stmt, Type};

use super::{names, tokens};

/// `page of Job in results, total in total_count`.
pub(super) fn describe(block: &ItemImpl) -> Option<String> {
    if !names::is_for(block, "types::") {
        return None;
    }
    let [
        ImplItem::Type(item),
        ImplItem::Fn(items),
        _,
        ImplItem::Fn(total),
    ] = &block.items[..]
    else {
        return None;
    };
    let (page, ty) = (&block.self_ty, &item.ty);
    let [Stmt::Expr(Expr::Reference(place), None)] = &items.block.stmts[..] else {
        return None;
    };
    let Expr::Field(ExprField {
        member: Member::Named(field),
        ..
    }) = &*place.expr
    else {
        return None;
    };
    let [Stmt::Expr(count, None)] = &total.block.stmts[..] else {
        return None;
    };
    let expected = quote! {
        impl Page for #page {
            type Item = #ty;
            fn items(&self) -> &[Self::Item] {
                &self.#field
            }
            fn into_items(self) -> Vec<Self::Item> {
                self.#field
            }
            fn total(&self) -> Option<u64> {
                #count
            }
        }
    };
    if tokens::text(expected) != tokens::text(block) {
        return None;
    }
    let total = match tokens::text(count).as_str() {
        "None" => "without a total".to_owned(),
        other => format!("total in {}", counted(count).unwrap_or(other.to_owned())),
    };
    Some(format!("page of {} in {field}, {total}\n", local(ty)))
}

/// The field that is counted by, if it is the usual way.
fn counted(count: &Expr) -> Option<String> {
    let Expr::MethodCall(call) = count else {
        return None;
    };
    let Expr::Field(field) = &*call.receiver else {
        return None;
    };
    let expected = quote!(#field.and_then(|total| u64::try_from(total).ok()));
    let is_usual = tokens::text(expected) == tokens::text(count);
    let text = tokens::text(field);
    is_usual.then(|| text.strip_prefix("self.").unwrap_or(&text).to_owned())
}

fn local(ty: &Type) -> String {
    let text = tokens::text(ty);
    text.strip_prefix("types::").unwrap_or(&text).to_owned()
}
