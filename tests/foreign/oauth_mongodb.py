"""Two OAuth 2.0 clients of Python, authlib and requests-oauthlib, get a token for MongoDB's service
account and use it. Neither form-encodes id and secret before Base64.
"""

import os

# oauthlib refuses plain HTTP otherwise, loopback too. It looks when a token is fetched.
os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

import requests_oauthlib
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from oauthlib.oauth2 import BackendApplicationClient, OAuth2Error
from requests.auth import HTTPBasicAuth

from cases import Cases, fixture, url

ID, SECRET = fixture("service_account_id"), fixture("service_account_secret")
TOKEN_URL, REVOKE_URL = f"{url()}/api/oauth/token", f"{url()}/api/oauth/revoke"
JOB = fixture("finished_restore_job_id")
JOB_URL = (
    f"{url()}/api/atlas/v2/groups/{fixture('group_id')}/clusters/{fixture('cluster_name')}"
    f"/backup/restoreJobs/{JOB}"
)
ACCEPT = {"Accept": "application/vnd.atlas.2023-01-01+json"}


def job(session):
    """Asks for a restore job; gives the status."""
    answer = session.get(JOB_URL, headers=ACCEPT, timeout=20)
    if answer.ok and answer.json()["id"] != JOB:
        return "another job"
    return str(answer.status_code)


def authlib(secret):
    """Fetches a token, uses it, revokes it and tries it once more; gives the statuses."""
    with OAuth2Session(ID, secret, token_endpoint=TOKEN_URL) as session:
        try:
            token = session.fetch_token(grant_type="client_credentials")["access_token"]
        except OAuthError as error:
            return error.error
        seen = [job(session)]
        seen.append(str(session.revoke_token(REVOKE_URL, token=token).status_code))
        return " ".join([*seen, job(session)])


def with_requests(**credentials):
    """Fetches a token and uses it; gives the status."""
    client = BackendApplicationClient(client_id=ID)
    with requests_oauthlib.OAuth2Session(client=client) as session:
        try:
            session.fetch_token(TOKEN_URL, **credentials)
        except OAuth2Error as error:
            return error.error
        return job(session)


def main():
    cases = Cases("authlib")
    life = "service account gets, uses and revokes a token"
    cases.expect(life, "200 200 401", lambda: authlib(SECRET))
    cases.expect("service account, wrong secret", "invalid_client", lambda: authlib("wrong"))
    others = Cases("requests-oauthlib")
    for name, credentials in {
        "secret by name": {"client_secret": SECRET},
        "secret in a header": {"auth": HTTPBasicAuth(ID, SECRET)},
    }.items():
        others.expect(f"service account, {name}", "200", lambda: with_requests(**credentials))
    wrong = {"client_secret": "wrong"}
    others.expect("service account, wrong secret", "invalid_client", lambda: with_requests(**wrong))
    cases.finish(others)


main()
