"""One installation of the program in a folder of its own, started and stopped with ``manage.py serve``."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0  # seconds


class Installation:
    def __init__(self, folder: Path, *, database_url: str = "", tick_seconds: int = 1) -> None:
        self.folder = folder
        self.database_url = database_url
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "DATA_DIR": str(folder),
            "DATABASE_URL": database_url,
            "PORT": str(self.port),
            "TICK_SECONDS": str(tick_seconds),
        }
        self.serve: subprocess.Popen[str] | None = None

    def manage(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )

    def move(self, folder: Path) -> None:
        self.folder = self.folder.rename(folder)
        self.environment["DATA_DIR"] = str(folder)

    def start(self, *, worker: str = " worker --", processes: int = 3) -> None:
        """Start it and wait until a page answers and the worker is there, with the two processes it has under Celery."""
        log = (self.folder / "serve.log").open("a")
        starts = self.log.count("Taizhang is ready") + 1
        command = [sys.executable, "manage.py", "serve"]
        self.serve = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, text=True)
        log.close()
        self.until(lambda: self.log.count("Taizhang is ready") == starts)
        self.until(lambda: len(self.processes(worker)) == processes)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        assert self.serve is not None
        serve, self.serve = self.serve, None
        serve.send_signal(number)
        return serve.wait(timeout=PATIENCE)

    @property
    def log(self) -> str:
        return (self.folder / "serve.log").read_text()

    def processes(self, words: str = "") -> list[int]:
        """The processes of this installation whose command line holds ``words``, oldest first; the parent too."""
        mark = f"DATA_DIR={self.folder}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                        found += [int(entry.name)] if words in command else []
                except (FileNotFoundError, ProcessLookupError, PermissionError):
                    continue
        return sorted(found)

    def until(self, holds: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < end, self.log
            assert self.serve is None or self.serve.poll() is None, f"It was stopped from outside.\n{self.log}"
            time.sleep(0.1)

    def add(self, kind: str) -> str:
        """Ask for work on the page; the job's code."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/tests/add/{kind}/", method="POST")
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return str(json.load(answer)["job"])

    def look(self) -> dict[str, Any]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/tests/jobs/", timeout=PATIENCE) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def job(self, code: str) -> tuple[str, int, int]:
        """Its state, its attempts, and the traces it left."""
        _kind, state, attempts, traces = self.look()["jobs"][code]
        return state, attempts, traces

    def is_done(self, code: str) -> bool:
        return self.job(code)[0] == "done"
