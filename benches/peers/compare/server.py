"""One server on this machine for the programs of all peers: it answers by the case, and keeps what it got."""

import json
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What is answered. A status of 0 means that the connection is closed after the request was read."""

    status: int
    body: object = None
    headers: dict = field(default_factory=dict)


@dataclass
class Request:
    """What was got, as it stood on the wire."""

    method: str
    target: str
    authorization: str
    body: str


class Server:
    """Listens on a free port of 127.0.0.1 until it is closed."""

    def __init__(self):
        self.lock = threading.Lock()
        self.answers = []
        self.got = []
        handler = type("Handler", (Handler,), {"shared": self})
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.http.daemon_threads = True
        self.thread = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()

    @property
    def address(self):
        return f"http://127.0.0.1:{self.http.server_port}"

    def begin(self, answers):
        """The next request gets the first of these answers, and so on; all after that get the last."""
        with self.lock:
            self.answers = list(answers)
            self.got = []

    def requests(self):
        with self.lock:
            return list(self.got)

    def next_answer(self, request):
        with self.lock:
            self.got.append(request)
            return self.answers[min(len(self.got), len(self.answers)) - 1]

    def close(self):
        self.http.shutdown()
        self.thread.join()
        self.http.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A client that says nothing more must not keep a thread.
    timeout = 20
    shared = None

    def answer(self):
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        authorization = self.headers.get("authorization") or ""
        answer = self.shared.next_answer(Request(self.command, self.path, authorization, body))
        if answer.status == 0:
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        content = json.dumps(answer.body).encode()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_PUT = do_POST = answer

    def log_message(self, *_):
        """Nothing: what was got is kept."""
