"""The usual HTTP library of Python, requests, answers digest challenges of MongoDB's two APIs.

Unlike the curl program it keeps a nonce for all calls of a session.
"""

import io
import tarfile

import requests
from requests.auth import HTTPDigestAuth

from cases import Cases, fixture, url

GROUP = f"groups/{fixture('group_id')}"
JOB = fixture("finished_restore_job_id")
JOB_PATH = f"/api/atlas/v2/{GROUP}/clusters/{fixture('cluster_name')}/backup/restoreJobs/{JOB}"
ACCEPT = {"Accept": "application/vnd.atlas.2023-01-01+json"}


def get_job(password, times=1):
    """Gives the statuses of all answers to `times` calls in one session, in their order."""
    seen = []
    with requests.Session() as session:
        session.auth = HTTPDigestAuth(fixture("public_key"), password)
        for _ in range(times):
            answer = session.get(url() + JOB_PATH, headers=ACCEPT, timeout=20)
            seen += [response.status_code for response in (*answer.history, answer)]
            if answer.ok and answer.json()["id"] != JOB:
                seen.append("another job")
    return " ".join(map(str, seen))


def get_lists():
    """Gives how many restore jobs and log jobs there are, and how many files are in an archive."""
    with requests.Session() as session:
        session.auth = HTTPDigestAuth(fixture("public_key"), fixture("private_key"))
        jobs = f"/api/atlas/v2/{GROUP}/clusters/{fixture('cluster_name')}/backup/restoreJobs"
        page = session.get(url() + jobs, headers=ACCEPT, timeout=20).json()
        log_jobs = f"{url()}/api/public/v1.0/{GROUP}/logCollectionJobs"
        logs = session.get(log_jobs, params={"verbose": "true"}, timeout=20).json()
        archive = f"{log_jobs}/{fixture('successful_log_job_id')}/download"
        # As the provider's page has it: two headers, which requests can only send as one.
        accept = {"Accept": "application/json, application/gzip"}
        archive = session.get(archive, headers=accept, timeout=20)
    with tarfile.open(fileobj=io.BytesIO(archive.content), mode="r:gz") as files:
        return f"{page['totalCount']} {logs['totalCount']} {len(files.getnames())}"


def main():
    cases = Cases("requests")
    password = fixture("private_key")
    cases.expect("digest get restore job", "401 200", lambda: get_job(password))
    cases.expect("digest thrice, one challenge", "401 200 200 200", lambda: get_job(password, 3))
    cases.expect("digest, wrong password", "401 401", lambda: get_job("wrong"))
    cases.expect("lists and an archive", "7 5 2", get_lists)
    cases.finish()


main()
