//! Which processes belong to a cluster.

use backhaul_atlas::types::ApiHostViewAtlas as Process;

/// The hosts of a cluster, by its connection string. The API does not say which cluster a process belongs to, but the
/// alias of a process is a host of such a string.
pub(super) struct Hosts(Vec<Form>);

/// What the hosts of a cluster have in common: `prod` and `ab123.mongodb.net` of
/// `prod-shard-00-02.ab123.mongodb.net`. A string of a sharded cluster does not name all of its hosts.
#[derive(Debug, PartialEq, Eq)]
struct Form {
    name: String,
    domain: String,
}

impl Form {
    fn of(host: &str) -> Self {
        let host = host.to_ascii_lowercase();
        let (label, domain) = host.split_once('.').unwrap_or((&host, ""));
        let name = label.rsplitn(4, '-').collect::<Vec<_>>();
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|one| one.is_ascii_digit());
        let name = match name[..] {
            [node, shard, "shard" | "config", name] if is_number(node) && is_number(shard) => name,
            _ => label,
        };
        Self {
            name: name.to_owned(),
            domain: domain.to_owned(),
        }
    }
}

impl Hosts {
    /// Those of `mongodb://HOST:PORT,HOST:PORT/?...`.
    pub(super) fn of(standard: &str) -> Self {
        let rest = standard
            .split_once("://")
            .map_or(standard, |(_, rest)| rest);
        let hosts = rest.split(['/', '?']).next().unwrap_or_default();
        let hosts = hosts.split(',').filter(|host| !host.is_empty());
        Self(hosts.map(|host| Form::of(without_port(host))).collect())
    }

    pub(super) fn have(&self, process: &Process) -> bool {
        let names = [&process.user_alias, &process.hostname];
        let mut names = names.into_iter().flatten();
        names.any(|name| self.0.contains(&Form::of(without_port(name))))
    }
}

fn without_port(host: &str) -> &str {
    host.rsplit_once(':').map_or(host, |(host, _)| host)
}

#[cfg(test)]
mod tests {
    use backhaul_atlas::types::ApiHostViewAtlas as Process;

    use super::Hosts;

    /// Whether a process with this alias belongs to the cluster with this string.
    fn belongs(standard: &str, alias: &str) -> bool {
        let host = "atlas-x1-shard-00-00.ab123.mongodb.net";
        let process = format!(r#"{{"userAlias":"{alias}","hostname":"{host}"}}"#);
        let process: Process = backhaul_atlas::from_json(process.as_bytes()).unwrap();
        Hosts::of(standard).have(&process)
    }

    #[test]
    fn a_process_belongs_to_the_cluster_whose_string_has_its_alias() {
        let standard = "mongodb://app-shard-00-00.ab123.mongodb.net:27017,app-shard-00-01.ab123.mongodb.net:27017/?ssl=true";
        for own in [
            "app-shard-00-00.ab123.mongodb.net",
            "APP-shard-00-01.ab123.mongodb.net",
            // The string of a sharded cluster does not name all.
            "app-shard-01-02.ab123.mongodb.net",
            "app-config-00-00.ab123.mongodb.net",
        ] {
            assert!(belongs(standard, own), "{own}");
        }
        for other in [
            "app-shard-00-00.cd456.mongodb.net",
            "app-two-shard-00-00.ab123.mongodb.net",
            "app-shard-shard-00-00.ab123.mongodb.net",
            "ap-shard-00-00.ab123.mongodb.net",
            "app.ab123.mongodb.net.example.com",
            "",
        ] {
            assert!(!belongs(standard, other), "{other}");
        }
        assert!(!belongs("", "app-shard-00-00.ab123.mongodb.net"));
        assert!(belongs("mongodb://a.b.example:27017/", "a.b.example"));
    }
}
