"""``python -m tests.chromium``: the path of a Chromium for the journey tests, installed first where there is none.

In this order: ``$CHROMIUM``; the machine's; as root Debian's package; as anybody else Debian's packages unpacked below
``.venv`` with apt's state in a folder of one's own, which needs no rights on the machine.
"""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

VENV_DIR = Path(os.environ.get("VENV_DIR") or Path(__file__).resolve().parent.parent / ".venv").absolute()
PRIVATE = VENV_DIR / "chromium"
PACKAGES = ["chromium", "fonts-noto-cjk"]  # and a font with Chinese, or screenshots show boxes
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MACHINES_STATUS = "/var/lib/dpkg/status"

WRAPPER = """#!/bin/sh
root={root}
export LD_LIBRARY_PATH="$root/usr/lib/chromium:{libraries}"
export FONTCONFIG_FILE="$root/fonts.conf"
exec "$root/usr/lib/chromium/chromium" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{root}/usr/share/fonts</dir>
  <cachedir>{root}/font-cache</cachedir>
</fontconfig>
"""


def find() -> Path:
    """The executable. The first call on a bare machine takes a minute or two; several processes may call it at once."""
    if said := os.environ.get("CHROMIUM"):
        return Path(said)
    VENV_DIR.mkdir(parents=True, exist_ok=True)
    with (VENV_DIR / "chromium.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return _of_the_machine() or _private() or _install()


def _of_the_machine() -> Path | None:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    return Path(found) if found else None


def _private() -> Path | None:
    wrapper = PRIVATE / "chromium"
    return wrapper if wrapper.exists() else None


def _install() -> Path:
    if os.geteuid() == 0:
        _run("apt-get", "--quiet", "--quiet", "update")
        _run("apt-get", "--quiet", "--quiet", "--yes", "--no-install-recommends", "install", *PACKAGES)
        return Path("/usr/bin/chromium")
    return _unpack()


def _unpack() -> Path:
    """Download the packages this machine lacks, by apt's own reckoning, and unpack them without installing."""
    shutil.rmtree(PRIVATE, ignore_errors=True)
    for folder in ("state/lists/partial", "cache/archives/partial"):
        (PRIVATE / folder).mkdir(parents=True)
    apt = ["apt-get", "--quiet", "--quiet", "--yes", "--no-install-recommends", "-o", "Debug::NoLocking=1"]
    apt += ["-o", f"Dir::State={PRIVATE}/state", "-o", f"Dir::State::status={MACHINES_STATUS}"]
    apt += ["-o", f"Dir::Cache={PRIVATE}/cache", "-o", "APT::Sandbox::User="]
    _run(*apt, "update")
    _run(*apt, "--download-only", "install", *PACKAGES)
    for package in sorted((PRIVATE / "cache" / "archives").glob("*.deb")):
        _run("dpkg", "-x", str(package), str(PRIVATE))
        package.unlink()
    libraries = {str(path.parent) for path in (PRIVATE / "usr" / "lib").glob("*-linux-gnu/**/*.so*")}
    (PRIVATE / "fonts.conf").write_text(FONTS.format(root=PRIVATE))
    wrapper = PRIVATE / "chromium"
    wrapper.write_text(WRAPPER.format(root=PRIVATE, libraries=":".join(sorted(libraries))))
    wrapper.chmod(0o755)
    return wrapper


def _run(*command: str) -> None:
    subprocess.run(command, check=True, env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, stdout=sys.stderr)


if __name__ == "__main__":
    print(find())  # noqa: T201
