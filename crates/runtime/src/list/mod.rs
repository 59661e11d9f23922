//! Lists that come in pages.
//!
//! | file | subject |
//! |---|---|
//! | `page` | the trait of all pages |
//! | `pages` | a list, page by page: where it ends, and when that is an error |
//! | `items` | a list, item by item |

pub(crate) mod items;
pub(crate) mod page;
pub(crate) mod pages;
