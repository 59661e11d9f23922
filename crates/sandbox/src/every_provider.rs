//! The list of the providers: nothing else in the sandbox has one, but for the modules in `providers/mod.rs`.

/// Calls the macro `$each` with the document of each provider, as in `specs/`, and its type in `providers`. In this
/// order they are asked whether a request is theirs.
macro_rules! every_provider {
    ($each:ident) => {
        $each! {
            "atlas", Atlas;
            "cloud-manager", CloudManager;
            "dcs", Dcs;
            "sls", Sls;
        }
    };
}

pub(crate) use every_provider;
