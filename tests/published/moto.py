"""A server that speaks like S3, in a process of its own on loopback."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

_ADDRESS = re.compile(rb"Running on (http://[\d.:]+)")


@contextmanager
def moto(port: int = 0) -> Iterator[str]:
    """The address of a server with the bucket `reports`, which holds nothing."""
    beside = Path(sys.executable).with_name("moto_server")
    program = str(beside) if beside.exists() else shutil.which("moto_server")
    if program is None:
        pytest.skip("needs moto's server (make test-services installs it)")
    command = [program, "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        assert server.stderr is not None
        address = next(found[1].decode() for line in server.stderr if (found := _ADDRESS.search(line)))
        with closing(HTTPConnection(urlsplit(address).netloc)) as connection:
            connection.request("PUT", "/reports")
            assert connection.getresponse().status == 200
        # What it goes on saying must not fill the pipe.
        with subprocess.Popen(["cat"], stdin=server.stderr, stdout=subprocess.DEVNULL) as reader:
            yield address
            server.terminate()
            server.wait()
            reader.wait()
    finally:
        server.kill()
        server.wait()
        if server.stderr is not None:
            server.stderr.close()


def environment(address: str) -> dict[str, str]:
    """What a program needs to reach it."""
    return {
        "AWS_ENDPOINT_URL": address,
        "AWS_ACCESS_KEY_ID": "a-key",
        "AWS_SECRET_ACCESS_KEY": "a-secret",
        "AWS_REGION": "us-east-1",
    }
