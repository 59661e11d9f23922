//! What the store in a folder reads, writes and refuses.

use std::io::ErrorKind;

use secrecy::{ExposeSecret, SecretString};

use super::{FileTokenStore, TokenKey, TokenStore};

fn key() -> TokenKey {
    TokenKey::new(&["test"])
}

fn entry(text: &str) -> SecretString {
    SecretString::from(text)
}

async fn read(store: &FileTokenStore) -> Option<String> {
    let found = store.read(&key()).await.unwrap();
    found.map(|text| text.expose_secret().to_owned())
}

#[tokio::test]
async fn an_entry_is_written_replaced_and_removed() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("not/there/yet");
    let store = FileTokenStore::in_folder(&folder);
    assert_eq!(read(&store).await, None);
    assert!(!folder.exists(), "reading creates nothing");
    store.write(&key(), entry("fake-1")).await.unwrap();
    store.write(&key(), entry("fake-2")).await.unwrap();
    assert_eq!(read(&store).await.as_deref(), Some("fake-2"));
    let other = TokenKey::new(&["other"]);
    assert!(store.read(&other).await.unwrap().is_none());
    store.remove(&other).await.unwrap();
    let names: Vec<_> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name())
        .collect();
    assert_eq!(
        names.len(),
        1,
        "no temporary file stays behind, but there are {names:?}"
    );
    store.remove(&key()).await.unwrap();
    assert_eq!(read(&store).await, None);
}

#[tokio::test]
async fn what_a_crashed_writer_left_behind_goes_with_the_next_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileTokenStore::in_folder(folder.path());
    let remains = folder.path().join(format!("{}.0000.new", key().as_str()));
    let of_others = folder.path().join("other.0000.new");
    for path in [&remains, &of_others] {
        std::fs::write(path, "half").unwrap();
    }
    store.write(&key(), entry("fake")).await.unwrap();
    assert!(!remains.exists() && of_others.exists());
    assert_eq!(read(&store).await.as_deref(), Some("fake"));
}

#[tokio::test]
async fn one_at_a_time_holds_the_lock_of_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (
        FileTokenStore::in_folder(folder.path()),
        FileTokenStore::in_folder(folder.path()),
    );
    let held = one.try_lock(&key()).await.unwrap();
    assert!(held.is_some());
    assert!(two.try_lock(&key()).await.unwrap().is_none());
    let other = TokenKey::new(&["other"]);
    assert!(two.try_lock(&other).await.unwrap().is_some());
    drop(held);
    assert!(two.try_lock(&key()).await.unwrap().is_some());
}

#[tokio::test]
async fn an_entry_that_is_not_a_text_or_too_large_cannot_be_used_and_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let store = FileTokenStore::in_folder(folder.path());
    let path = folder.path().join(format!("{}.token", key().as_str()));
    for bytes in [vec![0xff, 0xfe], vec![b'a'; 300_000]] {
        store.write(&key(), entry("fake")).await.unwrap();
        std::fs::write(&path, bytes).unwrap();
        let error = store.read(&key()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData, "{error}");
        assert!(
            error.to_string().contains(&path.display().to_string()),
            "{error}"
        );
    }
    store.write(&key(), entry("fake")).await.unwrap();
    assert_eq!(read(&store).await.as_deref(), Some("fake"));
}

#[tokio::test]
async fn a_file_in_place_of_the_folder_is_an_error_and_no_panic() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("file");
    std::fs::write(&path, "").unwrap();
    let store = FileTokenStore::in_folder(&path);
    assert!(store.write(&key(), entry("fake")).await.is_err());
    assert!(store.try_lock(&key()).await.is_err());
}

#[cfg(unix)]
mod on_unix {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;
    use crate::token_store::private;

