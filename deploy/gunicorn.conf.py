"""gunicorn's settings, the same for scripts/run, the container and systemd."""

import gc
import os
from pathlib import Path
from typing import Any

wsgi_app = "backend.app:create_app()"
bind = os.environ.get("MUSTER_BIND", "127.0.0.1:8000").split(",")

# Threads, since a request mostly waits for the database. On a machine for Muster alone: as many workers as cores.
worker_class = "gthread"
workers = int(os.environ.get("MUSTER_WORKERS", "2"))
threads = int(os.environ.get("MUSTER_THREADS", "4"))

# Loaded once and then forked: half the memory and half the time to start; a wrong setting is told once, not by each worker.
# The price: SIGHUP does not load new code. An upgrade restarts the server, as docs/operations.md says.
preload_app = True

# A request that takes longer has gone wrong. What is under way at a stop or an upgrade may be finished.
timeout = 60
graceful_timeout = 10
keepalive = 5  # seconds; more than nginx keeps an idle connection

# A new process now and then, never all at once: whatever a library leaks stays small.
max_requests = 20_000
max_requests_jitter = 4_000

# All instances on a machine would share one path for it, and nobody uses it.
control_socket_disable = True

# Whether a proxy is to be believed is one setting, the app's own: MUSTER_PROXIES.
forwarded_allow_ips = ""

# The app writes a line for each request, without paths that hold secrets; here, only starts, stops and failures.
accesslog = None
errorlog = "-"
loglevel = "warning"

# The workers' sign of life is a file: on a disk, one slow write would look like a dead worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 # gunicorn makes an unguessable file in it


def post_fork(server: Any, worker: Any) -> None:
    """A database connection can't be shared between processes: each worker opens its own."""
    from backend.core.db import db

    app = worker.app.wsgi()
    with app.app_context():
        db.engine.dispose(close=False)


def post_worker_init(worker: Any) -> None:
    """What was loaded stays for good: not looked through at each collection, which cost a tenth of a short request."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    _make_report_files(worker)


def _make_report_files(worker: Any) -> None:
    """Beside the requests, after the fork: a thread does not survive one."""
    from backend.reports.runner import start

    start(worker.app.wsgi())
