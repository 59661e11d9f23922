"""The generators, ours among them: how each is called, and how its methods are found in what it wrote.

Each is called as its own documentation says, with its defaults, to write a crate called `client`.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

from .tools import Missing

ROOT = Path(__file__).parents[3]

METHODS = "GET|PUT|POST|PATCH|DELETE|HEAD|OPTIONS|TRACE"


class Peer:
    """A generator in one version."""

    name = ""
    # What `cargo check` of a crate that it wrote needs.
    check_flags = ()
    # What its line begins with that says why it failed, if its last error does not.
    reason_marks = ()
    # Its method and its path, in the source of one method.
    method = re.compile("")

    def __init__(self, tools):
        self.tools = tools

    @property
    def version(self):
        return self.tools.version(self.name)

    def prepare(self):
        """Gets the generator ready. Raises `Missing` if it cannot be had."""

    def command(self, document, crate):
        """What writes the client of `document` into the folder `crate`."""
        raise NotImplementedError

    def behaviour_command(self, document, crate):
        """The same for the behaviour table, where the documentation shows what a client can do if it is asked to."""
        return self.command(document, crate)

    def first_lock(self):
        """A lock file to begin with."""
        return None

    def finish(self, crate, output):
        """Completes a crate by what the documentation of the generator says, after it has printed `output`."""

    def methods(self, crate):
        """Method and path of the operation of each method in the source of `crate`."""
        found = []
        for file in sorted((crate / "src").rglob("*.rs")):
            text = file.read_text(encoding="utf-8", errors="replace")
            for one in self.sources(text):
                match = self.method.search(one)
                if match:
                    # A long one may be broken over two lines.
                    path = re.sub(r"\s", "", match["path"])
                    found.append(f"{match['method']} {path}")
        return found

    def sources(self, text):
        """The source of each method, with the documentation before it."""
        raise NotImplementedError


def documented(text, function):
    """Each function of a source after the text that stands before it and after the one before."""
    begin = 0
    for match in re.finditer(function, text):
        yield text[begin : match.end()]
        begin = match.end()


class Ours(Peer):
    name = "backhaul"
    version = "this tree"
    method = re.compile(rf"/// Sends `(?P<method>{METHODS}) (?P<path>[^`]+)`(?![\s\S]*/// Sends `)")

    def prepare(self):
        self.generator = built("--package", "backhaul-codegen", "--example", "generate")

    def command(self, document, crate):
        return [self.generator, document, crate / "src/generated"]

    def finish(self, crate, output):
        features = json.dumps(output.split())
        write_crate(
            crate,
            "[dependencies]\n"
            f"backhaul-runtime = {{ path = {json.dumps(str(ROOT / 'crates/runtime'))}, "
            f"default-features = false, features = {features} }}\n"
            'serde = { version = "1", features = ["derive"] }\nserde_json = "1"\n'
            # Generated source asks for it.
            "\n[features]\nschemars = []\n",
            "mod generated;\n\npub use generated::*;\n",
        )

    def first_lock(self):
        return ROOT / "Cargo.lock"

    def sources(self, text):
        return documented(text, r"pub (?:async )?fn \w+")


class Progenitor(Peer):
    name = "progenitor"
    reason_marks = ("gen fail:",)
    method = re.compile(rf"Sends a `(?P<method>{METHODS})` request to `(?P<path>[^`]+)`(?![\s\S]*Sends a `)")

    def prepare(self):
        self.program = self.tools.program(self.name)

    def command(self, document, crate):
        return [self.program, "progenitor", "-i", document, "-o", crate, "-n", "client", "-v", "0.1.0"]

    def sources(self, text):
        # A long path is broken over two lines of documentation.
        text = re.sub(r"\n\s*///\s*(?!Sends a)", " ", text)
        return documented(text, r"pub async fn \w+")


class Ploidy(Peer):
    name = "ploidy"
    method = re.compile(rf"/// (?P<method>{METHODS}) (?P<path>/\S*)\n(?![\s\S]*\n\s*/// (?:{METHODS}) /)")

    def prepare(self):
        self.program = self.tools.program(self.name)

    def command(self, document, crate):
        return [self.program, "generate", "rust", document, "-o", crate, "--name", "client"]

    def sources(self, text):
        return documented(text, r"pub async fn \w+")


class OpenapiToRust(Peer):
    name = "openapi-to-rust"
    method = re.compile(rf"/// `(?P<method>{METHODS}) (?P<path>/[^`]*)`\n(?![\s\S]*\n\s*/// `(?:{METHODS}) /)")

    def prepare(self):
        self.program = self.tools.program(self.name)

    def command(self, document, crate):
        return [self.program, "generate", document, "--output-dir", crate / "src/generated"]

    def behaviour_command(self, document, crate):
        # As the quick start in its README, which asks for retries.
        config = crate / "openapi-to-rust.toml"
        config.write_text(
            f"[generator]\nspec_path = {json.dumps(str(document))}\noutput_dir = \"src/generated\"\n"
            'module_name = "api"\n\n[features]\nenable_async_client = true\n\n'
            "[http_client]\ntimeout_seconds = 30\n\n[http_client.retry]\nmax_retries = 3\n\n"
            '[http_client.auth]\ntype = "Bearer"\nheader_name = "Authorization"\n',
            encoding="utf-8",
        )
        return [self.program, "generate", "--config", config]

    def finish(self, crate, output):
        needed = crate / "src/generated/REQUIRED_DEPS.toml"
        text = needed.read_text(encoding="utf-8") if needed.exists() else "[dependencies]\n"
        write_crate(crate, text, "pub mod generated;\n\npub use generated::*;\n")

    def sources(self, text):
        return documented(text, r"pub async fn \w+")


class OpenapiGenerator(Peer):
    name = "openapi-generator"
    # Its default is the system's TLS, whose headers may not be installed.
    check_flags = ("--no-default-features",)
    method = re.compile(
        r'format!\(\s*"\{\}(?P<path>[^"]*)"[\s\S]*?reqwest::Method::(?P<method>[A-Z]+)'
    )

    def prepare(self):
        self.jar = self.tools.jar(self.name)

    def command(self, document, crate):
        # The virtual memory that Java reserves is far more than what it uses.
        java = ["java", "-Xmx2g", "-XX:ReservedCodeCacheSize=128m", "-XX:CompressedClassSpaceSize=256m"]
        # Its YAML parser stops at 3 MB otherwise.
        java += ["-DmaxYamlCodePoints=99999999", "-jar", self.jar, "generate"]
        # A version of a document is often none that cargo takes.
        named = ["-p", "packageName=client,packageVersion=0.1.0"]
        return [*java, "-g", "rust", "--library", "reqwest", *named, "-i", document, "-o", crate]

    def sources(self, text):
        return re.split(r"(?=pub async fn )", text)[1:]


PEERS = (Ours, Progenitor, Ploidy, OpenapiToRust, OpenapiGenerator)


def write_crate(crate, dependencies, root):
    """A manifest and a root for source that was generated without them."""
    manifest = f'[package]\nname = "client"\nversion = "0.1.0"\nedition = "2024"\n\n{dependencies}'
    (crate / "Cargo.toml").write_text(manifest, encoding="utf-8")
    (crate / "src/lib.rs").write_text(root, encoding="utf-8")


def built(*which):
    """The program of the workspace that `cargo build` makes of this."""
    command = ["cargo", "build", "--release", "--quiet", "--locked", "--message-format", "json-render-diagnostics"]
    print(f"cargo build --release {' '.join(which)}", file=sys.stderr, flush=True)
    ran = subprocess.run([*command, *which], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
    messages = [json.loads(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    programs = [message["executable"] for message in messages if message.get("executable")]
    if ran.returncode != 0 or len(programs) != 1:
        raise Missing(f"cargo build {' '.join(which)} failed")
    return Path(programs[0])
