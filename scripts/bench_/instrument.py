"""Where the time of a request goes, by function, in this process and without sockets."""

import cProfile
import io
import pstats
import time
from collections.abc import Sequence

from flask import Flask

from bench_.replay import let_go, replay


def profile(app: Flask, requests: Sequence[bytes]) -> str:
    """Processor time of a request, and a profile: the first quarter warms up, the next is timed, the rest is profiled."""
    quarter = len(requests) // 4
    for request in requests[:quarter]:
        replay(app, request)
    began = time.process_time()
    for request in requests[quarter : 2 * quarter]:
        replay(app, request)
    milliseconds = (time.process_time() - began) * 1000 / quarter
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for request in requests[2 * quarter :]:
        replay(app, request)
    profiler.disable()
    let_go(app)
    text = io.StringIO()
    pstats.Stats(profiler, stream=text).sort_stats("cumulative").print_stats(100)
    return f"{milliseconds:.2f} ms of processor time a request\n{text.getvalue()}"
