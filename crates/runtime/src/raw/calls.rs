//! What every builder offers beside its typed answer.

/// The raw ways of a generated builder, which has a method `into_call`. `send` is the method of
/// [`Call`](crate::for_client_crates::Call) that keeps the body.
///
/// Used by generated code; see `generated/builders.rs` of any provider crate.
#[macro_export]
macro_rules! raw_calls {
    ($builder:ident, $send:ident) => {
        impl $builder {
            /// Sends the call like `send`, checked, authorized and retried by the same rules, but keeps the body
            /// of the answer as it came, with status and headers. So nothing is lost that the document does not
            /// know. The largest allowed answer is that of `answer_limit`.
            ///
            /// A status other than 2xx is an error as always, and `Error::body` has its
            /// body. A success is not looked at: an error that the provider sends with status 200 is in the
            /// body.
            ///
            /// # Errors
            /// The same as for `send`, except that no success fails to decode.
            #[inline]
            pub fn send_raw(self) -> $crate::Sending<$crate::RawBody> {
                self.into_call().$send()
            }

            /// The request as it would be sent, without credentials, for an audit or a dry run. Nothing is sent.
            ///
            /// # Errors
            /// If an argument is missing or wrong: the same error as `send` gives.
            #[inline]
            pub fn preview(&self) -> ::std::result::Result<$crate::Preview, $crate::Error> {
                ::std::clone::Clone::clone(self).into_call().preview()
            }
        }
    };
}
