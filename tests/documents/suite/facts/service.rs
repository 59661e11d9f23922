//! What a whole service has: its servers, its security schemes, and what its error statuses mean.

use std::collections::BTreeMap;

use documents::Document;
use serde_json::Value;

use super::provider::Provider;

/// The lines of a table that speak of the service as a whole.
#[derive(Default)]
pub(super) struct Service {
    /// Where pages and files of the provider are.
    pub(super) sources: Vec<String>,
    servers: Vec<String>,
    schemes: BTreeMap<String, String>,
    /// The schemes of every operation that does not name its own.
    pub(super) security: Vec<String>,
    statuses: BTreeMap<String, Status>,
    /// Words for a code: an error with an example of it has one of them in its description.
    codes: BTreeMap<String, Vec<String>>,
    provider: Provider,
}

/// What an error status means: words of which its description has one, and the provider's codes.
struct Status {
    words: Vec<String>,
    codes: Vec<String>,
}

impl Service {
    /// Reads a line, if it is one of these.
    pub(super) fn read(&mut self, words: &[&str]) -> bool {
        match *words {
            ["sources", place] => self.sources.push(place.to_owned()),
            ["server", _, ..] => self.servers.push(words[1..].join(" ").replace("=~", "=")),
            ["scheme", name, ref rest @ ..] => {
                self.schemes.insert(name.to_owned(), rest.join(" "));
            }
            ["provider", _, _, ..] => self.provider.read(&words[1..]),
            ["security", _, ..] => self.security = names(&words[1..]),
            ["status", status, words] => self.status(status, words, ""),
            ["status", status, words, codes] => self.status(status, words, codes),
            ["code", code, words] => {
                self.codes.insert(code.to_owned(), list(words));
            }
            _ => return false,
        }
        true
    }

    fn status(&mut self, status: &str, words: &str, codes: &str) {
        let status_of = Status {
            words: list(words),
            codes: list(codes),
        };
        self.statuses.insert(status.to_owned(), status_of);
    }

    /// A scheme of the document as the table writes it, with the word that its description must have.
    fn scheme(&self, name: &str, scheme: &Value) -> String {
        let written = scheme_words(scheme);
        let word = self
            .schemes
            .get(name)
            .and_then(|one| one.split_once(" says "));
        match word.filter(|(_, word)| scheme["description"].to_string().contains(word)) {
            Some((_, word)) => format!("{written} says {word}"),
            None => written,
        }
    }

    /// What a table must say and does not: without it nothing would be compared.
    pub(super) fn gaps(&self) -> Vec<String> {
        let gaps = [
            ("server", self.servers.is_empty()),
            ("scheme", self.schemes.is_empty()),
            ("security", self.security.is_empty()),
            ("status", self.statuses.is_empty()),
            ("provider", self.provider.is_empty()),
        ];
        let gaps = gaps.into_iter().filter(|(_, is_empty)| *is_empty);
        gaps.map(|(line, _)| format!("the table has no line `{line}`"))
            .collect()
    }

    /// The codes in the examples of an error of which its description says nothing.
    fn unsaid(&self, response: &Value) -> Vec<String> {
        let description = description(response);
        let words_of = |name: &String| {
            let code = name.split_once('.').map_or(name.as_str(), |(code, _)| code);
            self.codes.get(name).or_else(|| self.codes.get(code))
        };
        let told = examples(response).filter_map(|name| Some((name, words_of(name)?)));
        let unsaid = told.filter(|(_, words)| !words.iter().any(|word| description.contains(word)));
        unsaid
            .map(|(name, words)| format!("the description has none of {words:?}, for {name}"))
            .collect()
    }

    /// In what the document says otherwise.
    pub(super) fn differences(&self, document: &Document) -> Vec<String> {
        let mut found = Vec::new();
        let content = document.content();
        let servers = content["servers"].as_array().into_iter().flatten();
        let servers: Vec<String> = servers.map(server).collect();
        if !self.servers.is_empty() && servers != self.servers {
            let (facts, said) = (self.servers.join(", "), servers.join(", "));
            found.push(format!("servers: {facts}, but {said} in the document"));
        }
        let schemes = content["components"]["securitySchemes"].as_object();
        let schemes = schemes.into_iter().flatten();
        let schemes: BTreeMap<String, String> = schemes
            .map(|(name, one)| (name.clone(), self.scheme(name, one)))
            .collect();
        if !self.schemes.is_empty() && schemes != self.schemes {
            let facts = &self.schemes;
            found.push(format!(
                "security schemes: {facts:?}, but {schemes:?} in the document"
            ));
        }
        found.extend(self.provider.differences(&content["x-provider"]));
        for operation in document.operations() {
            for (status, response) in operation["responses"].as_object().into_iter().flatten() {
                let id = &operation["operationId"];
                if !self.statuses.is_empty()
                    && !status.starts_with('2')
                    && !self.statuses.contains_key(status)
                {
                    found.push(format!(
                        "{id} error {status}: the table does not say what it means"
                    ));
                }
                let response = document.follow(response);
                let fact = self.statuses.get(status);
                let mut differences = fact.map_or_else(Vec::new, |fact| fact.differences(response));
                differences.extend(self.unsaid(response));
                let differences = differences.into_iter();
                found.extend(differences.map(|one| format!("{id} error {status}: {one}")));
            }
        }
        found
    }
}

/// The description of an error, for a search without regard to capitals.
fn description(response: &Value) -> String {
    let text = response["description"].as_str().unwrap_or_default();
    text.to_lowercase()
}

/// The names of its examples, which begin with the code.
fn examples(response: &Value) -> impl Iterator<Item = &String> {
    let media = response["content"].as_object().into_iter();
    let media = media.flat_map(|one| one.values());
    let examples = media.filter_map(|one| one["examples"].as_object());
    examples.flat_map(|one| one.keys())
}

