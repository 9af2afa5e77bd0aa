"""What a bundle is: the names in the zip, what each holds, and how large it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FORMAT = "gaispider.bundle/1"
ABOUT = "bundle.json"
ENTRY = "entry.toml"
SAMPLE = "sample.warc.gz"
RECORDS = "records.jsonl"
RUNS = "runs.json"
README = "README.txt"

# Bytes of each part, packed and unpacked; nothing else is taken from a zip.
LIMITS = {
    ABOUT: 1 << 20,
    ENTRY: 1 << 18,
    SAMPLE: 32 << 20,
    RECORDS: 32 << 20,
    RUNS: 8 << 20,
    README: 1 << 16,
}
# Bytes to which the records of a sample may unpack, all together.
UNPACKED = 256 << 20

TEXT = """A bundle of gaispider: what was read of one site, to find out why it is read so.

bundle.json      what this is, of which day, with which versions and settings
entry.toml       the registry entry
sample.warc.gz   some pages of the site as they were answered, without cookies
records.jsonl    what was read of them, a record a line
runs.json        what the last runs say of themselves

It holds no credentials, no paths or names of a machine, and no contact. `make case BUNDLE=FILE.zip` in a checkout of
gaispider makes a test of it that replays these pages.
"""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The content of one bundle. `about` is bundle.json, `province` the two digits that the file of its entry's name
    begins with."""

    key: str
    province: str
    about: dict[str, Any]
    entry: str
    sample: bytes
    records: str
    runs: str
