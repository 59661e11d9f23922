//! The examples of the sandbox, as modules; their `main` is for the program.

macro_rules! examples {
    ($($name:ident in $path:literal;)*) => {$(
        #[allow(dead_code, unreachable_pub, reason = "a program elsewhere")]
        #[path = $path]
        pub(super) mod $name;
    )*};
}

examples! {
    atlas_backup in "../../../crates/sandbox/examples/atlas_backup.rs";
    atlas_export in "../../../crates/sandbox/examples/atlas_export.rs";
    atlas_restore in "../../../crates/sandbox/examples/atlas_restore.rs";
    cloud_manager_logs in "../../../crates/sandbox/examples/cloud_manager_logs.rs";
    dcs_redis_log in "../../../crates/sandbox/examples/dcs_redis_log.rs";
    metrics in "../../../crates/sandbox/examples/metrics.rs";
    sls_shipping in "../../../crates/sandbox/examples/sls_shipping.rs";
}
