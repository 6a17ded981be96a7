"""``manage.py serve``: the whole program on one machine with one command."""

import fcntl
import http.client
import os
import shlex
import socket
import sys
from argparse import ArgumentParser
from contextlib import suppress
from typing import IO, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from config import env
from config.supervision import broker
from config.supervision.children import Child
from config.supervision.supervisor import Supervisor
from registry.organisations.selectors import can_anybody_sign_in

THE_BROKER = "The broker"


class Command(BaseCommand):
    help = (
        "Serve Taizhang: web server, worker, scheduler and (unless REDIS_URL names one) the broker, restarted whenever one "
        "of them dies. Ctrl-C stops everything."
    )
    requires_migrations_checks = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default=env.text("HOST", "127.0.0.1"), help="Address to listen on (HOST).")
        parser.add_argument("--port", type=int, default=env.whole("PORT", 8000, least=1), help="Port (PORT).")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        with _only_one(), _listen(host, port) as listener:
            supervisor = Supervisor([*self._workers(), _web(listener)], say=self._say)
            try:
                supervisor.run(
                    healthy=lambda: _answers(listener),
                    ready=lambda: self._announce(host, port),
                )
            finally:
                if not settings.REDIS_URL:
                    broker.remove_socket(settings.DATA_DIR)
            self._say("Stopped.")

    def _workers(self) -> list[Child]:
        """The broker, which must outlast the others and so comes first, worker and scheduler.

        Where no broker can run, one process that looks for work in the database.
        """
        environment = dict(os.environ)
        if settings.REDIS_URL:
            return _celery(environment)
        if why := broker.obstacle():
            self._say(f"{why}\nUntil then jobs run without a broker, one at a time, looked for every second.")
            return [Child("The worker", [sys.executable, "manage.py", "work"], environment)]
        command = broker.command(broker.prepare_socket(settings.DATA_DIR), settings.DATA_DIR)
        return [Child(THE_BROKER, command, environment), *_celery(environment)]

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def _announce(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        self._say(f"\nTaizhang is ready: http://{shown}:{port}/")
        if settings.DEMO:
            self._say("Sign in as any of the accounts listed on the sign-in page.")
        elif not can_anybody_sign_in():
            self._say("Nobody can sign in yet. Make the first administrator, in another terminal:")
            self._say(f"  {first_administrator()}")
        self._say("Ctrl-C stops it.\n")


def first_administrator() -> str:
    """The command to type in the folder this one was started in, for the same data."""
    here = {name: os.environ[name] for name in ("DATA_DIR", "VENV_DIR") if name in os.environ}
    words = [sys.executable, sys.argv[0], "create_administrator", "USERNAME", "--name", "NAME"]
    return " ".join([*(f"{name}={shlex.quote(value)}" for name, value in here.items()), *map(shlex.quote, words)])


def _only_one() -> IO[str]:
    """Hold the lock of ``DATA_DIR`` for as long as the file is open.

    Raises:
        CommandError: another ``serve`` holds it.
    """
    lock = (settings.DATA_DIR / "serve.lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        number = lock.read().strip()
        lock.close()
        raise CommandError(
            f"Taizhang is already running on {settings.DATA_DIR} (process {number}). Stop it first, or choose another DATA_DIR."
        ) from None
    lock.seek(0)
    lock.truncate()
    lock.write(str(os.getpid()))
    lock.flush()
    return lock


def _listen(host: str, port: int) -> socket.socket:
    """The listening socket stays with the parent, so no connection is refused while the web server starts again.

    Raises:
        CommandError: the port is taken, or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
    except OSError as refused:
        raise CommandError(
            f"Cannot listen on {host}:{port}: {os.strerror(refused.errno or 0)}. Choose another port: make run PORT=8001"
        ) from None


def _web(listener: socket.socket) -> Child:
    temp = str(settings.FILE_UPLOAD_TEMP_DIR)
    web = [sys.executable, "-m", "gunicorn", "config.wsgi:application", "--bind", f"fd://{listener.fileno()}"]
    web += ["--workers", "1", "--threads", "8", "--no-control-socket", "--worker-tmp-dir", temp]
    web += ["--timeout", "120", "--graceful-timeout", "5", "--log-level", "warning"]
    return Child("The web server", web, dict(os.environ), inherited=(listener.fileno(),))


def _celery(environment: dict[str, str]) -> list[Child]:
    hush = "ignore:You're running the worker with superuser"  # the container's and demo's habit; jobs are our own JSON
    celery = [sys.executable, "-W", hush, "-m", "celery", "--app", "config", "--quiet", "--skip-checks"]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "warning"]
    worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [
        Child("The worker", worker, environment, ends_with=THE_BROKER),
        Child("The scheduler", [*celery, "beat", "--loglevel", "warning"], environment),
    ]


def _answers(listener: socket.socket) -> bool:
    """Whether the web server answers; any answer but an error of its own counts."""
    host, port = listener.getsockname()[:2]
    connection = http.client.HTTPConnection("127.0.0.1" if host in {"0.0.0.0", "::"} else host, port, timeout=2)  # noqa: S104
    with suppress(OSError, http.client.HTTPException):
        connection.request("GET", "/health/")
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    return False
