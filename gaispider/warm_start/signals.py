"""For the server of forks alone: it outlives the signals that end a run, until its crawls have ended after them."""

import signal

import gaispider.warm_start.preload  # noqa: F401 - importing it is what it is for

for _number in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(_number, signal.SIG_IGN)
