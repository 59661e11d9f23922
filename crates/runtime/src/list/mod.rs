//! Lists that come in pages.
//!
//! | file | subject |
//! |---|---|
//! | `page` | what all pages have in common |
//! | `pages` | a list, page by page: where it ends, and when it does not |
//! | `items` | a list, item by item |

pub(crate) mod items;
pub(crate) mod page;
pub(crate) mod pages;
