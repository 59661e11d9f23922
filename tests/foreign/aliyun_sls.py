"""Alibaba Cloud's own client for SLS, aliyun-log-python-sdk, finds, creates, changes and deletes
shippers, and lists and retries their tasks."""

import time
from urllib.parse import urlsplit

from aliyun.log import LogClient, LogException
from aliyun.log.shipper_response import GetShipperConfigResponse

from cases import Cases, fixture, resolve_everything_to_loopback, url

KEY = (fixture("sls_access_key_id"), fixture("sls_access_key_secret"))
STS_KEY = (fixture("sls_sts_access_key_id"), fixture("sls_sts_access_key_secret"))
STS_TOKEN = fixture("sls_sts_token")
EXPIRED_STS_TOKEN = fixture("sls_expired_sts_token")
REGION = fixture("sls_region")
PLACE = {
    "project": fixture("sls_project"),
    "logstore": fixture("sls_logstore"),
    "shipper": fixture("sls_shipper"),
}
TASKS = fixture("sls_failed_task_ids").split()

VERSIONS = {
    "v1": {},
    "v4": {"auth_version": "v4", "region": REGION},
}


def loopback_client(key, **options):
    """A client that connects to the sandbox and names the host `PROJECT.127.0.0.1`.

    The constructor takes a bare IP address but no port beside it, hence the second line.
    """
    client = LogClient("127.0.0.1", *key, **options)
    client._setendpoint(url())
    return client


def public_name_client(key, **options):
    """A client that believes to speak to the region's public endpoint."""
    return LogClient(f"http://{REGION}.log.aliyuncs.com:{urlsplit(url()).port}", *key, **options)


def retry(client, tasks, **elsewhere):
    """Retries `tasks`; gives the status and, if it is an error, the code."""
    place = PLACE | elsewhere
    try:
        client.retry_shipper_tasks(place["project"], place["logstore"], place["shipper"], tasks)
    except LogException as error:
        return f"{error.get_resp_status()} {error.get_error_code()}"
    return "200"


def count(client, **options):
    """Lists the tasks of the last day; gives how many are shown and how many there are."""
    now = int(time.time())
    place = (PLACE["project"], PLACE["logstore"], PLACE["shipper"])
    answer = client.get_shipper_tasks(*place, now - 24 * 60 * 60, now, **options)
    return f"{len(answer.get_tasks())} of {answer.get_total()}"


def shipper(name, interval):
    """What the client sends to create a shipper, as in the provider's samples."""
    return {
        "shipperName": name,
        "targetType": "oss",
        "targetConfiguration": {
            "ossBucket": "fake-bucket",
            "ossPrefix": "fake-logs",
            "roleArn": "acs:ram::1234567890:role/aliyunlogdefaultrole",
            "bufferInterval": interval,
            "bufferSize": 128,
            "compressType": "none",
            "pathFormat": "%Y/%m/%d/%H/%M",
            "enable": True,
            "storage": {"format": "json", "detail": {"enableTag": True}},
        },
    }


def names(client):
    """The shippers of the Logstore."""
    answer = client.list_shipper(PLACE["project"], PLACE["logstore"])
    return " ".join(answer.get_entities())


def interval(client, name):
    """How long a shipper gathers logs, read by its configuration."""
    answer = client.get_shipper(PLACE["project"], PLACE["logstore"], name)
    # The client's own type for it, which insists on most fields.
    answer = GetShipperConfigResponse(answer.get_entity(), answer.get_all_headers())
    return str(answer.get_config().buffer_interval)


