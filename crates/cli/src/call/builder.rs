//! The builder of any operation, without its types.

use backhaul_runtime::{Download, Error, Preview, RawBody, Sending, Wait};

use super::given::Given;
use super::jobs::{Watch, WatchAll};
use super::lists::Reading;

/// Fills the builder of one operation of a client.
pub type Fill<C> = fn(&C, &Given) -> Box<dyn Call>;

/// A call that is filled, and can be sent in the ways that its operation has.
pub trait Call: Send {
    /// The request as it would be sent.
    ///
    /// # Errors
    /// If arguments are missing or wrong.
    fn previewed(&self) -> Result<Preview, Error>;

    /// Sends it, and keeps the body as it comes.
    fn sent(self: Box<Self>) -> Sending<RawBody>;

    /// The pages of a list; `None` if it is not one.
    fn read(self: Box<Self>) -> Option<Box<dyn Reading>> {
        None
    }

    /// A wait for the job that it reads; `None` if it reads none.
    fn watched(self: Box<Self>, _wait: Wait) -> Option<Box<dyn Watch>> {
        None
    }

    /// A wait for all jobs of the list; `None` if it lists none.
    fn watched_all(self: Box<Self>, _wait: Wait) -> Option<Box<dyn WatchAll>> {
        None
    }

    /// The download of a file; `None` if it answers none.
    fn downloaded(self: Box<Self>) -> Option<Download<'static>> {
        None
    }
}

/// Makes a [`Call`] of a generated builder. Generated code names what the builder can do.
#[doc(hidden)]
#[macro_export]
macro_rules! can {
    ($builder:ty: sends) => {
        $crate::can!(@ $builder:);
    };
    ($builder:ty: waits) => {
        $crate::can!(@ $builder:
            fn watched(
                self: Box<Self>,
                wait: ::backhaul_runtime::Wait,
            ) -> Option<Box<dyn $crate::call::Watch>> {
                Some(Box::new($crate::call::Watching((*self).raw_wait(wait))))
            }
        );
    };
    ($builder:ty: pages) => {
        $crate::can!(@ $builder:
            fn read(self: Box<Self>) -> Option<Box<dyn $crate::call::Reading>> {
                Some(Box::new($crate::call::Rows((*self).raw_pages())))
            }
        );
    };
    ($builder:ty: pages_of_jobs) => {
        $crate::can!(@ $builder:
            fn read(self: Box<Self>) -> Option<Box<dyn $crate::call::Reading>> {
                Some(Box::new($crate::call::RowsOfJobs((*self).raw_pages())))
            }

            fn watched_all(
                self: Box<Self>,
                wait: ::backhaul_runtime::Wait,
            ) -> Option<Box<dyn $crate::call::WatchAll>> {
                Some(Box::new($crate::call::WatchingAll((*self).wait_all(wait))))
            }
        );
    };
    ($builder:ty: downloads) => {
        $crate::can!(@ $builder:
            fn downloaded(self: Box<Self>) -> Option<::backhaul_runtime::Download<'static>> {
                Some((*self).download())
            }
        );
    };
    (@ $builder:ty: $($more:item)*) => {
        impl $crate::call::Call for $builder {
            fn previewed(&self) -> Result<::backhaul_runtime::Preview, ::backhaul_runtime::Error> {
                self.preview()
            }

            fn sent(self: Box<Self>) -> ::backhaul_runtime::Sending<::backhaul_runtime::RawBody> {
                (*self).send_raw()
            }

            $($more)*
        }
    };
}
