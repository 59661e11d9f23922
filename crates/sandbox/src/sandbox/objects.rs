//! The files that links lead to.

use bytes::Bytes;

use super::running::Sandbox;
use crate::state::Object;

impl Sandbox {
    /// Puts a file of `bytes` bytes behind a link, in place of the one that is there under this
    /// name, and gives the link, which is good for 24 hours. Another file has other bytes and
    /// another `ETag`.
    pub fn put_object(&self, name: &str, bytes: u64) -> String {
        let objects = &self.server.world.objects;
        objects.link(&objects.put(&format!("fake-download/{name}"), bytes))
    }

    /// Puts another file of the same size behind a link that the sandbox has given, as when a
    /// provider makes a file anew during a download. `false` if the link leads nowhere.
    pub fn replace_object(&self, link: &str) -> bool {
        let objects = &self.server.world.objects;
        let object = self.object(link);
        object.is_some_and(|object| objects.put(&object.path, object.size).size == object.size)
    }

    /// The bytes behind a link, piece by piece, to compare a download with; nothing if the link
    /// leads nowhere.
    pub fn object_content(&self, link: &str) -> impl Iterator<Item = Bytes> + use<> {
        self.object(link)
            .into_iter()
            .flat_map(|object| object.content())
    }

    fn object(&self, link: &str) -> Option<Object> {
        let path = link.strip_prefix(self.url.as_str())?.strip_prefix('/')?;
        let path = path.split_once('?').map_or(path, |(path, _)| path);
        self.server.world.objects.get(path)
    }
}
