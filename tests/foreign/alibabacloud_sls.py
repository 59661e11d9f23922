"""Alibaba Cloud's generated client for SLS, alibabacloud-sls20201230, with its default settings: it
signs with version 1 and HMAC-SHA256. The older client, in aliyun_sls.py, uses HMAC-SHA1.

It has no methods for shippers any more, so those go through its generic call.
"""

import time
from urllib.parse import urlsplit

from alibabacloud_sls20201230 import models
from alibabacloud_sls20201230.client import Client
from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from darabonba.runtime import RuntimeOptions
from Tea.exceptions import TeaException

from cases import Cases, fixture, resolve_everything_to_loopback, url

KEY = (fixture("sls_access_key_id"), fixture("sls_access_key_secret"))
STS_KEY = (fixture("sls_sts_access_key_id"), fixture("sls_sts_access_key_secret"))
STS_TOKEN = fixture("sls_sts_token")
EXPIRED_STS_TOKEN = fixture("sls_expired_sts_token")
REGION = fixture("sls_region")
PROJECT = fixture("sls_project")
LOGSTORE = fixture("sls_logstore")
SHIPPER = f"/logstores/{LOGSTORE}/shipper/{fixture('sls_shipper')}"
TASKS = fixture("sls_failed_task_ids").split()
DOWNLOAD = fixture("sls_download_job")

VERSIONS = {
    "v1 sha256": {},
    "v4": {"signature_version": "v4"},
}


def client(key, token=None, **options):
    """A client that believes to speak to the region's public endpoint."""
    config = Config(
        access_key_id=key[0],
        access_key_secret=key[1],
        security_token=token,
        region_id=REGION,
        endpoint=f"{REGION}.log.aliyuncs.com:{urlsplit(url()).port}",
        # The sandbox has no TLS.
        protocol="http",
        **options,
    )
    return Client(config)


def generic(caller, action, method, path, project=PROJECT, **request):
    """An operation that the client has no method for; gives the decoded body."""
    params = Params(
        action=action,
        version="2020-12-30",
        protocol="HTTP",
        pathname=path,
        method=method,
        auth_type="AK",
        style="ROA",
        req_body_type="json",
        body_type="json" if method == "GET" else "none",
    )
    request = OpenApiRequest(host_map={"project": project}, **request)
    return caller.execute(params, request, RuntimeOptions())["body"]


def outcome(call):
    """The status and, if it is an error, the code."""
    try:
        call()
    except TeaException as error:
        return f"{error.statusCode} {error.code}"
    return "200"


def retry(caller, tasks, project=PROJECT):
    path = f"{SHIPPER}/tasks"
    return outcome(
        lambda: generic(caller, "RetryShipperTask", "PUT", path, project, body=tasks)
    )


def count(caller, **query):
    """Lists the tasks of the last day; gives how many are shown and how many there are."""
    now = int(time.time())
    query = {"from": str(now - 24 * 60 * 60), "to": str(now), **query}
    body = generic(caller, "GetShipperStatus", "GET", f"{SHIPPER}/tasks", query=query)
    return f"{len(body['tasks'])} of {body['total']}"


def logstores(caller, **wanted):
    request = models.ListLogStoresRequest(**wanted)
    return " ".join(caller.list_log_stores(PROJECT, request).body.logstores)


def life_of_a_shipper(caller, name):
    """Creates, finds and deletes a shipper; gives what is seen of it."""
    target = {
        "ossBucket": "fake-bucket",
        "ossPrefix": "fake-logs",
        "roleArn": "acs:ram::1234567890:role/aliyunlogdefaultrole",
        "bufferInterval": 300,
        "bufferSize": 128,
        "compressType": "none",
        "pathFormat": "%Y/%m/%d/%H/%M",
        "storage": {"format": "json", "detail": {"enableTag": True}},
    }
    config = {"shipperName": name, "targetType": "oss", "targetConfiguration": target}
    shippers = f"/logstores/{LOGSTORE}/shipper"
    generic(caller, "CreateOssShipper", "POST", shippers, body=config)
    query = {"offset": "0", "size": "100"}
    seen = generic(caller, "ListShipper", "GET", shippers, query=query)["shipper"]
    found = generic(caller, "GetShipperConfig", "GET", f"{shippers}/{name}")
    generic(caller, "DeleteShipper", "DELETE", f"{shippers}/{name}")
    return f"{name in seen} {found['targetConfiguration']['bufferInterval']}"


def life_of_a_download_job(caller, name):
    """Creates, reads and deletes a download job; gives what is seen of it."""
    sink = models.CreateDownloadJobRequestConfigurationSink(
        type="AliyunOSS", content_type="csv", compression_type="zstd"
    )
    now = int(time.time())
    configuration = models.CreateDownloadJobRequestConfiguration(
        logstore=LOGSTORE,
        from_time=now - 3600,
        to_time=now,
        query="*",
        allow_in_complete=False,
        sink=sink,
    )
    request = models.CreateDownloadJobRequest(
        name=name, display_name=name, configuration=configuration
    )
    caller.create_download_job(PROJECT, request)
    job = caller.get_download_job(PROJECT, name).body
    total = caller.list_download_jobs(PROJECT, models.ListDownloadJobsRequest()).body.total
    caller.delete_download_job(PROJECT, name)
    return f"{job.status} {job.configuration.query} {total}"


