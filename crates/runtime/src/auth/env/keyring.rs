//! The keyring of the system.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, OnceLock};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use keyring_core::{CredentialStore, Entry, Error};
use secrecy::SecretString;
use secrecy::zeroize::Zeroizing;

type Lookup = Arc<dyn Fn(&str, &str) -> io::Result<Option<SecretString>> + Send + Sync>;

/// The keyring of this system, which is opened when it is first asked. It may ask the user to unlock it.
pub(super) fn of_system() -> Lookup {
    static SYSTEM: OnceLock<Result<Arc<CredentialStore>, String>> = OnceLock::new();
    Arc::new(|service, account| {
        let (service, account) = (service.to_owned(), account.to_owned());
        // A thread of its own: the caller's may belong to an async runtime, which must not wait for another.
        let asked = thread::Builder::new().spawn(move || {
            let store = SYSTEM.get_or_init(|| open().map_err(|error| told(&error).to_string()));
            let store = store
                .as_ref()
                .map_err(|told| io::Error::other(told.as_str()))?;
            read(store, &service, &account)
        });
        let answer = asked?.join();
        answer.unwrap_or_else(|_| Err(io::Error::other("the keyring failed")))
    })
}

fn open() -> keyring_core::Result<Arc<CredentialStore>> {
    #[cfg(target_os = "macos")]
    let store = apple_native_keyring_store::keychain::Store::new()?;
    #[cfg(windows)]
    let store = windows_native_keyring_store::Store::new()?;
    #[cfg(all(
        unix,
        not(any(target_os = "macos", target_os = "ios", target_os = "android"))
    ))]
    let store = zbus_secret_service_keyring_store::Store::new()?;
    #[cfg(any(target_os = "ios", target_os = "android", not(any(unix, windows))))]
    return Err(Error::NotSupportedByStore("this system".to_owned()));
    #[cfg(not(any(target_os = "ios", target_os = "android", not(any(unix, windows)))))]
    Ok(store)
}

/// The entry that `zalando/go-keyring` has for `account` and `service`.
fn read(
    store: &Arc<CredentialStore>,
    service: &str,
    account: &str,
) -> io::Result<Option<SecretString>> {
    // That crate joins the two on Windows, and has them as attributes elsewhere.
    let target = format!("{service}:{account}");
    let modifiers = HashMap::from([("target", target.as_str())]);
    let entry = if cfg!(windows) {
        Entry::new_in_store_with_modifiers(store, service, account, &modifiers)
    } else {
        Entry::new_in_store(store, service, account)
    };
    match entry.and_then(|entry| entry.get_secret()) {
        Ok(secret) => {
            let secret = Zeroizing::new(secret);
            let text = std::str::from_utf8(&secret)
                .map_err(|_| io::Error::other("the entry is not a text"))?;
            Ok(Some(match cfg!(target_os = "macos") {
                true => decoded(text)?,
                false => SecretString::from(text),
            }))
        }
        Err(Error::NoEntry) => Ok(None),
        Err(error) => Err(told(&error)),
    }
}

/// On macOS that crate writes most secrets in base64 or hexadecimal digits, and a mark in front.
fn decoded(text: &str) -> io::Result<SecretString> {
    let bytes = if let Some(base64) = text.strip_prefix("go-keyring-base64:") {
        STANDARD.decode(base64.trim()).ok()
    } else if let Some(digits) = text.strip_prefix("go-keyring-encoded:") {
        from_hex(digits.trim())
    } else {
        return Ok(SecretString::from(text.trim()));
    };
    let text = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    text.map(SecretString::from)
        .ok_or_else(|| io::Error::other("the entry is not encoded as its mark says"))
}

fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = digits.as_bytes().chunks(2);
    pairs
        .map(|pair| {
            let pair = std::str::from_utf8(pair).ok().filter(|it| it.len() == 2)?;
            u8::from_str_radix(pair, 16).ok()
        })
        .collect()
}

/// The kind of the problem. The message of some kinds holds what was found.
fn told(error: &Error) -> io::Error {
    io::Error::other(match error {
        Error::NoStorageAccess(_) => "it is locked, or access to it was refused",
        Error::NoDefaultStore | Error::PlatformFailure(_) => "the system has none that answers",
        Error::NotSupportedByStore(_) => "this system has none",
        Error::Ambiguous(_) => "there is more than one such entry",
        _ => "it cannot be read",
    })
}

#[cfg(test)]
mod tests {
    use keyring_core::mock;
    use secrecy::ExposeSecret;

    use super::*;

    #[test]
    fn an_entry_is_found_by_service_and_account_and_a_missing_one_is_none() {
        let store: Arc<CredentialStore> = mock::Store::new().unwrap();
        let entry = Entry::new_in_store(&store, "atlascli_default", "client_secret").unwrap();
        entry.set_password("fake-marker").unwrap();
        let found = read(&store, "atlascli_default", "client_secret").unwrap();
        assert_eq!(found.unwrap().expose_secret(), "fake-marker");
        for (service, account) in [
            ("atlascli_default", "client_id"),
            ("atlascli_other", "client_secret"),
        ] {
            assert!(read(&store, service, account).unwrap().is_none());
        }
        entry.set_secret(&[0xff]).unwrap();
        let error = read(&store, "atlascli_default", "client_secret").unwrap_err();
        assert_eq!(error.to_string(), "the entry is not a text");
    }

    #[test]
    fn what_go_keyring_encodes_on_macos_is_decoded() {
        for (text, expected) in [
            ("fake-marker", Some("fake-marker")),
            ("go-keyring-base64:ZmFrZS1tYXJrZXI=", Some("fake-marker")),
            ("go-keyring-encoded:66616b650a\n", Some("fake\n")),
            ("go-keyring-base64:?", None),
            ("go-keyring-encoded:666", None),
            ("go-keyring-encoded:zz", None),
        ] {
            let found = decoded(text).ok();
            let found = found.as_ref().map(ExposeSecret::expose_secret);
            assert_eq!(found, expected, "{text}");
        }
    }
}
