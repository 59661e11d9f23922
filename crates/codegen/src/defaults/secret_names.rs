//! Which names mean a secret beyond doubt. Many documents give a password as any other text.
//!
//! A name counts by the words that it ends in, so that `new_password` and `clientSecret` are secrets, and
//! `passwordPolicy`, `next_page_token`, `token_type` and `secretId` are not. What a wrong guess costs decided what is
//! in the table: a text that is hidden for nothing takes one `expose()`, and one that shows is in a log for good.

use heck::ToSnakeCase;

/// The words, with `_` between them.
const ENDINGS: [&str; 38] = [
    "access_token",
    "account_access_key",
    "api_key",
    "api_token",
    "app_token",
    "auth_key",
    "auth_token",
    "authentication_token",
    "authorization_token",
    "bearer_token",
    "bot_token",
    "client_assertion",
    "code_verifier",
    "connection_string",
    "csrf_token",
    "cvc",
    "cvv",
    "id_token",
    "identity_token",
    "jwt",
    "login_token",
    "oauth_token",
    "otp",
    "passcode",
    "passphrase",
    "passwd",
    "password",
    "pre_shared_key",
    "private_key",
    "psk",
    "pwd",
    "refresh_token",
    "reset_token",
    "sas_token",
    "secret",
    "secret_key",
    "session_token",
    "shared_key",
];

/// Those whose beginning nobody has to know: `secret_access_key` ends in what alone is often the name of a key.
const LONGER: [&str; 4] = [
    "private_token",
    "secret_access_key",
    "secret_token",
    "security_token",
];

/// Names that mean a secret alone, and behind another word something else: a page, a device, a request.
const WHOLE: [&str; 1] = ["token"];

/// Words that end a name and change nothing: `password_confirmation`, `secretValue`.
const BEHIND: [&str; 14] = [
    "again",
    "binary",
    "confirm",
    "confirmation",
    "current",
    "new",
    "old",
    "plain",
    "plaintext",
    "repeat",
    "repeated",
    "string",
    "text",
    "value",
];

/// Words that nobody separates from the one in front: `userpassword`, `clientsecret`.
const GROWN_TOGETHER: [&str; 4] = ["passphrase", "password", "passwords", "secret"];

/// Whether a property, or a parameter `place`, of this name is a secret.
pub(super) fn is_secret(name: &str, place: Option<&str>) -> bool {
    let snake = name.to_snake_case();
    if WHOLE.contains(&snake.as_str()) {
        return true;
    }
    let mut words = snake.as_str();
    loop {
        // `password2`, `cvv2`.
        words = words.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_');
        if ends(words, place) {
            return true;
        }
        match words.rsplit_once('_') {
            Some((before, last)) if BEHIND.contains(&last) => words = before,
            _ => return false,
        }
    }
}

fn ends(words: &str, place: Option<&str>) -> bool {
    let all =
        |ending: &&str| is_ending(words, ending) || is_ending(words, &ending.replace('_', ""));
    match place {
        Some("header") if is_ending(words, "authorization") => true,
        // There it tells which key is meant.
        Some("path") if all(&"api_key") => false,
        _ => {
            ENDINGS.iter().chain(&LONGER).any(&all)
                || GROWN_TOGETHER.iter().any(|ending| words.ends_with(ending))
        }
    }
}

/// Whether the last words of a name are these.
fn is_ending(words: &str, ending: &str) -> bool {
    let before = words.strip_suffix(ending);
    before.is_some_and(|before| before.is_empty() || before.ends_with('_'))
}

#[cfg(test)]
mod tests {
    use super::is_secret;

    #[test]
    fn a_secret_is_known_by_the_end_of_its_name() {
        for name in [
            "password",
            "Password",
            "newPassword",
            "user[password]",
            "password2",
            "new_password_1",
            "userpassword",
            "password_confirmation",
            "passwordAgain",
            "ADMIN_PASSWORD",
            "pwd",
            "db.pwd",
            "passphrase",
            "room-passcode",
            "secret",
            "client_secret",
            "clientSecret",
            "clientsecret",
            "webhook-secret",
            "secretValue",
            "SecretString",
            "token",
            "Token",
            "access_token",
            "accessToken",
            "accesstoken",
            "X-Amz-Security-Token",
            "OAuthToken",
            "refresh_token",
            "id_token",
            "X-Auth-Token",
            "private_key",
            "privateKey",
            "secretAccessKey",
            "api_key",
            "apikey",
            "APIKey",
            "X-API-Key",
            "connectionString",
            "psk",
            "preSharedKey",
            "otp",
            "jwt",
            "cvc",
            "cvv2",
        ] {
            assert!(is_secret(name, None), "{name}");
        }
    }

    #[test]
    fn what_is_about_a_secret_is_none() {
        for name in [
            "passwordPolicy",
            "password_expires_at",
            "passwordCount",
            "minimum_password_length",
            "passwordHash",
            "password_required",
            "passwords_url",
            "next_page_token",
            "pageToken",
            "nextToken",
            "client_token",
            "clientRequestToken",
            "continuation_token",
            "token_type",
            "token_id",
            "tokens",
            "token_endpoint",
            "hashed_token",
            "secretId",
            "secret_name",
            "secretArn",
            "secretary",
            "api_key_id",
            "apiKeys",
            "key",
            "access_key",
            "accessKeyId",
            "public_key",
            "primary_key",
            "account_key",
            "encryption_key",
            "pin",
            "code",
            "authorization",
            "session",
            "session_id",
            "signature",
            "credentials",
            "kotp",
            "",
            "_",
            "value",
            "1",
        ] {
            assert!(!is_secret(name, None), "{name}");
        }
    }

    #[test]
    fn some_names_count_by_their_place() {
        for (name, place, secret) in [
            ("Authorization", "header", true),
            ("Proxy-Authorization", "header", true),
            ("authorization", "query", false),
            ("api_key", "path", false),
            ("api_key", "query", true),
            ("access_token", "path", true),
        ] {
            assert_eq!(is_secret(name, Some(place)), secret, "{name} {place}");
        }
    }
}
