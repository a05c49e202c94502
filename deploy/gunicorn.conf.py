"""gunicorn's settings, for the demo and for production alike. Environment variables change the two that depend on the machine."""

import os

worker_class = "gthread"
workers = int(os.environ.get("MUSTER_WORKERS", "2"))  # about one a core
threads = int(os.environ.get("MUSTER_THREADS", "4"))  # more only lengthens the slowest answers
timeout = 120  # an export of half a million rows streams for a while
graceful_timeout = 20
keepalive = 15
max_requests = 50_000  # a worker is renewed now and then, not all at once
max_requests_jitter = 5_000
accesslog = None  # the application writes its own lines, without addresses
control_socket_disable = True  # gunicorn 27 opens it at one path for all instances on a machine
