"""What a generator makes of one document: whether it generates and compiles, how much, and how long it takes."""

import os
import re
import shutil
import statistics
import sys
from collections import Counter
from pathlib import Path

from .limits import run


class Places:
    """Where a run keeps what it makes: nothing of it is in the repository."""

    def __init__(self, scratch):
        self.scratch = Path(scratch).resolve()

    def crate(self, peer, name):
        """An empty folder for a crate."""
        folder = self.scratch / peer / "crates" / re.sub(r"[^A-Za-z0-9.-]", "_", name)
        if folder.exists():
            shutil.rmtree(folder)
        # Some generators want the folder of the source to be there.
        (folder / "src").mkdir(parents=True)
        return folder

    def environment(self, peer):
        """What cargo is told: dependencies are compiled once for each peer."""
        target = self.scratch / peer / "target"
        own = {"CARGO_TARGET_DIR": str(target), "CARGO_INCREMENTAL": "0", "CARGO_PROFILE_DEV_DEBUG": "0"}
        return {**os.environ, **own, "CARGO_TERM_COLOR": "never"}

    def lock(self, peer):
        """The versions that the first crate of a peer was checked with; all others get them too."""
        return self.scratch / peer / "Cargo.lock"


def generate(peer, document, crate, limits, runs):
    """Generates the client of a document `runs` times: what came of it, as data."""
    seconds, processor, ran = [], [], None
    for _ in range(runs):
        shutil.rmtree(crate)
        (crate / "src").mkdir(parents=True)
        ran = run(peer.command(document, crate), limits, crate)
        seconds.append(ran.seconds)
        processor.append(ran.processor)
        if not ran.succeeded:
            reason = ran.reason(peer.reason_marks).replace(f"{document.parent}/", "")
            return {"generated": False, "reason": reason}
    peer.finish(crate, ran.output)
    return {
        "generated": True,
        "seconds": statistics.median(seconds),
        "processor": statistics.median(processor),
        "mebibytes": ran.mebibytes,
        "lines": lines(crate),
    }


def emitted(peer, crate, operations):
    """Which operations of the document have a method, and what else was found."""
    wanted = Counter(normal(operation) for operation in operations)
    found = Counter(normal(method) for method in peer.methods(crate))
    return {
        "emitted": (wanted & found).total(),
        "missing": sorted(wanted - found),
        # If this is not empty, the methods of the peer are not counted right.
        "foreign": sorted(set(found) - set(wanted)),
    }


def normal(operation):
    """`get /a/{id}#x` as it is sent and without the name of the parameter, which generators change.

    So several operations of a document may be the same here, and as many methods must be.
    """
    method, path = operation.split(" ", 1)
    path = path.split("#", 1)[0]
    return f"{method.upper()} {re.sub(r'{[^{}]*}', '{}', path)}"


def lines(crate):
    count = 0
    for file in crate.rglob("*.rs"):
        with file.open("rb") as source:
            count += sum(1 for _ in source)
    return count


def check(peer, crate, places, limits):
    """Whether the crate compiles, and what that takes when all that it depends on is compiled."""
    standalone(crate)
    lock = places.lock(peer.name)
    first = lock if lock.exists() else peer.first_lock()
    if first:
        shutil.copy(first, crate / "Cargo.lock")
    environment = places.environment(peer.name)
    command = ["cargo", "check", "--lib", "--quiet", "--message-format", "short", *peer.check_flags]
    source, aside = crate / "src", crate / "source-aside"
    source.rename(aside)
    source.mkdir()
    (source / "lib.rs").write_text("", encoding="utf-8")
    # What it depends on is compiled here, and not measured.
    before = run(command, limits, crate, environment)
    shutil.rmtree(source)
    aside.rename(source)
    if not before.succeeded:
        return {"compiled": False, "reason": f"its dependencies: {before.reason()}"}
    if not lock.exists():
        shutil.copy(crate / "Cargo.lock", lock)
    touch(source)
    ran = run(command, limits, crate, environment)
    if not ran.succeeded:
        errors = re.findall(r"^\S+: error", ran.errors, re.MULTILINE)
        return {"compiled": False, "reason": first_error(ran), "errors": len(errors)}
    return {
        "compiled": True,
        "check_seconds": ran.seconds,
        "check_processor": ran.processor,
        "check_mebibytes": ran.mebibytes,
    }


def first_error(ran):
    """The first error of rustc; what stopped it otherwise."""
    if not ran.stopped:
        for line in ran.errors.splitlines():
            if ": error" in line:
                return line
    return ran.reason()


def standalone(crate):
    """A crate belongs to no workspace, wherever its folder is."""
    manifest = crate / "Cargo.toml"
    text = manifest.read_text(encoding="utf-8")
    if not re.search(r"^\[workspace\]", text, re.MULTILINE):
        manifest.write_text(text + "\n[workspace]\n", encoding="utf-8")


def touch(source):
    """Cargo compares times, and the empty root was newer."""
    for file in source.rglob("*.rs"):
        file.touch()


def say(text):
    print(text, file=sys.stderr, flush=True)
