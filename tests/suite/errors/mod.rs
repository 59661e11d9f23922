//! What an error says: each kind, each predicate and each limit of time, through the public API of a
//! provider crate and against the sandbox.
//!
//! | file | subject |
//! |---|---|
//! | `client` | a client under a fault, and the error that its call gives |
//! | `answers` | what an answer leads to, or a request that cannot be sent |
//! | `downloads` | downloads that cannot be continued, written or waited for |
//! | `lists` | a list that cannot be read to its end |
//! | `time_limits` | limits of time that end a call |
//! | `tokens` | errors of a token endpoint |
//!
//! | what | shown true or reached by | shown false by |
//! |---|---|---|
//! | `ErrorKind::InvalidInput` | `what_is_set_up_wrongly_is_not_sent` | |
//! | `ErrorKind::Credentials` | `a_refused_token_is_reported_like_an_answer` | |
//! | `ErrorKind::Connect`, `TimeLimit::Connect` | `a_connection_that_is_never_made_ends_in_time` | |
//! | `ErrorKind::Timeout`, `TimeLimit::Attempt`, `TimeLimit::Call` | `a_stall_ends_with_the_limit_that_is_over`, `a_token_that_never_comes_ends_with_the_limit_that_is_over` | |
//! | `ErrorKind::Transport` | `a_broken_connection_is_not_an_answer` | |
//! | `ErrorKind::Api` | `an_error_has_everything_that_the_provider_said` | |
//! | `ErrorKind::Decode`, `decode_path` | `an_answer_that_does_not_decode_names_the_place` | |
//! | `ErrorKind::Paging` | `a_list_that_repeats_itself_or_never_ends_is_an_error` | |
//! | `ErrorKind::Download` | `a_content_that_changes_cannot_be_continued` | |
//! | `ErrorKind::Io` | `a_writer_that_fails_is_reported` | |
//! | `TimeLimit::Read` | `a_download_that_stops_ends_in_time` | |
//! | `is_not_found` | `an_error_has_everything_that_the_provider_said` | `a_page_of_a_gateway_keeps_status_and_text` |
//! | `is_unauthorized` | `wrong_credentials_are_reported_and_sent_once` | the same tests |
//! | `is_throttled`, `retry_after` | `a_refused_token_is_reported_like_an_answer`, `throttling_is_reported_with_the_time_to_wait` | the same tests |
//! | `is_timeout` | `a_stall_ends_with_the_limit_that_is_over`, `a_download_that_stops_ends_in_time` | `a_broken_connection_is_not_an_answer` |
//! | `is_retryable`, `never_sent` | `faults`, every cell; here all tests | the same |
//! | `operation`, `status`, `code`, `message`, `request_id`, `body`, `body_as`, `attempts` | `an_error_has_everything_that_the_provider_said` | |

mod answers;
mod client;
mod downloads;
mod lists;
mod time_limits;
mod tokens;