    #[tokio::test]
    async fn folder_and_files_are_the_users_alone() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("tokens");
        let store = FileTokenStore::in_folder(&folder);
        let lock = store.try_lock(&key()).await.unwrap();
        store.write(&key(), entry("fake")).await.unwrap();
        drop(lock);
        assert_eq!(fs::metadata(&folder).unwrap().mode() & 0o777, 0o700);
        for file in fs::read_dir(&folder).unwrap() {
            let file = file.unwrap();
            let mode = file.metadata().unwrap().mode() & 0o777;
            assert_eq!(mode, 0o600, "{:?}", file.file_name());
        }
    }

    #[tokio::test]
    async fn a_folder_that_others_can_write_to_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileTokenStore::in_folder(folder.path());
        store.write(&key(), entry("fake")).await.unwrap();
        for mode in [0o720, 0o702, 0o777, 0o1777] {
            fs::set_permissions(folder.path(), Permissions::from_mode(mode)).unwrap();
            for fresh in [store.clone(), FileTokenStore::in_folder(folder.path())] {
                let errors = [
                    fresh.read(&key()).await.map(drop).unwrap_err(),
                    fresh.write(&key(), entry("fake-2")).await.unwrap_err(),
                    fresh.try_lock(&key()).await.map(drop).unwrap_err(),
                ];
                for error in errors {
                    assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{mode:o}");
                    assert!(error.to_string().contains("others can write"), "{error}");
                }
            }
        }
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        assert_eq!(read(&store).await.as_deref(), Some("fake"));
    }

    #[tokio::test]
    async fn an_entry_that_others_can_read_or_that_is_a_link_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileTokenStore::in_folder(folder.path());
        let path = folder.path().join(format!("{}.token", key().as_str()));
        for mode in [0o640, 0o604, 0o620, 0o602, 0o666] {
            store.write(&key(), entry("fake")).await.unwrap();
            fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
            let error = store.read(&key()).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidData, "{mode:o}: {error}");
        }
        let elsewhere = folder.path().join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        let error = store.read(&key()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidData, "{error}");
        // It is the link that is replaced, not what it leads to.
        let before = fs::read(&elsewhere).unwrap();
        store.write(&key(), entry("fake-2")).await.unwrap();
        assert_eq!(read(&store).await.as_deref(), Some("fake-2"));
        assert_eq!(fs::read(&elsewhere).unwrap(), before);
        // A link in place of the lock is not followed either.
        let lock = folder.path().join(format!("{}.lock", key().as_str()));
        let _ = fs::remove_file(&lock);
        symlink(folder.path().join("made"), &lock).unwrap();
        assert!(store.try_lock(&key()).await.is_err());
        assert!(!folder.path().join("made").exists());
    }

    #[test]
    fn what_belongs_to_somebody_else_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let metadata = fs::metadata(folder.path()).unwrap();
        let me = private::owner(&metadata);
        assert_eq!(private::fault_of_folder(&metadata, me), None);
        let fault = private::fault_of_folder(&metadata, me + 1);
        assert_eq!(fault, Some("it belongs to another user"));
        let path = folder.path().join("file");
        drop(private::create(&path).unwrap());
        let metadata = fs::metadata(&path).unwrap();
        assert_eq!(private::fault_of_file(&metadata, me), None);
        let fault = private::fault_of_file(&metadata, me + 1);
        assert_eq!(fault, Some("it belongs to another user"));
    }

    /// Only root can give a folder away.
    #[tokio::test]
    async fn a_folder_of_another_user_is_not_used_even_by_root() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("tokens");
        fs::create_dir(&folder).unwrap();
        if std::os::unix::fs::chown(&folder, Some(12_345), None).is_err() {
            return;
        }
        let store = FileTokenStore::in_folder(&folder);
        let error = store.write(&key(), entry("fake")).await.unwrap_err();
        assert!(error.to_string().contains("another user"), "{error}");
        assert_eq!(
            fs::read_dir(&folder).unwrap().count(),
            0,
            "nothing stays there"
        );
    }
}
