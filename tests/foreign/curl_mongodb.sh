#!/usr/bin/env bash
# curl calls MongoDB's two APIs. `run` gives it the sandbox's address and fixtures in the environment.
set -euo pipefail
# shellcheck source=fixtures.sh
source "$(dirname "${BASH_SOURCE[0]}")/fixtures.sh"

url="${SANDBOX_URL:?run starts the sandbox and sets this}"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
differed=0

expect() {
  local name="$1" expected="$2" seen="$3"
  if [[ "$seen" == "$expected" ]]; then
    echo "ok  curl $name"
  else
    echo "DIFFERS  curl $name: expected $expected, saw $seen"
    differed=1
  fi
}

# Runs curl with these arguments. Prints the statuses of all answers in their order and, if the
# last body is an error, its field `error`. Leaves all headers and the last body in $scratch.
call() {
  local code=0
  rm -f "$scratch/headers" "$scratch/body"
  curl --disable --silent --noproxy '*' --max-time 20 \
    --dump-header "$scratch/headers" --output "$scratch/body" "$@" || code=$?
  if [[ $code != 0 ]]; then
    echo "curl's exit code $code"
    return
  fi
  touch "$scratch/body" # curl writes none for an empty body
  {
    sed -n 's|^HTTP/[0-9.]* \([0-9]*\).*|\1|p' "$scratch/headers"
    sed -n 's|.*"error": *"\{0,1\}\([a-z0-9_]*\).*|error \1|p' "$scratch/body"
  } | xargs
}

# As `call`, with an API key whose private part is the first argument.
digest() { call --digest --user "$(fixture public_key):$1" "${@:2}"; }

# RFC 6749 wants a service account's id and secret form-encoded before they go into a Basic header.
# Curl does not do that, and most clients do not. Good for ASCII.
form_encode() {
  local text="$1" position character
  for ((position = 0; position < ${#text}; position++)); do
    character="${text:position:1}"
    case "$character" in
      [A-Za-z0-9._~-]) printf '%s' "$character" ;;
      *) printf '%%%02X' "'$character" ;;
    esac
  done
}

# Posts a form to MongoDB's OAuth endpoint $1 as the service account, whose secret is $2.
oauth() { call --user "$(fixture service_account_id):$2" "${@:3}" "$url/api/oauth/$1"; }

# As `call`, with the access token in $1.
bearer() { call --header "Authorization: Bearer $1" "${@:2}"; }

# Adds whether the body is the restore job that was asked for.
and_job() {
  if grep -q "\"id\": *\"$(fixture finished_restore_job_id)\"" "$scratch/body"; then
    echo "$1 with the job"
  else
    echo "$1 without the job"
  fi
}

group="groups/$(fixture group_id)"
retry=(--request PUT --header "Accept: application/json"
  "$url/api/public/v1.0/$group/logCollectionJobs/$(fixture failed_log_job_id)/retry?pretty=true")
job_url="$url/api/atlas/v2/$group/clusters/$(fixture cluster_name)/backup/restoreJobs/$(fixture finished_restore_job_id)?pretty=true"
version=(--header "Accept: application/vnd.atlas.2023-01-01+json")
get_job=("${version[@]}" "$job_url")

# The wrong ones come first: a log job that was retried has not failed any more.
expect "digest retry, wrong password" "401 401 error 401" "$(digest wrong "${retry[@]}")"
expect "digest retry" "401 200" "$(digest "$(fixture private_key)" "${retry[@]}")"

seen="$(digest "$(fixture private_key)" "${get_job[@]}")"
expect "digest get restore job" "401 200 with the job" "$(and_job "$seen")"
challenge="$(grep -i '^www-authenticate:' "$scratch/headers" || true)"
expect "digest challenge names realm, MD5 and qop" 1 \
  "$(grep -c 'Digest realm="MMS Public API", .*algorithm=MD5, .*qop="auth"' <<<"$challenge" || true)"
expect "digest get restore job, wrong password" "401 401 error 401" "$(digest wrong "${get_job[@]}")"
expect "digest get restore job, unknown user" "401 401 error 401" \
  "$(call --digest --user "unknown:$(fixture private_key)" "${get_job[@]}")"
expect "no credentials" "401 error 401" "$(call "${get_job[@]}")"

expect "service account, wrong secret" "401 error invalid_client" \
  "$(oauth token wrong --data grant_type=client_credentials)"
expect "service account, wrong grant type" "400 error unsupported_grant_type" \
  "$(oauth token "$(fixture service_account_secret)" --data grant_type=password)"
expect "service account gets token, secret form-encoded" "200" \
  "$(oauth token "$(form_encode "$(fixture service_account_secret)")" --data grant_type=client_credentials)"
expect "service account gets token" "200" \
  "$(oauth token "$(fixture service_account_secret)" --data grant_type=client_credentials)"
token="$(sed -n 's|.*"access_token": *"\([^"]*\)".*|\1|p' "$scratch/body")"
seen="$(bearer "$token" "${get_job[@]}")"
expect "bearer get restore job" "200 with the job" "$(and_job "$seen")"
expect "bearer get restore job, wrong token" "401 error 401" "$(bearer wrong "${get_job[@]}")"
expect "service account revokes token" "200" \
  "$(oauth revoke "$(fixture service_account_secret)" --data-urlencode "token=$token" \
    --data token_type_hint=access_token)"
expect "bearer get restore job, revoked token" "401 error 401" "$(bearer "$token" "${get_job[@]}")"

exit "$differed"
