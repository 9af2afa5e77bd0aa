"""The whole way of a page, from bytes to records."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gaispider import extract
from gaispider.evaluation.seeds import score_seeds
from gaispider.page import read_page
from gaispider.paths import ROOT
from gaispider.reading import capture_of, drafts, normalised
from gaispider.received import Received
from gaispider.schema import encode
from gaispider.sites.model import Site
from tests.seed_like import Town, jilin_page

CORPUS = ROOT.parent / "shared" / "corpus"
TOWNS = [
    Town("jingyu", "220622", "靖宇县", "花园口镇", "220622104", ("吉林省", "白山市", "靖宇县", "花园口镇")),
    Town("huadian", "220282", "桦甸市", "夹皮沟镇", "220282100", ("吉林省", "吉林市", "桦甸市", "夹皮沟镇")),
    Town("dongchang", "220502", "东昌区", "金厂镇", "220502100", ("吉林省", "通化市", "东昌区", "金厂镇")),
]


def a_site(town: Town) -> Site:
    return Site(town.site, town.county, "trs", "test.toml", town.region, (f"www.{town.site}.gov.cn",))


def damaged(day: date) -> str:
    return f"{day.year}{day.month}{day.day}"


NEWS = "一、统计期限自2016年1月1日起至2016年12月31日止，靖宇县花园口镇和靖宇县三道湖镇共修路12公里。"


@pytest.mark.parametrize("subject", ["政务公开", "道路建设"])
def test_what_names_no_disclosure_is_not_read_as_a_report(subject: str) -> None:
    page = f"<h1>花园口镇{subject}工作总结</h1><div id='zoom'>{f'<p>{NEWS}</p><p>二、{subject}如下。</p>'}</div>"
    (record,) = extract(page.encode(), "http://www.example.gov.cn/1.html")
    reported = subject == "政务公开"
    assert record.kind == ("work_summary" if reported else "not_a_report")
    assert (record.period is not None, len(record.sections) > 1) == (reported, reported)
    assert NEWS in (record.text or "")


@pytest.mark.parametrize("town", TOWNS, ids=lambda town: town.site)
@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
def test_a_renamed_report_gives_the_renamed_record(town: Town, charset: str) -> None:
    published, signed = date(2017, 3, 9), date(2017, 2, 24)
    figures = {"proactive_total": 87, "normative_documents": 5}
    page = jilin_page(
        town, year=2016, signed=damaged(signed), published=published.isoformat(), figures=figures, charset=charset
    )
    url = f"http://www.{town.site}.gov.cn/xxgk/ndbg/201703/t20170309_8812.html"
    (record,) = extract(page, url, site=a_site(town))

    assert record.title == f"{town.town}2016年政府信息公开工作年度报告"
    assert record.kind == "annual_report"
    assert record.provenance == "official"
    assert record.region is not None
    assert record.region.code == town.code
    assert tuple(record.region.path) == town.path
    assert record.agency is not None
    assert record.agency.name == f"{town.town}人民政府"
    assert (record.report_year, record.report_year_found_in) == (2016, "title")
    assert record.published is not None
    assert record.published.value == "2017-03-09"
    assert record.signed is not None
    assert (record.signed.value, record.signed.raw, record.signed.method) == ("2017-02-24", "2017224", "repaired")
    assert record.period is not None
    assert (record.period.start, record.period.end) == ("2016-01-01", "2016-12-31")
    assert record.url_date == "2017-03-09"
    assert [section.title for section in record.sections] == [
        "概述",
        "主动公开政府信息情况",
        "依申请公开政府信息情况",
        "存在问题及工作打算",
    ]
    narrative = record.statistics.narrative
    assert {key: narrative[key].value for key in figures} == figures
    assert narrative["applications_received"].value == 0
    assert "lawsuits" not in narrative
    assert "登录" not in (record.text or "")
    assert not record.warnings


@pytest.mark.parametrize("days", [0, 1, 17, 80])
def test_the_sign_off_follows_its_page(days: int) -> None:
    published = date(2019, 12, 11)
    signed = published - timedelta(days)
    figures = {"proactive_total": 3, "normative_documents": 0}
    page = jilin_page(
        TOWNS[0], year=2018, signed=damaged(signed), published=published.isoformat(), figures=figures, charset="utf-8"
    )
    (record,) = extract(page, "http://www.jingyu.gov.cn/a.html", site=a_site(TOWNS[0]))
    assert record.signed is not None
    assert record.signed.value in (signed.isoformat(), None)
    assert record.signed.value or signed.isoformat() in record.signed.alternatives


def test_the_same_page_of_another_county_is_another_place() -> None:
    """城关镇 stands in a hundred counties: the site's region decides."""
    html = "<html><head><meta charset='utf-8'></head><body><h1>城关镇2012年政府信息公开年度报告</h1><div id='zoom'>"
    html += "<p>一、概述</p><p>我镇主动公开政府信息12条,未收到申请。</p><p>城关镇人民政府</p></div></body></html>"
    codes = set()
    for key, region in [("a", "411624"), ("b", "620421"), ("c", "610722")]:
        site = Site(key, key, "generic", "test.toml", region, (f"{key}.gov.cn",))
        (record,) = extract(html.encode(), f"http://{key}.gov.cn/1.html", site=site)
        assert record.region is not None
        codes.add(record.region.code[:6])
    assert codes == {"411624", "620421", "610722"}


