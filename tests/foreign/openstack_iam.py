"""The login library of openstacksdk, keystoneauth1, gets a token from IAM by password and creates
a link to a run log with it."""

from keystoneauth1 import exceptions
from keystoneauth1.identity.generic import Password
from keystoneauth1.session import Session
from keystoneauth1.token_endpoint import Token

from cases import Cases, fixture, url

LOG_PATH = "/v2/{}/instances/{}/redislog/{}/links".format(
    fixture("dcs_project_id"), fixture("dcs_instance_id"), fixture("dcs_redislog_id")
)
USER = {
    "username": fixture("iam_user_name"),
    "password": fixture("iam_password"),
    "user_domain_name": fixture("iam_domain_name"),
}
BY_ID = {"project_id": fixture("dcs_project_id")}
BY_NAME = {"project_name": fixture("iam_project_name")}


def create_link(project, **instead):
    """Gives the statuses of the login and, if that went well, of the call."""
    session = Session(Password(f"{url()}/v3", **(USER | project | instead)))
    try:
        session.get_token()
    except exceptions.HttpError as error:
        return f"login {error.http_status}"
    return f"login 201, call {call(session)}"


def call(session):
    """Creates the link; gives the status and, if it is an error, the code."""
    answer = session.post(url() + LOG_PATH, raise_exc=False)
    body = answer.json()
    if answer.status_code != 200:
        return f"{answer.status_code} {body['error_code']}"
    return "200" if body["id"] == fixture("dcs_redislog_id") else "200 with another log"


def create_link_with_token(token):
    """The same with a token from elsewhere."""
    return call(Session(Token(url(), token)))


def find_dcs():
    """Whether the catalog that comes with the token leads to the sandbox."""
    session = Session(Password(f"{url()}/v3", **(USER | BY_ID)))
    endpoint = session.get_endpoint(service_type="dcs", interface="public") or "nowhere"
    return "at the sandbox" if endpoint.startswith(f"{url()}/") else endpoint


def main():
    cases = Cases("keystoneauth")

    def expect(name, expected, project, **instead):
        cases.expect(name, expected, lambda: create_link(project, **instead))

    good, refused = "login 201, call 200", "login 401"
    domain_of_project = {"project_domain_name": fixture("iam_domain_name")}
    user_by_id = {"username": None, "user_domain_name": None, "user_id": fixture("iam_user_id")}
    expect("password, project by id", good, BY_ID)
    expect("password, project by name", good, BY_NAME)
    expect("password, project by name and domain", good, BY_NAME | domain_of_project)
    expect("password, user by id", good, BY_ID, **user_by_id)
    other_project = {"project_name": fixture("iam_other_project_name")}
    expect("token of another project", "login 201, call 401 DCS.1004", other_project)
    cases.expect("DCS in the catalog", "at the sandbox", find_dcs)
    expect("wrong password", refused, BY_ID, password="wrong")
    expect("unknown user", refused, BY_ID, username="unknown")
    expect("wrong domain", refused, BY_ID, user_domain_name="unknown")

    tokens = {
        "ready token": ("200", fixture("dcs_token")),
        "expired token": ("401 DCS.1002", fixture("dcs_expired_token")),
        "unknown token": ("401 DCS.1001", "unknown"),
    }
    for name, (expected, token) in tokens.items():
        cases.expect(name, expected, lambda token=token: create_link_with_token(token))
    cases.finish()


main()
