"""The rows of the behaviour table: what is called, what the server answers, and what an outcome means.

Nothing here knows a peer. A program of a peer makes one call and prints what came of it; the server says what it got.
"""

from dataclasses import dataclass
from typing import Callable

from .server import Answer

# None of these is a secret of anybody. Each is looked for in what a program shows.
TOKEN = "fake-token-of-the-request"
PASSWORD = "fake-password-of-the-request"
KEY = "fake-key-of-the-answer"
COOKIE = "fake-cookie-of-the-answer"
SESSION = "fake-session-of-the-answer"

SECRETS = {"token": TOKEN, "password": PASSWORD, "key": KEY, "cookie": COOKIE, "session": SESSION}

LOCKER = {"id": "L1", "state": "open"}


@dataclass(frozen=True)
class Cell:
    """What was observed, and whether a user is well served by it."""

    text: str
    good: bool


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    part: str
    # The call that the program makes, and what with.
    call: str
    argument: str
    answers: tuple
    judge: Callable


def whole(said, requests, sent):
    """What is left of an answer `sent` that breaks a promise of the document."""
    if said["outcome"] != "ok":
        return Cell(f"answer lost: {short(said['display'])}", False)
    lost = [name for name in lost_of(said, sent) if sent[name] is not None]
    if lost:
        return Cell(f"read without {' and '.join(lost)}", False)
    return Cell("read", True)


def in_its_segment(said, requests, _):
    """Whether `..` stayed in the segment of the path where the document has it."""
    if not requests:
        return Cell(f"refused, nothing sent: {short(said['display'])}", said["outcome"] == "error")
    target = requests[0].target
    is_in_place = target.startswith("/lockers/") and target.endswith("/door") and target.count("/") == 3
    return Cell(f"sent to `{target}`", is_in_place)


def without_secrets(outcome, *places):
    """Which secrets these texts of a program show, if the call ended as it should."""

    def judge(said, requests, _):
        if not requests:
            return Cell(f"nothing was sent: {short(said.get('display', ''))}", False)
        # Else it would show no secret because it had none.
        if TOKEN not in requests[0].authorization or PASSWORD not in requests[0].body:
            return Cell("the secrets were not sent", False)
        if said["outcome"] != outcome:
            return Cell(f"not to be seen: {short(said.get('display', 'no error'))}", False)
        shown = [
            f"{name} in {place}"
            for place in places
            for name, secret in SECRETS.items()
            if secret in said[place]
        ]
        return Cell(f"shows {', '.join(shown)}" if shown else "shows none", not shown)

    return judge


def sent(wanted):
    """How often a request was sent, which should be `wanted` times."""

    def judge(said, requests, _):
        times = len(requests)
        count = {0: "not sent", 1: "sent once", 2: "sent twice"}.get(times, f"sent {times} times")
        end = "then an answer" if said["outcome"] == "ok" else "then an error"
        return Cell(f"{count}, {end}", times == wanted)

    return judge


def no_other_arm(said, requests, sent):
    """Whether a union without a discriminator became an arm that loses something."""
    if said["outcome"] != "ok":
        return Cell(f"answer lost: {short(said['display'])}", False)
    lost = lost_of(said, sent)
    text = f"as {said['arm']}, " + (f"without {' and '.join(lost)}" if lost else "nothing lost")
    return Cell(text, not lost)


def lost_of(said, sent):
    """The members of an answer that are not in what was read, or not as they came."""
    value = said["value"]
    return [name for name in sent if not isinstance(value, dict) or value.get(name) != sent[name]]


def short(text, most=140):
    """One line that fits a table."""
    line = " ".join(str(text).split()).replace("|", "/")
    return line if len(line) <= most else line[: most - 3] + "..."


def locker(name, title, members):
    return Case(name, title, "answers", "locker", "L1", (Answer(200, LOCKER | members),), whole)


def owner(name, title, status, body, outcome, *places):
    headers = {"set-cookie": f"session={COOKIE}"}
    judge = without_secrets(outcome, *places)
    return Case(name, title, "secrets", "owner", PASSWORD, (Answer(status, body, headers),), judge)


def payment(name, title, body):
    return Case(name, title, "unions", "payment", "", (Answer(200, body),), no_other_arm)


BUSY = Answer(503, {"message": "busy"})
COUNT = Answer(200, {"count": 1})

CASES = (
    locker("enum", "an enum value that the document does not have", {"state": "melting"}),
    locker("null", "`null` for an array", {"labels": None}),
    locker("pattern", "a text that breaks its `pattern`", {"code": "none"}),
    locker("length", "a text that is longer than its `maxLength`", {"note": "longer than eight"}),
    locker("maximum", "a number above its `maximum`", {"shelf": 99}),
    Case("path", "`..` for a path parameter", "path", "door", "..", (Answer(200, {"id": "D1"}),), in_its_segment),
    owner(
        "debug",
        "secrets in the `Debug` of client, request body and answer",
        200,
        {"name": "A", "key": KEY},
        "ok",
        "client",
        "request",
        "debug",
    ),
    owner(
        "error",
        "secrets in an error of a documented status",
        400,
        {"message": "no", "session": SESSION},
        "error",
        "display",
        "debug",
    ),
    owner(
        "unexpected",
        "secrets in an error of an undocumented status",
        500,
        {"message": "no", "session": SESSION},
        "error",
        "display",
        "debug",
    ),
    owner(
        "unreadable",
        "secrets in the error of an answer that is not readable",
        200,
        {"name": {}, "key": KEY, "session": SESSION},
        "error",
        "display",
        "debug",
    ),
    Case("get_busy", "GET, answered by 503 once", "retries", "count", "", (BUSY, COUNT), sent(2)),
    Case("post_busy", "POST, answered by 503 once", "retries", "add", "", (BUSY, COUNT), sent(1)),
    Case("post_cut", "POST, connection lost before its answer", "retries", "add", "", (Answer(0), COUNT), sent(1)),
    payment("second_arm", "a union without discriminator: the second arm", {"holder": "A", "iban": "DE00"}),
    payment("no_arm", "the same: an arm that the document does not have", {"wallet": "W"}),
)
