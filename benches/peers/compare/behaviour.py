"""The behaviour table: the client of one document, made by each peer, against one server."""

import json
import shutil
from pathlib import Path

from . import document
from .cases import CASES, TOKEN, Cell, short
from .limits import Limits, run
from .measure import first_error, say, standalone

PROGRAMS = Path(__file__).parent.parent / "programs"

# One call to a server on this machine.
CALL = Limits(seconds=60, mebibytes=2048)


def observe(peer, server, places, limits):
    """A cell for each case. What a peer cannot generate or compile says why, in the cells of that part."""
    program, reasons = build(peer, document.PARTS, places, limits)
    if reasons:
        say(f"{peer.name}: the whole document fails, its parts are tried alone")
        reasons = {}
        fit = [part for part in document.PARTS if fits(peer, part, places, limits, reasons)]
        if fit:
            program, more = build(peer, fit, places, limits)
            reasons.update(more)
    return {
        case.name: Cell(f"none: {short(reasons[case.part])}", False)
        if case.part in reasons
        else observe_case(case, program, server)
        for case in CASES
    }


def fits(peer, part, places, limits, reasons):
    _, found = build(peer, [part], places, limits)
    reasons.update(found)
    return not found


def build(peer, parts, places, limits):
    """The program of a peer with these parts of the document; or for each of them why there is none."""
    crate = places.crate(peer.name, "lockers")
    source = places.scratch / peer.name / "lockers.json"
    source.write_text(json.dumps(document.joined(parts), indent=1), encoding="utf-8")
    ran = run(peer.behaviour_command(source, crate), limits, crate)
    if not ran.succeeded:
        return None, dict.fromkeys(parts, f"does not generate: {ran.reason(peer.reason_marks)}")
    peer.finish(crate, ran.output)
    standalone(crate)
    home = places.scratch / peer.name / "program"
    for name, copy in ((peer.name, home), ("report", home.parent / "report")):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(PROGRAMS / name, copy)
    manifest = home / "Cargo.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("CLIENT", crate.as_posix()), encoding="utf-8")
    lock = peer.first_lock()
    if lock:
        shutil.copy(lock, home / "Cargo.lock")
    command = ["cargo", "build", "--quiet", "--message-format", "short", "--no-default-features"]
    ran = run([*command, "--features", ",".join(parts)], limits, home, places.environment(peer.name))
    if not ran.succeeded:
        return None, dict.fromkeys(parts, f"does not compile: {first_error(ran)}")
    return Path(places.environment(peer.name)["CARGO_TARGET_DIR"]) / "debug/program", {}


def observe_case(case, program, server):
    """Runs the program of a peer for one case."""
    server.begin(case.answers)
    ran = run([program, server.address, TOKEN, case.call, case.argument], CALL, program.parent)
    try:
        said = json.loads(ran.output)
    except ValueError:
        said = None
    if not ran.succeeded or not isinstance(said, dict) or said.get("outcome") not in ("ok", "error"):
        return Cell(f"the program failed: {short(ran.reason())}", False)
    return case.judge(said, server.requests(), case.answers[-1].body)
