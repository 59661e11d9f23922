import contextlib
import io
import json
import sys
import tempfile
import unittest
from pathlib import Path

from compare import behaviour, document
from compare.cases import CASES
from compare.limits import Limits
from compare.measure import Places
from compare.server import Server


class Refusing:
    """A generator that takes no document, and says of each how many parts it had."""

    name = "refusing"
    reason_marks = ("because:",)

    def behaviour_command(self, source, crate):
        count = len(json.loads(source.read_text(encoding="utf-8"))["paths"])
        return [sys.executable, "-c", f"raise SystemExit('error: no\\nbecause: {count} paths')"]


class Observe(unittest.TestCase):
    def test_a_part_that_fails_says_why_in_its_own_cells(self):
        with tempfile.TemporaryDirectory() as folder, Server() as server, contextlib.redirect_stderr(io.StringIO()):
            cells = behaviour.observe(Refusing(), server, Places(Path(folder)), Limits(60, 4096))
        self.assertEqual(set(cells), {case.name for case in CASES})
        for case in CASES:
            alone = len(document.joined([case.part])["paths"])
            self.assertEqual(cells[case.name].text, f"none: does not generate: because: {alone} paths")
            self.assertFalse(cells[case.name].good)
