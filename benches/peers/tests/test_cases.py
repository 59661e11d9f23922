import http.client
import unittest

from compare import cases, document, tables
from compare.cases import CASES, Cell
from compare.server import Answer, Request, Server

BY_NAME = {case.name: case for case in CASES}


def judged(name, said, targets=("/lockers/L1",), authorization=f"Bearer {cases.TOKEN}", body=cases.PASSWORD):
    case = BY_NAME[name]
    requests = [Request("GET", target, authorization, body) for target in targets]
    return case.judge(said, requests, case.answers[-1].body)


def ok(**value):
    return {"outcome": "ok", "value": value, "debug": "", "client": "", "request": ""}


def error(text):
    return {"outcome": "error", "display": text, "debug": ""}


class Judged(unittest.TestCase):
    def test_an_answer_is_read_if_all_of_it_is_there(self):
        self.assertEqual(judged("enum", ok(id="L1", state="melting", more=1)), Cell("read", True))
        self.assertEqual(judged("enum", ok(id="L1", state="open")), Cell("read without state", False))
        self.assertEqual(judged("null", ok(id="L1", state="open", labels=[])), Cell("read", True))
        self.assertEqual(judged("null", error("null |\n at 7")), Cell("answer lost: null / at 7", False))

    def test_a_path_stays_in_its_segment_or_is_refused(self):
        self.assertTrue(judged("path", error("bad"), targets=()).good)
        self.assertTrue(judged("path", ok(), targets=("/lockers/%252E%252E/door",)).good)
        for target in ["/door", "/lockers/door", "/lockers/a/b/door"]:
            self.assertEqual(judged("path", ok(), targets=(target,)), Cell(f"sent to `{target}`", False))

    def test_a_secret_is_found_wherever_it_is_shown(self):
        self.assertEqual(judged("debug", ok()), Cell("shows none", True))
        self.assertEqual(
            judged("debug", ok() | {"client": f"({cases.TOKEN})", "request": cases.PASSWORD}),
            Cell("shows token in client, password in request", False),
        )
        self.assertEqual(judged("error", error(cases.COOKIE)), Cell("shows cookie in display", False))
        # Nothing can be said of what was not sent or not seen.
        self.assertFalse(judged("debug", ok(), authorization="").good)
        self.assertFalse(judged("debug", ok(), targets=()).good)
        self.assertEqual(judged("error", ok()), Cell("not to be seen: no error", False))
        self.assertEqual(judged("debug", error("lost")), Cell("not to be seen: lost", False))

    def test_requests_are_counted(self):
        self.assertEqual(judged("get_busy", ok(), targets=("/p", "/p")), Cell("sent twice, then an answer", True))
        self.assertEqual(judged("get_busy", error("busy")), Cell("sent once, then an error", False))
        self.assertEqual(judged("post_busy", ok(), targets=("/p", "/p")), Cell("sent twice, then an answer", False))
        self.assertEqual(judged("post_cut", error("lost")), Cell("sent once, then an error", True))

    def test_an_arm_that_loses_something_is_the_wrong_one(self):
        lost = ok(holder="A", number=None) | {"arm": "Card"}
        self.assertEqual(judged("second_arm", lost), Cell("as Card, without iban", False))
        whole = ok(holder="A", iban="DE00") | {"arm": "Transfer"}
        self.assertEqual(judged("second_arm", whole), Cell("as Transfer, nothing lost", True))


class Document(unittest.TestCase):
    def test_each_part_stands_alone_and_has_what_its_cases_call(self):
        self.assertEqual({case.part for case in CASES}, set(document.PARTS))
        for part in document.PARTS:
            made = document.joined([part])
            text = str(made)
            for name in made["components"]["schemas"]:
                self.assertIn(f"#/components/schemas/{name}", text)
            found = sum(text.count(f"schemas/{name}'") for name in made["components"]["schemas"])
            self.assertEqual(text.count("'$ref'"), found)
        with self.assertRaisesRegex(ValueError, "path.json: another part has /lockers/{lockerId}/door"):
            document.joined(["path", "path"])


class OneServer(unittest.TestCase):
    def test_it_answers_in_turn_and_keeps_what_it_got_as_it_came(self):
        with Server() as server:
            server.begin([Answer(503, {}), Answer(200, {"count": 1}, {"x-a": "b"})])
            connection = http.client.HTTPConnection("127.0.0.1", server.http.server_port, timeout=10)
            for status in [503, 200, 200]:
                connection.request("POST", "/a/../b", body="{}", headers={"authorization": "x"})
                answer = connection.getresponse()
                self.assertEqual(answer.status, status)
                answer.read()
            self.assertEqual(server.requests(), [Request("POST", "/a/../b", "x", "{}")] * 3)
            server.begin([Answer(0)])
            with self.assertRaises((http.client.RemoteDisconnected, ConnectionResetError)):
                connection.request("GET", "/")
                connection.getresponse()
            self.assertEqual(len(server.requests()), 1)
            connection.close()


class Tables(unittest.TestCase):
    def test_only_documents_that_both_compile_are_compared(self):
        made = {"generated": True, "emitted": 2, "processor": 0.5, "lines": 10, "compiled": True}
        made |= {"check_processor": 1.5, "check_mebibytes": 100}
        broken = made | {"compiled": False, "reason": "a | b", "errors": 7}
        results = [
            {"name": "x.yaml", "operations": ["GET /a", "GET /b"], "peers": {"p": made, "q": made}},
            {"name": "y.yaml", "operations": ["GET /c", "GET /d", "GET /e"], "peers": {"p": made, "q": broken}},
        ]
        rows = tables.documents(results, ["p", "q"], True).splitlines()
        self.assertEqual(rows[-2], "| x.yaml | 2 | 2/2, 0.50, 1.5 | 2/2, 0.50, 1.5 |")
        self.assertIn("| 2/3, 0.50, does not compile: 7 errors, first a / b |", rows[-1])
        text = tables.summary(results, ["p", "q"], {"r": "no java"})
        self.assertIn("| p | 2 of 2 | 2 | 1 | 4 of 5 | 4 | 0.50 | 100 |", text)
        self.assertIn("| q | 2 of 2 | 1 | 1 | 4 of 5 | 2 | 0.50 | 100 |", text)
        self.assertIn("| r | SKIPPED: no java |", text)
        results[0]["peers"]["q"] = made | {"lines": 20, "check_processor": 3}
        text = tables.beside(results, "p", ["q", "r"])
        self.assertIn("| q | 1 | 2 | 2 / 2 | 10 / 20 | 0.50 / 0.50 | 1.5 / 3.0 |", text)
        self.assertIn("| r | 0 | 0 | 0 / 0 | 0 / 0 |", text)

    def test_what_is_bad_is_marked(self):
        case = BY_NAME["path"]
        text = tables.behaviour([case], {"p": {"path": Cell("refused", True)}, "q": {"path": Cell("sent", False)}}, {})
        self.assertIn(f"| {case.title} | refused | **✗** sent |", text)
        self.assertIn("| without a mark, of 1 | 1 | 0 |", text)
