"""What the clients written in Python share: the sandbox's fixtures, and how a case is judged."""

import os
import signal
import socket
import sys

# In seconds. Far more than any client needs, and it ends those that would try again for minutes.
TIME_LIMIT = 60


def fixture(name):
    """A value of the sandbox's fixtures, which `run` hands on in the environment."""
    return os.environ[f"fixture_{name}"]


def url():
    """The sandbox's address, `http://127.0.0.1:PORT`."""
    return os.environ["SANDBOX_URL"]


def resolve_everything_to_loopback():
    """From here on every name is 127.0.0.1, so no client can leave this computer."""
    real = socket.getaddrinfo

    def getaddrinfo(_host, port, *args, **kwargs):
        return real("127.0.0.1", port, *args, **kwargs)

    socket.getaddrinfo = getaddrinfo


class Cases:
    """Runs cases of one client, prints a line for each, and remembers whether one differed.

    The time limit of the whole program starts with it.
    """

    def __init__(self, client):
        self._client = client
        self._differed = False
        signal.alarm(TIME_LIMIT)

    def expect(self, name, expected, call):
        """Compares what `call` returns, a text such as `401 SignatureNotMatch`, with `expected`."""
        try:
            seen = call()
        except Exception as error:  # Whatever a foreign client may raise.
            # Not its text: nobody promises that it holds no secret.
            seen = f"a {type(error).__module__}.{type(error).__name__}"
        if seen == expected:
            print(f"ok  {self._client} {name}", flush=True)
        else:
            self._differed = True
            print(f"DIFFERS  {self._client} {name}: expected {expected}, saw {seen}", flush=True)

    def finish(self, *others):
        """Ends the program, with exit code 1 if a case differed, of `others` too."""
        sys.exit(1 if any(one._differed for one in (self, *others)) else 0)