impl Status {
    fn differences(&self, response: &Value) -> Vec<String> {
        let mut found = Vec::new();
        let description = description(response);
        if !self
            .words
            .iter()
            .any(|word| description.contains(word.as_str()))
        {
            found.push(format!("the description has none of {:?}", self.words));
        }
        for name in examples(response) {
            // A name goes on where two examples have one code.
            let mut codes = self.codes.iter();
            if !codes.any(|code| name == code || name.starts_with(&format!("{code}."))) {
                found.push(format!("{name} is none of its codes"));
            }
        }
        found
    }
}

/// The words of a list. They have no blanks, so `@` stands for one.
fn list(text: &str) -> Vec<String> {
    let items = text.split('|').filter(|item| !item.is_empty());
    items
        .map(|item| item.replace('@', " ").replace('~', ""))
        .collect()
}

fn names(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

/// A server as a table writes it: its address, and the values of each variable, the default first.
fn server(server: &Value) -> String {
    let mut text = server["url"].as_str().unwrap_or_default().to_owned();
    for (name, variable) in server["variables"].as_object().into_iter().flatten() {
        let default = variable["default"].as_str().unwrap_or_default();
        let others = variable["enum"].as_array().into_iter().flatten();
        let others = others
            .filter_map(Value::as_str)
            .filter(|one| *one != default);
        let values: Vec<&str> = [default].into_iter().chain(others).collect();
        text += &format!(" {name}={}", values.join("|"));
    }
    text
}

/// A security scheme as a table writes it.
fn scheme_words(scheme: &Value) -> String {
    let mut words = vec![
        &scheme["type"],
        &scheme["scheme"],
        &scheme["in"],
        &scheme["name"],
    ];
    let flows = scheme["flows"].as_object().into_iter().flatten();
    let mut names = Vec::new();
    for (name, flow) in flows {
        names.push(Value::String(name.clone()));
        names.push(flow["tokenUrl"].clone());
        names.extend(
            flow["scopes"]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(one, _)| Value::String(one.clone())),
        );
    }
    words.extend(&names);
    let words: Vec<&str> = words.into_iter().filter_map(Value::as_str).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use documents::Document;
    use serde_json::{Value, json};

    use super::Service;

    #[test]
    fn a_table_without_them_has_gaps() {
        assert_eq!(Service::default().gaps().len(), 5);
    }

    fn differences(pointer: &str, value: Value) -> Vec<String> {
        let mut service = Service::default();
        for line in [
            "server https://x.{region}.com region=de|nl",
            "scheme Key apiKey header Authorization says HMAC",
            "scheme Account oauth2 clientCredentials https://x.com/token",
            "status 401 token|signature NoToken",
        ] {
            assert!(service.read(&line.split(' ').collect::<Vec<_>>()), "{line}");
        }
        let mut content = json!({
            "servers": [{ "url": "https://x.{region}.com", "variables": {
                "region": { "default": "de", "enum": ["de", "nl"] },
            } }],
            "components": { "securitySchemes": {
                "Key": {
                    "type": "apiKey", "in": "header", "name": "Authorization",
                    "description": "An HMAC.",
                },
                "Account": { "type": "oauth2", "flows": { "clientCredentials": {
                    "tokenUrl": "https://x.com/token", "scopes": {},
                } } },
            } },
            "paths": { "/a": { "get": { "operationId": "getA", "responses": { "401": {
                "description": "The token is wrong.",
                "content": { "application/json": { "examples": { "NoToken.missing": {} } } },
            } } } } },
        });
        if let Some((parent, name)) = pointer.rsplit_once('/') {
            content.pointer_mut(parent).unwrap()[name] = value;
        }
        service.differences(&Document::of("made", content))
    }

    #[test]
    fn what_a_document_says_of_the_service_is_compared() {
        assert_eq!(differences("", json!(null)), [""; 0]);
        let response = "/paths/~1a/get/responses/401";
        for (pointer, value) in [
            ("/servers/0/url", json!("https://y.{region}.com")),
            ("/servers/0/variables/region/default", json!("nl")),
            ("/servers/0/variables/region/enum", json!(["de"])),
            ("/components/securitySchemes/Key/name", json!("X-Key")),
            ("/components/securitySchemes/Key/type", json!("http")),
            (
                "/components/securitySchemes/Key/description",
                json!("A token."),
            ),
            (
                "/components/securitySchemes/Account/flows/clientCredentials/tokenUrl",
                json!("https://y.com/token"),
            ),
            (
                &format!("{response}/description"),
                json!("It is forbidden."),
            ),
            (
                &format!("{response}/content/application~1json/examples"),
                json!({ "NoTokens": {} }),
            ),
        ] {
            assert_eq!(differences(pointer, value).len(), 1, "{pointer}");
        }
    }

    #[test]
    fn a_description_says_what_its_codes_mean() {
        let mut service = Service::default();
        for line in ["code NoToken token|header", "code NoToken.late time@limit"] {
            assert!(service.read(&line.split(' ').collect::<Vec<_>>()), "{line}");
        }
        let unsaid = |description: &str, name: &str| {
            let content = json!({ "application/json": { "examples": { name: {} } } });
            service.unsaid(&json!({ "description": description, "content": content }))
        };
        assert_eq!(unsaid("The Token is wrong.", "NoToken"), [""; 0]);
        assert_eq!(unsaid("The header is wrong.", "NoToken.early"), [""; 0]);
        assert_eq!(unsaid("Nothing is wrong.", "Other"), [""; 0]);
        assert_eq!(
            unsaid("The token is late.", "NoToken.late"),
            [r#"the description has none of ["time limit"], for NoToken.late"#]
        );
    }
}
