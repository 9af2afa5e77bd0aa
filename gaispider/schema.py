"""Records as JSON lines: encoding, validation, and the JSON Schema generated from gaispider.items.

Only the present schema version is written; lines of earlier versions can be read (schema_versions).

`python -m gaispider.schema` prints the JSON Schema. A test keeps data/reference/report.schema.json equal to it.
"""

from __future__ import annotations

import json
import sys

import msgspec

from gaispider.items import SCHEMA, Report
from gaispider.paths import REFERENCE

SCHEMA_FILE = REFERENCE / "report.schema.json"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Report)


class InvalidRecordError(ValueError):
    """A record that does not fit the schema; the message names the field."""


def encode(report: Report) -> bytes:
    """One JSON line without its newline, checked against the schema.

    Raises InvalidRecordError, naming record and field; also for a record of an older schema version.
    """
    if report.schema != SCHEMA:
        raise InvalidRecordError(f"{report.id}: written is {SCHEMA}, the record is of {report.schema}")
    line = _encoder.encode(report)
    try:
        _decoder.decode(line)
    except msgspec.ValidationError as error:
        raise InvalidRecordError(f"{report.id}: {error}") from error
    return line


def content_of(line: bytes) -> bytes:
    """An encoded record without its last four fields: capture, extractor, read_at, supersedes."""
    # Within a string the quotes would be escaped, so the last match is the record's own key.
    return line[: line.rindex(b',"capture":')]


def decode(line: bytes | str) -> Report:
    """The record of one line. Fields that an older schema version lacks get their defaults; `schema` stays as read.

    Raises InvalidRecordError if the line is not JSON or does not fit the schema.
    """
    try:
        return _decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidRecordError(str(error)) from error


def json_schema() -> str:
    """The JSON Schema (draft 2020-12) of a record as this version writes it, as text."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **msgspec.json.schema(Report)}
    schema["$defs"]["Report"]["properties"]["schema"] = {"enum": [SCHEMA]}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.stdout.write(json_schema())