def test_ids_hold_over_runs_and_parts() -> None:
    page = "<html><body><div class='content'>" + "".join(
        f"<p>第{n}篇:某县政务公开工作总结({k})</p><p>各位领导:</p><p>{text * 30}</p>"
        for n, k, text in [("一", 1, "今年以来,我县公开了财政信息。"), ("二", 2, "我局认真落实公开制度,完善目录。")]
    )
    one = extract(page.encode(), "http://www.example.org/x?b=2&a=1")
    two = extract(page.encode(), "http://www.example.org/x?a=1&b=2#top")
    assert [record.part for record in one] == [1, 2]
    assert [record.id for record in one] == [record.id for record in two]
    assert len({record.id for record in one}) == 2
    assert {record.provenance for record in one} == {"third_party_copy"}


HOSTILE = {
    "empty": b"",
    "blank": b"   \n",
    "binary": bytes(range(256)) * 40,
    "nul": b"<html>\x00<body>\x00<p>\xe6\x9d\xbe\x00</p>",
    "truncated tag": "<html><body><div class='TRS_Editor'><p>松山镇2018年".encode(),
    "truncated character": "<p>政府信息公开".encode()[:-1],
    "pdf": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj <<>> endobj",
    "word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "utf-16": "<html><head><meta charset=gb2312></head><body><p>报告</p></body>".encode("utf-16"),
    "deep": b"<div>" * 50_000 + "<p>底</p>".encode(),
    "deep tables": b"<table><tr><td>" * 3_000,
    "wide": b"<html><body>" + "<p>一、概述</p>".encode() * 20_000,
    "one long line": b"<p>" + "2018年1月1日至12月31日,".encode() * 20_000,
    "digits": b"<p>" + b"20181112" * 30_000,
    "entities": b"<p>" + b"&#12345678;&nbsp;&#x0;&lt;" * 2_000,
    "attributes": b"<p " + b"a='b' " * 20_000 + b">x</p>",
    "spans": b"<td colspan=99999999 rowspan=99999999>1</td>" * 50,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_the_bytes_there_is_a_record(body: bytes) -> None:
    reports = extract(body, "http://www.jingyu.gov.cn/xxgk/ndbg/201703/t20170309_8812.html")
    assert len(reports) >= 1
    for report in reports:
        encode(report)


@pytest.mark.parametrize("url", ["http://[::1/x", "http://x.gov.cn:abc/a", "file:a.html", "not an address"])
def test_whatever_the_address_there_is_a_record_that_names_it(url: str) -> None:
    (report,) = extract("<h1>青溪县2019年政府信息公开工作年度报告</h1>".encode(), url)
    encode(report)
    assert (report.url, report.canonical_url) == (url, url)


def test_without_an_address_there_is_no_record() -> None:
    with pytest.raises(ValueError, match=r"file:name\.html will do"):
        extract(b"<h1>x</h1>", " ")


def test_a_page_of_fifty_megabytes_is_read() -> None:
    body = b"<html><body><div class='TRS_Editor'>" + "<p>我镇主动公开政府信息12条。</p>".encode() * 1_150_000
    assert len(body) > 50_000_000
    (report,) = extract(body, "http://www.jingyu.gov.cn/big.html")
    encode(report)


_PIECES = """
<table> <tr> <td colspan=3> </td> </table> <p> </p> <div class=TRS_Editor> </div> </html> <h1> <script> </script> <!--
--> <st1:chsdate 第一篇:报告 一、 （一） 2019221 〔20126号 发布日期:2019-02-27 来源: 统计期限 12条 磐石市松山镇
政府信息公开年度报告 政府資訊 鎮(zhèn) 总计 自然人 规章 本年制发件数 0 &nbsp; \ufffd \x0b ]]> &#
""".split()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_fuzzed_pages_never_raise(data: st.DataObject) -> None:
    pieces = st.sampled_from(_PIECES)
    text = "".join(data.draw(st.lists(st.one_of(pieces, st.text(max_size=6)), max_size=60)))
    charset = data.draw(st.sampled_from(["utf-8", "gb18030", "utf-16", "big5"]))
    body = text.encode(charset, "ignore")
    body = body[: data.draw(st.integers(0, len(body)))]
    for report in extract(body, "http://www.jingyu.gov.cn/1.html"):
        encode(report)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here (../shared/corpus)")
def test_the_seeds_give_their_records_exactly() -> None:
    misses = [(tally.name, miss) for tally in score_seeds(CORPUS / "seeds") for miss in tally.misses]
    assert not misses


def test_no_seed_stands_in_code_as_a_special_case() -> None:
    """The seeds' towns, days and numbers occur nowhere in the code, and in data only where all towns are."""
    tokens = ["宝泉山", "三垟", "滚马", "长政办字", "张国秋", "20190227", "2019221", "13126", "13798", "23210"]
    code = [p for room in ("gaispider", "pipelines") for p in sorted((ROOT / room).rglob("*.py"))]
    found = {token: _holding(token, code) for token in tokens}
    # Comments and docstrings may name a real example; statements may not.
    assert not {token: paths for token, paths in found.items() if paths}


def _holding(token: str, paths: list[Path]) -> list[str]:
    import io
    import tokenize

    held = []
    for path in paths:
        for part in tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline):
            is_prose = part.type == tokenize.COMMENT or part.string.startswith(('"""', 'r"""'))
            if token in part.string and not is_prose:
                held.append(f"{path.name}:{part.start[0]}")
    return held


@pytest.mark.parametrize(("fetched", "accepted"), [("2020-03-05", True), ("2020-03-06", True), ("2020-03-04", False)])
def test_a_day_that_was_in_the_future_at_the_capture_is_none(fetched: str, accepted: bool) -> None:
    """Whatever the day on which an archive is read again: it is later than all of these."""
    markup = (
        "<title>柳湾镇2019年政府信息公开工作年度报告</title><h1>柳湾镇2019年政府信息公开工作年度报告</h1>"
        "<div>发布日期：2020-03-06</div><div id=zoom><p>本年度主动公开政府信息158条，未收到申请。</p></div>"
    )
    body = f"<html><head><meta charset=utf-8></head><body>{markup}</body></html>".encode()
    page = read_page(body, "http://www.liuwan.gov.cn/1.html")
    capture = capture_of(Received("live", fetched_at=f"{fetched}T18:00:00.000+00:00"), page, body)
    [made] = [normalised(draft) for draft in drafts(page, site=None, capture=capture)]
    published = made.report.published
    assert published is not None
    assert published.value == ("2020-03-06" if accepted else None)
    assert published.alternatives == ([] if accepted else ["2020-03-06"])
