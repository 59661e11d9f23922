"""Runs one program within limits of time and memory, and measures it."""

import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one program may take."""

    seconds: float
    mebibytes: int


@dataclass(frozen=True)
class Ran:
    """How a program ended, and what it took."""

    code: int
    seconds: float
    # Of the processor, of all its processes: what does not grow when the machine has other work.
    processor: float
    # The most memory that one process of it had at once.
    mebibytes: float
    output: str
    errors: str
    # Why it was ended, if it was: in words.
    stopped: str = ""

    @property
    def succeeded(self):
        return self.code == 0 and not self.stopped

    def reason(self, own=()):
        """The first line that says why it failed, the same on any machine. Marks of its `own` count first."""
        return re.sub(r"\S*/registry/src/[^/]+/|thread '\w+' (\(\d+\) )?", "", self.first_reason(own))

    def first_reason(self, own):
        if self.stopped:
            return self.stopped
        lines = [line.strip() for line in (self.errors + "\n" + self.output).splitlines() if line.strip()]
        for marks in (own, ("panicked at", "overflowed its stack"), ("Exception",), ("error", "Error", "ERROR")):
            for index, line in enumerate(lines):
                if any(mark in line for mark in marks):
                    return with_cause(line, lines[index + 1 :])
        said = lines[0] if lines else "it says nothing"
        how = signal.Signals(-self.code).name if self.code < 0 else f"exit code {self.code}"
        return f"{how}: {said}"


def with_cause(line, after):
    """An error with what the lines after it say of it: a panic and a list of errors go on there."""
    if "Errors:" in after:
        named = re.search(r"\w+Exception", line)
        return ": ".join([named[0] if named else line, *after[after.index("Errors:") + 1 :][:1]])
    is_more = after and not after[0].startswith(("note:", "at ", "Stack backtrace"))
    return f"{line} {after[0]}" if is_more else line


def run(command, limits, folder, environment=None):
    """Runs `command` in `folder`. Whatever it started ends with it.

    The output goes to files, so that a process which outlives it cannot keep us waiting.
    """
    with open_scratch() as output, open_scratch() as errors:
        started = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=errors,
            # A group of its own, which is ended as a whole.
            start_new_session=True,
            preexec_fn=lambda: limit_memory(limits.mebibytes),
        )
        late = threading.Event()
        guard = threading.Timer(limits.seconds, lambda: (late.set(), end_group(process.pid)))
        guard.start()
        try:
            # It stays a zombie until it is reaped below, so that its number is nobody else's.
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
            seconds = time.monotonic() - started
        finally:
            guard.cancel()
            guard.join()
            end_group(process.pid)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        stopped = f"stopped after {limits.seconds:g} s" if late.is_set() else ""
        return Ran(
            code=process.returncode,
            seconds=seconds,
            processor=usage.ru_utime + usage.ru_stime,
            mebibytes=usage.ru_maxrss / 1024,
            output=read(output),
            errors=read(errors),
            stopped=stopped,
        )


def limit_memory(mebibytes):
    size = mebibytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    # A core file of a program that overflowed its stack would be of no use.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def end_group(group):
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass


def open_scratch():
    return tempfile.TemporaryFile(mode="w+", encoding="utf-8", errors="replace")


def read(file):
    file.seek(0)
    return file.read()
