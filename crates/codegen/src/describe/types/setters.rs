//! One line per setter of an object in requests.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{
    Expr, ExprMethodCall, FnArg, GenericArgument, GenericParam, ImplItem, ImplItemFn, ItemImpl,
    Lit, LitStr, PathArguments, Stmt, Type, TypeParamBound, WherePredicate,
};

use super::{names, nested, tokens};

/// One line for each function of an `impl` block. What is `required` and has its setter here is taken out.
pub(super) fn describe(block: &ItemImpl, required: &mut Vec<(String, String)>) -> Option<String> {
    let ItemImpl { self_ty, items, .. } = block;
    if !names::is_for(block, "")
        || tokens::text(block) != tokens::text(quote!(impl #self_ty { #(#items)* }))
    {
        return None;
    }
    let lines = items.iter().map(|item| {
        let line = match item {
            ImplItem::Fn(function) => line(function, required),
            _ => None,
        };
        line.unwrap_or_else(|| format!("code: {}", tokens::text(item))) + "\n"
    });
    Some(lines.collect())
}

/// `.detail(requests::Detail)  detail, required`.
fn line(function: &ImplItemFn, required: &mut Vec<(String, String)>) -> Option<String> {
    let name = function.sig.ident.to_string();
    let (wire, setter, value) = put(function)?;
    let is_it = |setter: &Setter| tokens::text(&setter.1) == tokens::text(function);
    let usual = usual(function, &wire, &setter, value).filter(is_it);
    let (takes, _) = usual.or_else(|| nested(function, &wire, value).filter(is_it))?;
    let pair = (wire.value(), setter.value());
    let is_null = name != pair.1;
    let need = match required.iter().position(|one| *one == pair) {
        _ if is_null => "null",
        Some(place) => {
            required.remove(place);
            "required"
        }
        None => "optional",
    };
    Some(format!(".{name}({takes})  {}, {need}", wire.value()))
}

/// What the setter of a scalar, an object, or an array of these takes, and its code.
fn usual(function: &ImplItemFn, wire: &LitStr, setter: &LitStr, value: &Expr) -> Option<Setter> {
    match value {
        Expr::Call(null) if tokens::text(null) == "FieldValue::null()" => {
            null_setter(&function.sig.ident.to_string(), wire, setter)
        }
        Expr::Path(_) => object(function, wire),
        value => match (limited(value), &function.block.stmts[..]) {
            ((list, count), [Stmt::Local(items), ..])
                if tokens::text(list) == "FieldValue::list(items)" =>
            {
                array(function, wire, items, &count)
            }
            ((_, limits), _) => scalar(function, wire, value, &limits),
        },
    }
}

/// The same for maps, any JSON, and arrays of these or of what may be null.
fn nested(function: &ImplItemFn, wire: &LitStr, value: &Expr) -> Option<Setter> {
    let ty = bound(function)?;
    let (ident, name) = (&function.sig.ident, function.sig.ident.to_string());
    let [Stmt::Local(items), ..] = &function.block.stmts[..] else {
        let read = nested::read(value, ty, in_words)?;
        let (given, bounds, value) = (&read.given, &read.bounds, &read.value);
        let expected = quote! {
            pub fn #ident<V>(mut self, value: #given) -> Self
            where
                #bounds
            {
                self.0.put(#wire, #name, #value);
                self
            }
        };
        return Some((read.words, expected));
    };
    let Expr::MethodCall(map) = &*items.init.as_ref()?.expr else {
        return None;
    };
    let (read, item) = nested::function(map.args.first()?, ty, in_words)?;
    let (_, count) = limited(value);
    let (given, bounds, calls) = (&read.given, &read.bounds, calls(&count));
    let expected = quote! {
        pub fn #ident<V>(mut self, items: impl IntoIterator<Item = #given>) -> Self
        where
            #bounds
        {
            let items = items.into_iter().map(#item);
            self.0.put(#wire, #name, FieldValue::list(items) #calls);
            self
        }
    };
    Some((format!("[{}]{}", read.words, in_words(&count)), expected))
}

/// Wire, setter and value of `self.0.put("wire", "setter", value);`, which is the last statement but one.
fn put(function: &ImplItemFn) -> Option<(LitStr, LitStr, &Expr)> {
    let [.., Stmt::Expr(Expr::MethodCall(put), Some(_)), _] = &function.block.stmts[..] else {
        return None;
    };
    let mut arguments = put.args.iter();
    let wire = literal(arguments.next()?)?;
    let setter = literal(arguments.next()?)?;
    Some((wire, setter, arguments.next()?))
}

fn literal(expression: &Expr) -> Option<LitStr> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// What a value is without the calls that limit it, and these calls in their order.
fn limited(mut value: &Expr) -> (&Expr, Vec<&ExprMethodCall>) {
    let mut limits = Vec::new();
    while let Expr::MethodCall(call) = value {
        limits.insert(0, call);
        value = &*call.receiver;
    }
    (value, limits)
}

/// The calls that limit a value, as code.
fn calls(limits: &[&ExprMethodCall]) -> TokenStream {
    let calls = limits.iter().map(|call| {
        let ExprMethodCall { method, args, .. } = call;
        quote!(.#method(#args))
    });
    quote!(#(#calls)*)
}

fn in_words(limits: &[&ExprMethodCall]) -> String {
    let words = limits.iter().map(|call| {
        let value = tokens::text(&call.args);
        match call.method.to_string().as_str() {
            "at_least" => format!(", at least {value}"),
            "at_most" => format!(", at most {value}"),
            "one_of" => format!(", one of {}", value.trim_start_matches('&')),
            "only" => format!(", only {value}"),
            "in_range" => format!(", in range {}", value.replace("::std::ops::Bound::", "")),
            "is_date_time" if value.is_empty() => ", with its zone".to_owned(),
            other => format!(", .{other}({value})"),
        }
    });
    words.collect()
}

type Setter = (String, TokenStream);

fn null_setter(name: &str, wire: &LitStr, setter: &LitStr) -> Option<Setter> {
    // A number may follow.
    if !name.starts_with(&crate::naming::null_setter(&setter.value())) {
        return None;
    }
    let ident = syn::parse_str::<syn::Ident>(name).ok()?;
    let expected = quote! {
        pub fn #ident(mut self) -> Self {
            self.0.put(#wire, #setter, FieldValue::null());
            self
        }
    };
    Some((String::new(), expected))
}

/// An object or a union.
fn object(function: &ImplItemFn, wire: &LitStr) -> Option<Setter> {
    let Some(FnArg::Typed(argument)) = function.sig.inputs.last() else {
        return None;
    };
    let Type::ImplTrait(bounds) = &*argument.ty else {
        return None;
    };
    let ty = argument_of(bounds.bounds.first()?)?;
    let (ident, name) = (&function.sig.ident, function.sig.ident.to_string());
    let expected = quote! {
        pub fn #ident(mut self, value: impl Into<#ty>) -> Self {
            let value: #ty = value.into();
            self.0.put(#wire, #name, value);
            self
        }
    };
    Some((tokens::text(ty), expected))
}

fn scalar(
    function: &ImplItemFn,
    wire: &LitStr,
    value: &Expr,
    limits: &[&ExprMethodCall],
) -> Option<Setter> {
    let ty = bound(function)?;
    let (ident, name) = (&function.sig.ident, function.sig.ident.to_string());
    let calls = calls(limits);
    let usual = quote!(Argument::<#ty>::from_value(value) #calls);
    let value = match tokens::text(value) == tokens::text(&usual) {
        true => usual,
        false => quote!(FieldValue::secret(Argument::from_value(value))),
    };
    let expected = quote! {
        pub fn #ident<V>(mut self, value: V) -> Self
        where
            V: TryInto<#ty>,
            V::Error: Display,
        {
            self.0.put(#wire, #name, #value);
            self
        }
    };
    Some((tokens::text(ty) + &in_words(limits), expected))
}

fn array(
    function: &ImplItemFn,
    wire: &LitStr,
    items: &syn::Local,
    count: &[&ExprMethodCall],
) -> Option<Setter> {
    let ty = bound(function)?;
    let (ident, name) = (&function.sig.ident, function.sig.ident.to_string());
    let Expr::MethodCall(map) = &*items.init.as_ref()?.expr else {
        return None;
    };
    let (bounds, item, limits) = match map.args.first()? {
        Expr::Closure(closure) => {
            let (_, limits) = limited(&closure.body);
            let calls = calls(&limits);
            let usual = quote!(|value| Argument::<#ty>::from_value(value) #calls);
            let item = match tokens::text(closure) == tokens::text(&usual) {
                true => usual,
                false => quote!(|value| FieldValue::secret(Argument::from_value(value))),
            };
            let bounds = quote!(V: TryInto<#ty>, V::Error: Display,);
            (bounds, item, in_words(&limits))
        }
        _ => (
            quote!(V: Into<#ty>,),
            quote!(Into::<#ty>::into),
            String::new(),
        ),
    };
    let calls = calls(count);
    let expected = quote! {
        pub fn #ident<V>(mut self, items: impl IntoIterator<Item = V>) -> Self
        where
            #bounds
        {
            let items = items.into_iter().map(#item);
            self.0.put(#wire, #name, FieldValue::list(items) #calls);
            self
        }
    };
    let item = tokens::text(ty) + &limits;
    Some((format!("[{item}]{}", in_words(count)), expected))
}

/// `T` of `V: TryInto<T>` or `V: Into<T>`, the first condition.
fn bound(function: &ImplItemFn) -> Option<&Type> {
    let generics = &function.sig.generics;
    let [GenericParam::Type(_)] = generics.params.iter().collect::<Vec<_>>()[..] else {
        return None;
    };
    let WherePredicate::Type(first) = generics.where_clause.as_ref()?.predicates.first()? else {
        return None;
    };
    argument_of(first.bounds.first()?)
}

/// `T` of `Trait<T>`.
fn argument_of(bound: &TypeParamBound) -> Option<&Type> {
    let TypeParamBound::Trait(bound) = bound else {
        return None;
    };
    let PathArguments::AngleBracketed(arguments) = &bound.path.segments.last()?.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}
