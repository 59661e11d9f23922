//! Names of providers and modules.

use std::path::Path;

use super::error::BuildError;
use super::letters::mistake;
use crate::naming;
use crate::target::Called;

/// What everything is called that is generated of the document `shown`.
pub(super) fn names(name: &str, module: Option<&str>, shown: &str) -> Result<Called, BuildError> {
    let path = module.unwrap_or(name).replace('-', "_");
    if !path.split("::").all(naming::is_identifier) {
        return Err(BuildError::Module(path));
    }
    // A line of a comment.
    let shown: String = shown.chars().filter(|c| !c.is_control()).collect();
    Ok(Called {
        provider: name.to_owned(),
        path,
        origin: format!("backhaul-codegen from {shown}"),
    })
}

/// `name`, if it can be one.
pub(super) fn checked(name: &str) -> Result<String, BuildError> {
    match mistake(name) {
        None => Ok(name.to_owned()),
        Some(_) => Err(BuildError::Name(name.to_owned())),
    }
}

/// A name for the document in this file: `parcel-service-v1` for `docs/Parcel Service.v1.yaml`.
pub(super) fn of_file(file: &Path) -> Result<String, BuildError> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let letters = stem.chars().map(|c| match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        'a'..='z' | '0'..='9' | '_' => c,
        _ => '-',
    });
    checked(letters.collect::<String>().trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{checked, names, of_file};

    #[test]
    fn a_name_comes_from_the_file_or_says_what_it_may_be() {
        for (file, name) in [
            ("parcels.yaml", "parcels"),
            ("docs/Parcel Service.v1.json", "parcel-service-v1"),
            // What differs only behind a dot stays different.
            ("netlify.com.json", "netlify-com"),
            ("netlify.org.json", "netlify-org"),
        ] {
            assert_eq!(of_file(Path::new(file)).unwrap(), name);
        }
        for name in ["", "9lives", "Parcels", "a/b", "é"] {
            let error = checked(name).unwrap_err().to_string();
            assert!(error.contains(&format!("{name:?}")), "{error}");
            assert!(error.contains("Build::name"), "{error}");
        }
        // Letters and digits alone, and no name all the same.
        let error = of_file(Path::new("1password.local-connect.json")).unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"1password-local-connect\" cannot be the name of a client: it must begin with a small letter; give another \
             one to `Build::name`"
        );
        let error = checked("a/b").unwrap_err().to_string();
        assert!(error.contains("it has '/'"), "{error}");
    }

    #[test]
    fn a_module_is_a_path_of_names() {
        let path = |module| names("parcels", module, "p.yaml").map(|called| called.path);
        assert_eq!(path(None).unwrap(), "parcels");
        assert_eq!(path(Some("my-app")).unwrap(), "my_app");
        assert_eq!(path(Some("app::parcels")).unwrap(), "app::parcels");
        for wrong in ["", "a b", "app::", "app::type", "1a"] {
            let error = path(Some(wrong)).unwrap_err().to_string();
            assert!(error.contains("Build::module"), "{error}");
        }
    }
}
