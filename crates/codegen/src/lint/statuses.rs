//! Statuses of responses that are neither one success nor one kind of error.

/// The rule that such a status breaks, what is wrong, and the way out.
pub(super) fn other_status(status: &str) -> (&'static str, &'static str, String) {
    let (rule, what, hint) = match status.as_bytes() {
        b"default" => (
            "idle/default-status",
            "does not say which statuses it means: only the type of its body counts, for errors",
            "list each status of an error on its own",
        ),
        [b'1' | b'3', b'0'..=b'9' | b'X', b'0'..=b'9' | b'X'] => (
            "idle/other-status",
            "has no effect: it is neither a success nor an error",
            "remove it, and say in the description of the operation what it means",
        ),
        b"2XX" => (
            "unsupported/status-range",
            "is not supported",
            "list each status on its own",
        ),
        b"description" | b"headers" | b"content" => {
            let hint =
                format!("check the indentation of this line: `{status}` belongs below a status");
            return ("document/status", "is not a status", hint);
        }
        _ => (
            "document/status",
            "is not a status",
            "write a status of three digits, such as 200 or 404",
        ),
    };
    (rule, what, hint.to_owned())
}