def link_of_a_download_job(caller):
    """What the answer has when a job is over: the host of its link, and the length of its checksum."""
    details = caller.get_download_job(PROJECT, DOWNLOAD).body.execution_details
    return f"{urlsplit(details.file_path).hostname} {len(details.check_sum)}"


def run_again_and_read(caller):
    """The counts of the lists of other jobs, and the state of an instance."""
    scheduled = caller.list_scheduled_sqls(PROJECT, models.ListScheduledSQLsRequest()).body
    job = scheduled.results[0].name
    instances = caller.list_job_instances(PROJECT, job, models.ListJobInstancesRequest()).body
    one = instances.results[0].instance_id
    instance = caller.get_job_instance(PROJECT, job, one, models.GetJobInstanceRequest()).body
    return f"{scheduled.total} {instances.total} {instance.state}"


def other_exports(caller):
    """Lists exports to OSS-HDFS and MaxCompute, starts one of each, and changes one to OSS."""
    hdfs = caller.list_osshdfsexports(PROJECT, models.ListOSSHDFSExportsRequest()).body
    compute = caller.list_max_compute_exports(PROJECT, models.ListMaxComputeExportsRequest()).body
    caller.start_osshdfsexport(PROJECT, hdfs.results[0].name)
    caller.stop_max_compute_export(PROJECT, compute.results[0].name)
    change = models.UpdateOSSExportRequest(display_name="changed")
    caller.update_ossexport(PROJECT, "an-export", change)
    return f"{hdfs.total} {compute.total} {compute.results[0].configuration.sink.odps_table}"


def histograms(caller):
    now = int(time.time())
    request = models.GetHistogramsRequest(from_=now - 3600, to=now, query="*")
    return " ".join(one.progress for one in caller.get_histograms(PROJECT, LOGSTORE, request).body)


def run_version(cases, version, options):
    """The cases that both versions of the signature share."""
    caller = client(KEY, **options)

    def expect(name, expected, call):
        cases.expect(f"{version} {name}", expected, call)

    expect(
        "project",
        "Normal",
        lambda: caller.get_project(PROJECT, models.GetProjectRequest()).body.status,
    )
    expect("logstores", LOGSTORE, lambda: logstores(caller))
    expect(
        "logstores by name",
        LOGSTORE,
        lambda: logstores(caller, logstore_name=LOGSTORE[:4], offset=0, size=10),
    )
    expect(
        "logstore", "2", lambda: str(caller.get_log_store(PROJECT, LOGSTORE).body.shard_count)
    )
    exports = models.ListOSSExportsRequest(logstore=LOGSTORE)
    expect("exports", "1", lambda: str(caller.list_ossexports(PROJECT, exports).body.total))
    projects = models.ListProjectRequest(project_name=PROJECT[:4], size=10)
    expect(
        "projects",
        PROJECT,
        lambda: " ".join(one.project_name for one in caller.list_project(projects).body.projects),
    )
    job = f"job-{version[:2]}"
    expect("download job", "STARTING * 2", lambda: life_of_a_download_job(caller, job))
    expect("its link", "127.0.0.1 32", lambda: link_of_a_download_job(caller))
    expect("scheduled sql", "1 1 SUCCEEDED", lambda: run_again_and_read(caller))
    expect("other exports", "1 1 my_table", lambda: other_exports(caller))
    expect("histograms", "Complete Complete", lambda: histograms(caller))
    expect("list", "14 of 14", lambda: count(caller))
    expect("list of all, as status=", "14 of 14", lambda: count(caller, status=""))
    expect("list of the succeeded", "1 of 1", lambda: count(caller, status="success", size="500"))
    name = f"generated-{version[:2]}"
    expect("shipper", "True 300", lambda: life_of_a_shipper(caller, name))
    expect("retry", "200", lambda: retry(caller, TASKS[10:11]))
    expect("eleven ids", "400 ParameterInvalid", lambda: retry(caller, TASKS[:11]))
    expect(
        "unknown project",
        "404 ProjectNotExist",
        lambda: retry(caller, TASKS[:1], project="no-such-project"),
    )

    def refused(name, expected, *key):
        expect(name, expected, lambda: retry(client(*key, **options), TASKS[:1]))

    mismatch, unauthorized = "401 SignatureNotMatch", "401 Unauthorized"
    refused("wrong secret", mismatch, (KEY[0], "wrong"))
    refused("unknown key", unauthorized, ("unknown", KEY[1]))
    refused("sts retry", "200", STS_KEY, STS_TOKEN)
    refused("sts wrong secret", mismatch, (STS_KEY[0], "wrong"), STS_TOKEN)
    refused("sts wrong token", unauthorized, STS_KEY, "wrong")
    refused("sts expired token", unauthorized, STS_KEY, EXPIRED_STS_TOKEN)
    refused("sts without token", unauthorized, STS_KEY)


def main():
    resolve_everything_to_loopback()
    cases = Cases("alibabacloud")
    for version, options in VERSIONS.items():
        run_version(cases, version, options)
    cases.finish()


main()
