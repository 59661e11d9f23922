"""Huawei Cloud's own client for DCS, huaweicloudsdkdcs, collects and lists run logs and creates a link to one."""

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkdcs.v2 import (
    CreateRedislogDownloadLinkRequest,
    CreateRedislogRequest,
    DcsClient,
    ListRedislogRequest,
)

from cases import Cases, fixture, url

KEYS = (fixture("dcs_access_key"), fixture("dcs_secret_key"))
TEMPORARY_KEYS = (fixture("dcs_temporary_access_key"), fixture("dcs_temporary_secret_key"))
SECURITY_TOKEN = fixture("dcs_security_token")
LOG = fixture("dcs_redislog_id")
INSTANCE = fixture("dcs_instance_id")


def client_with(keys, token=None):
    # With a project id the client asks no IAM server.
    credentials = BasicCredentials(*keys, fixture("dcs_project_id")).with_security_token(token)
    return DcsClient.new_builder().with_credentials(credentials).with_endpoint(url()).build()


def collect_and_list(instance):
    """Gives the statuses of a list, a collection, and a list after it, with how many it has."""
    client = client_with(KEYS)
    listing = ListRedislogRequest(instance_id=instance, log_type="run", offset=0, limit=10)
    before = client.list_redislog(listing)
    collection = CreateRedislogRequest(instance_id=instance, log_type="run", query_time=3)
    collected = client.create_redislog(collection)
    after = client.list_redislog(listing)
    statuses = (before.status_code, collected.status_code, after.status_code)
    return " ".join(map(str, (*statuses, after.total_num, len(after.file_list))))


def create_link(keys, token=None, instance=INSTANCE):
    """Gives the status and, if it is an error, the code."""
    client = client_with(keys, token)
    request = CreateRedislogDownloadLinkRequest(instance_id=instance, id=LOG)
    try:
        answer = client.create_redislog_download_link(request)
    except ServiceResponseException as error:
        return f"{error.status_code} {error.error_code}"
    if answer.id != LOG or not answer.link.startswith(url()):
        return f"{answer.status_code} with another log or no link"
    return f"{answer.status_code}"


def main():
    cases = Cases("huawei")
    refused = "401 APIGW.0301"

    def expect(name, expected, *args, **kwargs):
        cases.expect(name, expected, lambda: create_link(*args, **kwargs))

    other = fixture("dcs_other_instance_id")
    cases.expect("collect and list", "204 204 200 3 3", lambda: collect_and_list(other))
    expect("create link", "200", KEYS)
    expect("wrong secret", refused, (KEYS[0], "wrong"))
    expect("unknown key", refused, ("UNKNOWN", KEYS[1]))

    expect("temporary create link", "200", TEMPORARY_KEYS, SECURITY_TOKEN)
    expect("temporary wrong secret", refused, (TEMPORARY_KEYS[0], "wrong"), SECURITY_TOKEN)
    expect("temporary wrong token", refused, TEMPORARY_KEYS, "wrong")
    expect("temporary without token", refused, TEMPORARY_KEYS)

    nowhere = "00000000-0000-0000-0000-000000000000"
    expect("unknown instance", "404 DCS.3022", KEYS, instance=nowhere)
    cases.finish()


main()
