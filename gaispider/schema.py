"""Records as JSON lines: encoding, validation, and the JSON Schema that is generated from gaispider.items.

Written is the schema of this version; read are its lines and those of the versions before it (schema_versions).

`python -m gaispider.schema` prints the schema; `data/reference/report.schema.json` is that output, and a test says so.
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

    Raises InvalidRecordError, naming record and field; also for a record that was read from a line of an older schema.
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
    """An encoded record without its last four fields, which say from what, when and by which version it was read."""
    # Within a string the quotes would be escaped; of such keys the last is the record's own.
    return line[: line.rindex(b',"capture":')]


def decode(line: bytes | str) -> Report:
    """The record of one line; what a line of an older schema lacks is unset, and `schema` says which it was.

    Raises InvalidRecordError if it is no JSON or does not fit the schema.
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
