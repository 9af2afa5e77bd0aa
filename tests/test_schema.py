"""The schema file is the dataclasses' own, and every line is held to it."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest

from gaispider.items import SCHEMA, Capture, Published, Region, Report, Warn
from gaispider.schema import SCHEMA_FILE, InvalidRecordError, content_of, decode, encode, json_schema


def a_report(**fields: object) -> Report:
    base = {
        "schema": SCHEMA,
        "id": "x-1",
        "site": "x",
        "url": "http://x.gov.cn/a",
        "canonical_url": "http://x.gov.cn/a",
    }
    return Report(**(base | {"part": None, "provenance": "official", "family": "trs"} | fields))  # type: ignore[arg-type]


def test_the_schema_file_is_current() -> None:
    assert SCHEMA_FILE.read_text("utf-8") == json_schema(), "run make schema"


def test_a_record_survives_its_line() -> None:
    report = a_report(
        title="松山镇2018年报告", published=Published("2019-02-27", None, "发布日期:2019-02-27", found_in="header")
    )
    assert decode(encode(report)) == report


def test_keys_stand_in_the_order_of_the_schema() -> None:
    line = encode(a_report()).decode()
    keys = [line.index(f'"{name}":') for name in ("schema", "id", "part", "title", "region", "text", "capture")]
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": ""}, "title"),
        ({"published": Published("2019-2-27", None, "x", found_in="header")}, "published"),
        ({"published": Published(None, None, "", found_in="header")}, "published"),
        ({"region": Region("2202", "x", "county", [], "title")}, "region"),
        ({"warnings": [Warn("no_such_code", "x")]}, "warnings"),
        ({"kind": "news"}, "kind"),
    ],
)
def test_a_wrong_record_is_refused_by_field(fields: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidRecordError, match=named):
        encode(a_report(**fields))


def test_a_record_of_an_older_schema_is_read_and_never_written() -> None:
    line = encode(a_report(title="松山镇2018年报告")).replace(b"gaispider.report/2", b"gaispider.report/1")
    report = decode(line)
    assert (report.schema, report.title) == ("gaispider.report/1", "松山镇2018年报告")
    with pytest.raises(InvalidRecordError, match="report/1"):
        encode(report)
    assert json.loads(json_schema())["$defs"]["Report"]["properties"]["schema"] == {"enum": [SCHEMA]}


def test_what_a_record_says_is_its_line_without_the_last_four_fields() -> None:
    assert [field.name for field in fields(Report)][-4:] == ["capture", "extractor", "read_at", "supersedes"]
    capture = Capture(origin="live", record_id="a")
    one, other = a_report(title=',"capture":', read_at="x"), a_report(title=',"capture":', capture=capture)
    assert content_of(encode(one)) == content_of(encode(other))
    assert content_of(encode(one)) != content_of(encode(a_report(title="x")))


@pytest.mark.parametrize("line", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": "other/1"}'])
def test_what_is_no_record_is_refused(line: bytes) -> None:
    with pytest.raises(InvalidRecordError):
        decode(line)
