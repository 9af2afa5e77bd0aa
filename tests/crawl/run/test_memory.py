"""The memory limit of a crawl counts the crawl's own memory."""

from __future__ import annotations

import subprocess
import sys

SIZE = 192 << 20
ASK = """
import resource
from scrapy.utils.test import get_crawler
from gaispider.crawl.run.memory import OwnMemoryUsage
usage = OwnMemoryUsage.from_crawler(get_crawler())
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, usage.get_virtual_size())
held = b"x" * %d
print(usage.get_virtual_size())
"""
# A program that had a large peak before it starts a crawl.
PARENT = """
import subprocess, sys
b"x" * %d
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
"""


def test_a_large_parent_does_not_count_and_its_own_memory_does() -> None:
    arguments = [sys.executable, "-c", PARENT % (2 * SIZE), ASK % SIZE]
    said = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout.split()
    inherited, own, grown = (int(size) for size in said)
    assert own < inherited
    assert own < SIZE
    assert grown >= own + SIZE * 0.9
