import contextlib
import io
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from compare import main
from compare.peers import PEERS
from compare.tools import Tools

PINS = Path(__file__).parent.parent / "peers.toml"


class Missing(unittest.TestCase):
    def test_a_peer_that_cannot_be_had_is_skipped_with_the_reason(self):
        said = io.StringIO()
        with tempfile.TemporaryDirectory() as folder, mock.patch("compare.tools.shutil.which", return_value=None):
            with contextlib.redirect_stderr(said):
                ready, skipped = main.prepare(["openapi-generator"], Tools(folder, PINS))
        self.assertEqual((ready, skipped), ([], {"openapi-generator": "java is not installed"}))
        self.assertEqual(said.getvalue(), "SKIPPED openapi-generator: java is not installed\n")

    def test_every_peer_has_a_version_and_is_found_where_it_was_installed(self):
        with tempfile.TemporaryDirectory() as folder:
            tools = Tools(folder, PINS)
            self.assertEqual(set(tools.pins), {kind.name for kind in PEERS} - {"backhaul"})
            for name, pin in tools.pins.items():
                program = Path(folder) / f"{name}-{pin['version']}" / "bin" / pin.get("crate", "x")
                program.parent.mkdir(parents=True)
                program.touch()
                if "crate" in pin:
                    self.assertEqual(tools.program(name), program)


class Arguments(unittest.TestCase):
    def test_what_is_missing_or_unknown_is_said(self):
        for given, said in [
            (["--peers", "backhaul,kiota"], "no such peer: kiota; there are backhaul, progenitor"),
            ([], "name a folder with --documents"),
            (["--only", "behaviour", "--seconds", "0"], "give a number above 0"),
        ]:
            errors = io.StringIO()
            with self.subTest(said), contextlib.redirect_stderr(errors), self.assertRaises(SystemExit):
                main.arguments(given)
            self.assertIn(said, errors.getvalue())
        options = main.arguments(["--only", "behaviour", "--peers", "ploidy"])
        self.assertEqual((options.peers, options.runs), (["ploidy"], 3))
