import tempfile
import unittest
from pathlib import Path

from compare.measure import emitted
from compare.peers import PEERS

# How each generator writes a method: of two operations, and of what is none.
SOURCES = {
    "backhaul": """
    /// Sets `GET /not/this`.
    pub fn name(mut self) -> Self {}
    /// Sends `GET /a/{id}`.
    ///
    /// # Errors
    #[inline]
    pub fn send(self) -> Sending<types::A> {}
    pub fn into_call(self) -> Call {}
    /// Sends `POST /b`.
    pub fn send(self) -> Sending<types::B> {}
""",
    "progenitor": """
    ///Reads one
    ///
    ///Sends a `GET` request to `/a/{id}`
    ///
    ///Arguments:
    pub async fn read<'a>(&'a self, id: &'a str) -> Result<ResponseValue<types::A>, Error<()>> {}
    ///Sends a `POST` request to `/
    /// b`
    pub async fn make<'a>(&'a self) -> Result<ResponseValue<()>, Error<()>> {}
""",
    "ploidy": """
    /// Reads one.
    ///
    /// GET /a/{id}
    #[cfg_attr(feature = "tracing", ::tracing::instrument(otel.name = "GET /a/{id}"))]
    pub async fn read(&self, id: &str) -> Result<A, Error> {}
    /// POST /b
    pub async fn make(&self) -> Result<(), Error> {}
""",
    "openapi-to-rust": """
    /// Reads one
    ///
    /// `GET /a/{id}`
    pub async fn read(&self, id: impl AsRef<str>) -> Result<A, ApiOpError<ReadApiError>> {}
    /// `POST /b`
    pub async fn make(&self) -> Result<(), ApiOpError<MakeApiError>> {}
""",
    "openapi-generator": """
pub async fn read(configuration: &Configuration, id: &str) -> Result<models::A, Error<ReadError>> {
    let uri_str = format!("{}/a/{name}", configuration.base_path, name=crate::apis::urlencode(id));
    let mut req_builder = configuration.client.request(reqwest::Method::GET, &uri_str);
}
pub async fn make(configuration: &Configuration) -> Result<(), Error<MakeError>> {
    let uri_str = format!("{}/b", configuration.base_path);
    let mut req_builder = configuration.client.request(reqwest::Method::POST, &uri_str);
}
""",
}


class Methods(unittest.TestCase):
    def test_the_methods_of_each_peer_are_found(self):
        self.assertEqual(set(SOURCES), {peer.name for peer in PEERS})
        for kind in PEERS:
            with self.subTest(kind.name), tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / "src/deep/lib.rs"
                source.parent.mkdir(parents=True)
                source.write_text(SOURCES[kind.name], encoding="utf-8")
                made = emitted(kind(None), Path(folder), ["get /a/{theId}", "post /b", "put /b", "post /b#again"])
                self.assertEqual(made, {"emitted": 2, "missing": ["POST /b", "PUT /b"], "foreign": []})
                made = emitted(kind(None), Path(folder), ["post /b"])
                self.assertEqual(made["foreign"], ["GET /a/{}"])
