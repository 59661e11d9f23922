//! Tokens that processes share, so that each of them need not fetch one.
//!
//! | file | subject |
//! |---|---|
//! | `folder` | the store in a folder |
//! | `store` | the trait of a store, and a lock in it |
//! | `key` | what an entry belongs to |
//! | `private` | whether only this user can change a folder and read a file |

mod folder;
mod key;
mod private;
mod store;

pub use self::folder::FileTokenStore;
pub use self::key::TokenKey;
pub use self::store::{TokenLock, TokenStore};