def run_shippers(cases, version, options):
    """The life of one shipper, and the way to it."""
    client = loopback_client(KEY, **options)
    place = (PLACE["project"], PLACE["logstore"])
    name = f"foreign-{version}"

    def expect(what, expected, call):
        cases.expect(f"{version} {what}", expected, call)

    def status(call, *arguments):
        try:
            call(*arguments)
        except LogException as error:
            return f"{error.get_resp_status()} {error.get_error_code()}"
        return "200"

    expect("project", "Normal", lambda: client.get_project(place[0]).get_status())
    expect("projects", place[0], lambda: projects(client))
    expect(
        "projects by public host name",
        place[0],
        lambda: projects(public_name_client(KEY, **options)),
    )
    expect("instance", "1 SUCCEEDED", lambda: instance(client))
    expect("logstores", place[1], lambda: " ".join(client.list_logstore(place[0]).get_logstores()))
    expect("logstore", "2 shards", lambda: f"{client.get_logstore(*place).get_shard_count()} shards")

    expect("create", "200", lambda: status(client.create_shipper, *place, shipper(name, 300)))
    expect("names", f"{name} {PLACE['shipper']}", lambda: names(client))
    expect("configuration", "300", lambda: interval(client, name))
    expect("update", "200", lambda: status(client.update_shipper, *place, shipper(name, 900)))
    expect("new configuration", "900", lambda: interval(client, name))
    too_long = shipper(name, 901)
    expect(
        "bad configuration",
        "400 ParameterInvalid",
        lambda: status(client.update_shipper, *place, too_long),
    )
    expect("delete", "200", lambda: status(client.delete_shipper, *place, name))
    expect("delete again", "404 ShipperNotExist", lambda: status(client.delete_shipper, *place, name))


def instance(client):
    """A run of a scheduled SQL job: found in the list, run again, and read."""
    project, job, now = PLACE["project"], "sql-123456789-123456", int(time.time())
    found = client.list_scheduled_sql_job_instance(project, job, now - 3600, now)
    one = found.get_scheduled_sql_jobs()[0]["instanceId"]
    client.modify_scheduled_sql_job_instance_state(project, job, one, "RUNNING")
    seen = client.get_scheduled_sql_job_instance(project, job, one, result="true").get_instance()
    return f"{found.get_total()} {seen['state']}"


def projects(client):
    """The names of the projects, whose list has no project in the host."""
    return " ".join(one["projectName"] for one in client.list_project().get_projects())


def run_version(cases, version, options):
    """The cases that both versions of the signature share."""

    def expect(name, expected, key, tasks=TASKS[:1], place=None, client=loopback_client, **more):
        def call():
            return retry(client(key, **options, **more), tasks, **(place or {}))

        cases.expect(f"{version} {name}", expected, call)

    wrong = "wrong"
    mismatch, unauthorized = "401 SignatureNotMatch", "401 Unauthorized"

    # Without a status this client sends `status=`.
    cases.expect(f"{version} list", "14 of 14", lambda: count(loopback_client(KEY, **options)))
    cases.expect(
        f"{version} list of the succeeded",
        "1 of 1",
        lambda: count(loopback_client(KEY, **options), status_type="success", size=500),
    )

    expect("retry", "200", KEY, TASKS[:3])
    expect("retry of ten", "200", KEY, TASKS[:10])
    expect("retry by public host name", "200", KEY, client=public_name_client)
    expect("wrong secret", mismatch, (KEY[0], wrong))
    expect("unknown key", unauthorized, ("unknown", KEY[1]))

    expect("sts retry", "200", STS_KEY, TASKS[3:5], securityToken=STS_TOKEN)
    expect("sts wrong secret", mismatch, (STS_KEY[0], wrong), securityToken=STS_TOKEN)
    expect("sts wrong token", unauthorized, STS_KEY, securityToken=wrong)
    expect("sts expired token", unauthorized, STS_KEY, securityToken=EXPIRED_STS_TOKEN)
    expect("sts without token", unauthorized, STS_KEY)

    expect("eleven ids", "400 ParameterInvalid", KEY, TASKS[:11])
    expect("unknown project", "404 ProjectNotExist", KEY, place={"project": "no-such-project"})
    expect("unknown logstore", "404 LogStoreNotExist", KEY, place={"logstore": "no-such-logstore"})
    expect("unknown shipper", "404 ShipperNotExist", KEY, place={"shipper": "no-such-shipper"})


def main():
    resolve_everything_to_loopback()
    cases = Cases("aliyun")
    for version, options in VERSIONS.items():
        run_version(cases, version, options)
        run_shippers(cases, version, options)
    elsewhere = {"auth_version": "v4", "region": "eu-central-1"}
    cases.expect(
        "v4 wrong region",
        "401 SignatureNotMatch",
        lambda: retry(loopback_client(KEY, **elsewhere), TASKS[:1]),
    )
    cases.finish()


main()
