"""Whole passages: every count that a careful reader would code, and no other (passages.tsv)."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import gaispider
from gaispider.page.model import Block, Document
from gaispider.paths import REFERENCE
from gaispider.report.narrative.sentence_counts import read_narrative
from tests.growth import assert_linear

TABLE = Path(__file__).with_name("passages.tsv")


def rows(path: Path) -> list[dict[str, str]]:
    lines = (line for line in path.read_text("utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read(passage: str, year: int | None = None, unit: str | None = None) -> dict[str, str]:
    """What is read; ? for a figure that is left open with its candidates."""
    document = Document([Block(line, "p") for line in passage.split("¶")])
    figures = read_narrative(document, year, unit)
    assert all(figure.alternatives for figure in figures.values() if figure.value is None)
    return {key: "?" if figure.value is None else str(figure.value) for key, figure in figures.items()}


@pytest.mark.parametrize("row", rows(TABLE), ids=lambda row: row["passage"][:24])
def test_passage(row: dict[str, str]) -> None:
    labelled = dict(part.split("=") for part in row["counts"].split())
    wanted = {key: value for key, value in labelled.items() if not key.endswith("?")}
    optional = {key[:-1]: value for key, value in labelled.items() if key.endswith("?")}
    found = read(row["passage"], int(row["year"]))
    decided = {key: value for key, value in found.items() if value != "?" and (key, value) not in optional.items()}
    assert decided == {key: value for key, value in wanted.items() if value != "?"}
    assert {key for key, value in wanted.items() if value == "?"} <= {key for key in found if found[key] == "?"}


@pytest.mark.parametrize("row", rows(REFERENCE / "narrative_words.tsv"), ids=lambda row: row["class"])
def test_every_class_of_words_has_an_example_that_is_read_so(row: dict[str, str]) -> None:
    assert row["meaning"]
    found = read(row["example"])
    assert {key: value for key, value in found.items() if value != "?"} == dict(
        part.split("=") for part in row["reads"].split()
    )


@pytest.mark.parametrize(
    ("unit", "received"),
    [
        ("青溪县林业局", None),
        ("青溪县河口镇人民政府", None),
        ("河口街道办事处", None),
        ("青溪县人民政府", "61"),
        ("青溪县人民政府办公室", "61"),
        ("河口新区管委会", "61"),
        (None, "61"),
    ],
)
def test_the_countys_figures_are_not_its_towns_or_offices(unit: str | None, received: str | None) -> None:
    assert read("2017年全县收到政府信息公开申请61件。", 2017, unit).get("applications_received") == received


def test_the_agency_of_the_page_tells_whose_figures_are_its_own() -> None:
    page = (
        "<html><head><title>{0}2017年政府信息公开工作年度报告</title></head><body><h1>{0}2017年政府信息公开工作年度报告</h1>"
        "<div class='content'><p>根据《中华人民共和国政府信息公开条例》要求，编制本报告。</p><p>一、概述</p>"
        "<p>2017年全县收到政府信息公开申请61件。</p></div></body></html>"
    )
    for name, received in (("青溪县林业局", None), ("青溪县人民政府", 61)):
        report = gaispider.extract(page.format(name).encode(), "http://www.qx.gov.cn/zwgk/t20180309_1.html")[0]
        figure = report.statistics.narrative.get("applications_received")
        assert (figure.value if figure else None) == received


def test_a_section_about_the_county_is_not_the_offices() -> None:
    passage = "一、全县情况¶2017年共收到政府信息公开申请61件。¶二、我局情况¶共收到政府信息公开申请2件。"
    assert read(passage, 2017, "青溪县林业局")["applications_received"] == "2"


@pytest.mark.parametrize(
    ("passage", "found"),
    [
        ("2017年全区收到政府信息公开申请20件。我街道收到5件。", "applications_received=5"),
        ("全区共收到政府信息公开申请20件，其中我街道收到5件，均已答复。", "applications_received=5"),
        ("全市收到依申请公开20件，本镇收到5件。", "applications_received=5"),
        ("全县收到信息公开申请20件；我办收到5件。", "applications_received=5"),
        ("全区各单位共收到政府信息公开申请20件，本街道5件。", "applications_received=5"),
        ("全区收到政府信息公开申请20件，我街道0件。", "applications_received=0"),
        ("全区收到政府信息公开申请20件，我街道未收到。", "applications_received=0"),
        ("全区收到政府信息公开申请20件。我街道收到5件，办结4件。", "applications_received=5 applications_completed=4"),
        ("全县主动公开政府信息200条，我镇公开50条。", "proactive_total=50"),
        ("全县发生行政复议6件，我局发生1件。", "reviews=1"),
        ("全县举办培训班3期，我局举办1期。", "training_sessions=1"),
        # What it counts is not certain: an object of its own, another verb or unit, two things, a channel
        ("全区收到政府信息公开申请20件。我街道收到群众来信5件。", ""),
        ("全区收到政府信息公开申请20件，我街道参加5件。", ""),
        ("全区收到政府信息公开申请20件，我街道收到5封。", ""),
        ("全区收到政府信息公开申请20件、收到群众意见30件，我街道收到5件。", ""),
        ("全区收到政府信息公开申请20件。各项工作有序开展。我街道收到5件。", ""),
        ("全县政府网站公开信息300条，我局公开40条。", ""),
        # A part without 我 or 本 may be another's.
        ("全区收到政府信息公开申请20件，其中城关街道收到5件。", ""),
    ],
)  # fmt: skip
def test_a_short_clause_counts_what_the_areas_counts(passage: str, found: str) -> None:
    assert read(passage, 2017, "城东街道办事处") == dict(part.split("=") for part in found.split())


@pytest.mark.parametrize(
    ("unit", "passage", "found"),
    [
        # A higher area's figure is no government's of a lower one, whatever of its own is said.
        ("大江市人民政府", "全省共收到政府信息公开申请1000件，我市收到50件。", "applications_received=50"),
        (
            "大江市人民政府",
            "全省共收到政府信息公开申请1000件，我市收到政府信息公开申请50件。",
            "applications_received=50",
        ),
        ("青溪县人民政府", "全市共收到政府信息公开申请100件，我县收到5件。", "applications_received=5"),
        ("青溪县人民政府", "全市共收到政府信息公开申请100件。", ""),
        ("青溪县人民政府", "全县共收到政府信息公开申请100件。", "applications_received=100"),
        ("青溪县人民政府办公室", "全市收到政府信息公开申请100件，其中我县5件。", "applications_received=5"),
        ("北安区人民政府", "全市主动公开政府信息3000条，我区公开500条。", "proactive_total=500"),
        ("大江省人民政府", "全国收到政府信息公开申请9000件，全省收到200件。", "applications_received=200"),
        ("河口新区管委会", "按照全市统一部署，全区收到政府信息公开申请7件。", "applications_received=7"),
        (None, "全市收到政府信息公开申请100件，我县收到5件。", "applications_received=5"),
    ],
)
def test_a_governments_own_area_is_told_from_the_one_above(unit: str | None, passage: str, found: str) -> None:
    assert read(passage, 2017, unit) == dict(part.split("=") for part in found.split())


def test_the_phrase_of_a_short_clause_is_what_was_printed() -> None:
    passage = Document([Block("2017年全区收到政府信息公开申请20件。我街道收到 5件。", "p")])
    figure = read_narrative(passage, 2017, "城东街道办事处")["applications_received"]
    assert (figure.value, figure.unit, figure.phrase) == (5, "件", "我街道收到 5件")
    # The government's own number is the area's.
    assert read(passage.blocks[0].text, 2017, "北安区人民政府") == {"applications_received": "20"}


def test_kinds_of_interpretation_are_candidates_where_no_sum_is_printed() -> None:
    figure = read_narrative(Document([Block("文字解读 11篇，图解4篇。", "p")]), None)["interpretations"]
    assert (figure.value, figure.certainty) == (None, "ambiguous")
    assert [(one.value, one.phrase) for one in figure.alternatives] == [(11, "文字解读 11篇"), (4, "图解4篇")]


def test_a_shared_number_has_the_whole_as_its_phrase() -> None:
    figures = read_narrative(Document([Block("微信、 微博分别发布信息412条、190条。", "p")]), None)
    assert {key: (figure.value, figure.phrase) for key, figure in figures.items()} == {
        "wechat": (412, "微信、 微博分别发布信息412条、190条"),
        "weibo": (190, "微信、 微博分别发布信息412条、190条"),
    }


def test_more_numbers_than_subjects_belong_to_nobody() -> None:
    assert read("微信、微博分别发布信息412条、190条、30条。") == {}


def test_a_number_of_one_channel_is_not_certain_to_be_the_whole() -> None:
    figures = read_narrative(Document([Block("通过政府信息公开平台主动公开政府信息1530条。", "p")]), None)
    assert figures["proactive_total"].certainty == "context"


@pytest.mark.parametrize(
    "filler",
    [
        "网站发布信息3条,",
        "微信、微博分别发布信息1条、2条",
        "各单位公开",
        "(公开3条",
        "“公众号”公开、",
        "共计3条",
        "公开1类、",
        "1,234",
        "全县收到申请",
        "全县收到申请20件,我局5件,",
        "全县收到申请20件。我局5件。",
    ],
)
def test_long_lines_take_linear_time(filler: str) -> None:
    def work(size: int) -> None:
        read_narrative(Document([Block(filler * (size // len(filler)), "p")]), 2015)

    assert_linear(work, 5_000)


@pytest.mark.parametrize(("unit", "found"), [("青溪县人民政府", "128"), ("青溪县人民政府办公室", "?")])
def test_what_a_general_office_shares_with_its_county_is_the_countys(unit: str, found: str) -> None:
    passage = "全县共收到政府信息公开申请128件，其中县政府办公室受理31件，各部门受理97件。"
    assert read(passage, 2015, unit).get("applications_received") == found
