//! The addresses of operations that have a server of their own in the document.

use url::Url;

use crate::error::Error;
use crate::request::operation::Operation;

/// Which operations go elsewhere than to the base address, and which cannot be called.
#[derive(Clone, Debug, Default)]
pub(super) struct Servers {
    /// By the server as the document writes it.
    own: Vec<(&'static str, Url)>,
    /// What the client lacks for all other operations.
    missing: Option<&'static str>,
}

impl Servers {
    pub(super) fn add(&mut self, server: &'static str, address: Url) {
        self.own.push((server, address));
    }

    pub(super) fn refuse_others(&mut self, missing: &'static str) {
        self.missing = Some(missing);
    }

    /// The address of `operation`, where all others go to `base`.
    ///
    /// # Errors
    /// If the client lacks it.
    pub(super) fn address_of<'a>(
        &'a self,
        operation: &Operation,
        base: &'a Url,
    ) -> Result<&'a Url, Error> {
        match (operation.path.server(), self.missing) {
            (Some(server), _) => {
                let mut own = self.own.iter();
                let found = own.find(|(known, _)| *known == server);
                found.map(|(_, address)| address).ok_or_else(|| {
                    Error::invalid_input(format!("this client has no address for {server}"))
                })
            }
            // A call that no document has brings a path of its own.
            (None, Some(missing)) if operation.template().is_some() => {
                Err(Error::invalid_input(missing))
            }
            (None, _) => Ok(base),
        }
    }
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::Servers;
    use crate::request::operation::{Method, Operation};
    use crate::request::path_template::PathTemplate;

    fn get(path: PathTemplate) -> Operation {
        Operation {
            name: "get",
            id: "Get",
            method: Method::Get,
            path,
            accept: None,
            content_type: None,
            sensitive: false,
            idempotent: true,
            security: &[],
            source: "",
            __may_grow: (),
        }
    }

    #[test]
    fn an_operation_with_a_server_of_its_own_goes_there_and_no_other() {
        let url = |text| Url::parse(text).unwrap();
        let (base, own) = (url("https://p.h.example"), url("https://h.example"));
        let plain = get(PathTemplate::new("/a"));
        let apart = get(PathTemplate::new("/").on_server("https://{endpoint}"));
        let custom = get(PathTemplate::new(""));
        let mut servers = Servers::default();
        let unknown = servers.address_of(&apart, &base).unwrap_err();
        assert!(
            unknown.to_string().contains("https://{endpoint}"),
            "{unknown}"
        );
        servers.add("https://{endpoint}", own.clone());
        assert_eq!(servers.address_of(&plain, &base).unwrap(), &base);
        assert_eq!(servers.address_of(&apart, &base).unwrap(), &own);
        servers.refuse_others("the project is missing");
        let refused = servers.address_of(&plain, &base).unwrap_err();
        assert_eq!(refused.to_string(), "the project is missing");
        assert_eq!(servers.address_of(&apart, &base).unwrap(), &own);
        assert_eq!(servers.address_of(&custom, &base).unwrap(), &base);
    }
}
