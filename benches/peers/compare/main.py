"""The arguments, and the way through a run."""

import argparse
import json
import os
import tempfile
import time
from pathlib import Path

from . import behaviour, measure, tables
from .cases import CASES
from .limits import Limits, run
from .measure import Places, say
from .peers import PEERS, ROOT, Ours, built
from .server import Server
from .tools import Missing, Tools

HERE = Path(__file__).parent.parent


def arguments(given):
    parser = argparse.ArgumentParser(
        prog="benches/peers/run",
        description="Our generator beside four others: the same documents, and what their clients do.",
    )
    names = [peer.name for peer in PEERS]
    parser.add_argument("--documents", type=Path, metavar="FOLDER", help="documents (*.yaml, *.yml, *.json)")
    parser.add_argument("--peers", default=",".join(names), help=f"some of {','.join(names)}")
    parser.add_argument(
        "--only",
        choices=["generate", "check", "behaviour"],
        help="generate the documents; also check them; or make the behaviour table alone",
    )
    parser.add_argument("--runs", type=positive, default=3, help="generations, for the median of their times; 3")
    parser.add_argument("--seconds", type=positive, default=900, help="the most time for one step; 900")
    parser.add_argument("--mebibytes", type=positive, default=12288, help="the most memory for one step; 12288")
    parser.add_argument("--json", type=Path, metavar="FILE", help="for the JSON; peers.json in the scratch folder")
    target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")
    folder = {"type": Path, "metavar": "FOLDER"}
    scratch = target / "peers"
    parser.add_argument("--scratch", default=scratch, help=f"for all that is made; {scratch}", **folder)
    parser.add_argument("--tools", help="for the generators; tools in the scratch folder", **folder)
    options = parser.parse_args(given)
    options.peers = options.peers.split(",")
    unknown = set(options.peers) - set(names)
    if unknown:
        parser.error(f"no such peer: {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    if options.only != "behaviour" and options.documents is None:
        parser.error("name a folder with --documents, or say --only behaviour")
    return options


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("give a number above 0")
    return number


def main(given):
    options = arguments(given)
    began = time.monotonic()
    # Programs run in folders of their own.
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    tools = Tools((options.tools or scratch / "tools").resolve(), HERE / "peers.toml")
    limits = Limits(options.seconds, options.mebibytes)
    file = (options.json or scratch / "peers.json").resolve()
    places = Places(scratch)
    ready, skipped = prepare(options.peers, tools)
    found = {
        "versions": {peer.name: peer.version for peer in ready},
        "skipped": skipped,
        "limits": vars(limits),
        "load": os.getloadavg()[0],
    }
    names = [peer.name for peer in ready]
    say_versions(found)
    if options.only != "behaviour":
        is_checked = options.only != "generate"
        results = found["documents"] = operations(options.documents, limits)
        for document in results:
            for peer in ready:
                made = one(peer, options.documents, document, places, limits, options.runs, is_checked)
                document["peers"][peer.name] = made
                say(f"{document['name']}, {peer.name}: {tables.cell(made, len(document['operations']))}")
                keep(file, found)
        print("## Documents\n")
        print(tables.documents(results, names, is_checked))
        print(tables.summary(results, names, skipped))
        if is_checked and len(names) > 1:
            print(tables.beside(results, names[0], names[1:]))
    cells = {}
    if options.only in (None, "behaviour"):
        with Server() as server:
            for peer in ready:
                cells[peer.name] = behaviour.observe(peer, server, places, limits)
                say(f"{peer.name}: {sum(cell.good for cell in cells[peer.name].values())} of {len(CASES)} rows")
        found["behaviour"] = {
            name: {case: vars(cell) for case, cell in of_peer.items()} for name, of_peer in cells.items()
        }
        print("## Behaviour\n")
        print(tables.behaviour(CASES, cells, skipped))
    found["took"] = time.monotonic() - began
    keep(file, found)
    print(f"{found['took']:.0f} s; load at the beginning {found['load']:.1f}; as data in {file}")
    return failures(found, cells)


def prepare(wanted, tools):
    """The peers that can be had, and why not the others."""
    ready, skipped = [], {}
    for kind in PEERS:
        if kind.name not in wanted:
            continue
        peer = kind(tools)
        try:
            peer.prepare()
            ready.append(peer)
        except Missing as missing:
            skipped[peer.name] = str(missing)
            say(f"SKIPPED {peer.name}: {missing}")
    return ready, skipped


def say_versions(found):
    print("Versions: " + ", ".join(f"{peer} {version}" for peer, version in found["versions"].items()) + ".\n")
    for peer, reason in found["skipped"].items():
        print(f"SKIPPED {peer}: {reason}\n")


def operations(folder, limits):
    """Each document of a folder with its operations, as `cargo xtask corpus` counts them."""
    xtask = built("--package", "xtask", "--bin", "xtask")
    ran = run([xtask, "corpus", "--json", folder.resolve()], limits, ROOT)
    try:
        judged = json.loads(ran.output)
    except ValueError:
        raise SystemExit(f"cargo xtask corpus --json {folder}: {ran.reason()}") from None
    return [{"name": one["name"], "operations": one["operations"], "peers": {}} for one in judged]


def one(peer, folder, document, places, limits, runs, is_checked):
    """What a peer makes of a document."""
    crate = places.crate(peer.name, document["name"])
    made = measure.generate(peer, (folder / document["name"]).resolve(), crate, limits, runs)
    if made["generated"]:
        made |= measure.emitted(peer, crate, document["operations"])
        if is_checked:
            made |= measure.check(peer, crate, places, limits)
    return made


def keep(file, found):
    """Written as a whole or not at all, so that what was measured outlives a run that is ended."""
    with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False, encoding="utf-8") as new:
        json.dump(found, new, indent=1)
    os.replace(new.name, file)


def failures(found, cells):
    """1 if ours does badly in a row of the behaviour table, or if methods are not counted right."""
    code = 0
    for document in found.get("documents", []):
        for name, made in document["peers"].items():
            if made.get("foreign"):
                say(f"{document['name']}, {name}: methods of no operation of the document: {made['foreign'][:3]}")
                code = 1
    for case, cell in cells.get(Ours.name, {}).items():
        if not cell.good:
            say(f"ours does badly: {case}: {cell.text}")
            code = 1
    return code
