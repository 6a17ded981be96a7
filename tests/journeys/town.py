"""The demo as ``make run`` starts it: its own folder, its own port, web, worker, beat and broker as real processes."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from django.conf import settings

READY_SECONDS = 90


class Town:
    """``base`` is where it answers; :meth:`manage` gives it a command."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}},
            "DATA_DIR": str(folder),
            "DEMO": "1",
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.serving: subprocess.Popen[bytes] | None = None

    def manage(self, *words: str) -> str:
        """Run a command to its end and answer what it printed."""
        done = subprocess.run(self._command(*words), env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_demo", "--port", str(self.port))
        self.serving = subprocess.Popen(self._command("serve"), env=self.environment, start_new_session=True)
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            assert time.monotonic() < deadline, "serve does not answer"
            time.sleep(0.2)

    def stop(self) -> None:
        if self.serving:
            self.serving.send_signal(signal.SIGINT)
            self.serving.wait(timeout=30)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.base}/health/", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
