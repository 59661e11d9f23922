import os
import select
import sys
import unittest
from pathlib import Path

from compare.limits import Limits, run

HERE = Path(__file__).parent
WIDE = Limits(seconds=60, mebibytes=4096)


def python(script, limits=WIDE):
    return run([sys.executable, "-c", script], limits, HERE)


class Run(unittest.TestCase):
    def test_a_program_that_hangs_is_ended_with_all_that_it_started(self):
        # Both would outlive the test by far, and the second one holds the output.
        script = "import subprocess; print('begun', flush=True); subprocess.run(['tail', '-f', '/dev/null'])"
        ran = python(script, Limits(seconds=0.5, mebibytes=4096))
        self.assertFalse(ran.succeeded)
        self.assertEqual(ran.reason(), "stopped after 0.5 s")
        self.assertLess(ran.seconds, 30)

    def test_what_a_program_leaves_behind_does_not_keep_us_waiting(self):
        script = "import subprocess, sys; child = subprocess.Popen(['tail', '-f', '/dev/null']); print(child.pid)"
        ran = python(script)
        self.assertTrue(ran.succeeded)
        self.assertTrue(has_ended(int(ran.output)))

    def test_memory_is_limited(self):
        ran = python("held = bytearray(900 * 1024 * 1024)", Limits(seconds=60, mebibytes=400))
        self.assertFalse(ran.succeeded)
        self.assertIn("MemoryError", ran.reason())
        self.assertGreater(python("held = b'x' * (64 * 1024 * 1024)").mebibytes, 64)

    def test_the_processor_counts_what_it_started(self):
        busy = "import time\nwhile time.process_time() < 0.5: pass"
        started = python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])")
        self.assertGreaterEqual(started.processor, 0.5)

    def test_the_reason_is_the_line_that_says_why(self):
        text = "warning: x\nthread 'main' (7) panicked at /x/registry/src/y/a/b.rs:7:3:\nnot yet implemented"
        panic = python(f"raise SystemExit({text!r})")
        self.assertEqual(panic.reason(), "panicked at a/b.rs:7:3: not yet implemented")
        text = "ERROR x\na.b.SpecException: 2 mistakes\n | 2\nErrors: \n\t-a\n\t-b"
        listed = python(f"raise SystemExit({text!r})")
        self.assertEqual(listed.reason(), "SpecException: -a")
        self.assertEqual(python("raise SystemExit(3)").reason(), "exit code 3: it says nothing")
        killed = python("import os, signal; os.kill(os.getpid(), signal.SIGABRT)")
        self.assertEqual(killed.reason(), "SIGABRT: it says nothing")
        self.assertTrue(python("print('error, which is none')").succeeded)


def has_ended(process):
    """Whether it ends: it was killed, but may not have been dead yet when we looked."""
    try:
        watch = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    with os.fdopen(watch) as file:
        return bool(select.select([file], [], [], 30)[0])
