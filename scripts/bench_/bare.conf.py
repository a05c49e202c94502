"""gunicorn for the yardstick: the production configuration, but for the app itself."""

import os
from pathlib import Path
from runpy import run_path
from typing import Any

production = run_path(str(Path(__file__).parents[2] / "deploy" / "gunicorn.conf.py"))
shared = (
    "worker_class",
    "workers",
    "threads",
    "preload_app",
    "timeout",
    "keepalive",
    "max_requests",
    "max_requests_jitter",
    "worker_tmp_dir",
)
globals().update({name: production[name] for name in shared})
threads = int(os.environ.get("BARE_THREADS", production["threads"]))  # more only where streams are measured
wsgi_app = "bench_.bare:create_app()"
control_socket_disable = True
loglevel = "warning"


def post_fork(server: Any, worker: Any) -> None:
    """Each thread opens its own connection at its first request: nothing to do."""
