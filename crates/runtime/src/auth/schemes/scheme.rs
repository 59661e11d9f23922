//! A security scheme of a document.

/// One security scheme of a document, as generated code describes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// What the document calls it.
    pub name: &'static str,
    /// The method of the client's builder that takes the credentials.
    pub setter: &'static str,
    /// How it proves the caller.
    pub kind: SchemeKind,
}

/// How a security scheme proves the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SchemeKind {
    /// A text in this header.
    Header(&'static str),
    /// A text in the query, under this name.
    Query(&'static str),
    /// A text in the cookie of this name.
    Cookie(&'static str),
    /// A text in the header `Authorization`, after this word.
    Authorization(&'static str),
    /// HTTP basic.
    #[cfg(feature = "basic")]
    Basic,
    /// HTTP digest.
    #[cfg(feature = "digest")]
    Digest,
    /// A bearer token, which the endpoint at this address gives out. The address may lack the host, which then is
    /// that of the API.
    #[cfg(feature = "oauth")]
    ClientCredentials(&'static str),
    /// A certificate, which only an HTTP client of the user's own can show.
    ClientCertificate,
}
