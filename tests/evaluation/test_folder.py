"""A labelled folder is scored as its labels say; labels that are wrong are named, with the file they stand in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from gaispider.evaluation.folder import score_folder
from gaispider.evaluation.score import LabelError
from tests.commands.scrapy_command import scrapy

_ARTICLE = """<html><head><title>青溪县水利局关于开展河道清淤的通知</title></head><body>
<h1>青溪县水利局关于开展河道清淤的通知</h1><div>发布时间：2020-03-05 09:12　来源：县水利局</div>
<div id="zoom"><p>各乡镇水利站：为保障汛期行洪安全，经研究，决定自即日起开展河道清淤，请认真组织实施。</p></div>
</body></html>"""
_LISTING = """<html><head><title>通知公告</title></head><body><ul>
<li><a href="/2020/3.html">关于开展河道清淤的通知</a><span>2020-03-05</span></li>
<li><a href="/2020/2.html">关于做好春季植树工作的通知</a><span>2020-02-25</span></li>
<li><a href="/2020/1.html">关于做好春节值班工作的通知</a><span>2020-01-15</span></li></ul></body></html>"""
_LABEL: dict[str, Any] = {
    "id": "notice",
    "kind": "article",
    "title": "青溪县水利局关于开展河道清淤的通知",
    "published": "2020-03-05",
    "published_time": "09:12",
    "source": "县水利局",
    "doc_number": None,
    "body_css": "#zoom",
}
_LIST_LABEL: dict[str, Any] = {
    "id": "list",
    "kind": "list",
    "url": "http://www.qx.gov.cn/tzgg/",
    "item_count": 3,
    "first_item_title": "关于开展河道清淤的通知",
    "first_item_href": "/2020/3.html",
    "first_item_date": "2020-03-05",
    "next_page_href_or_rule": "no next page",
}
_FIGURES: dict[str, Any] = {
    "id": "bureau-2021",
    "unit": "青溪县水利局",
    "report_year": 2021,
    "table2": {"行政许可": {"本年处理决定数量": "31"}, "行政事业性收费": {"本年收费金额（单位：万元）": "0.5"}},
    "table3": {
        "一": ["3", "1", "0", "0", "0", None, "4"],
        "三/(一)": ["2", "0", "0", "0", "0", None, "2"],
        "三/(三)/5": ["1", "1", "0", "0", "0", None, "2"],
        "三/(六)/3": ["0", "0", "0", "0", "0", None, "0"],
        "三/(七)": ["3", "1", "0", "0", "0", None, "4"],
        "四": ["0", "0", "0", "0", "0", None, "0"],
    },
    "table4": ["1", "0", "0", "0", "1", *["0"] * 10],
}


def _folder(path: Path, *labels: dict[str, Any]) -> Path:
    pages = path / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    (pages / "notice.html").write_text(_ARTICLE, "utf-8")
    (pages / "list.html").write_text(_LISTING, "utf-8")
    lines = (json.dumps(label, ensure_ascii=False) for label in labels)
    (pages / "labels.jsonl").write_text("\n".join(lines), "utf-8")
    return path


def _scores(path: Path) -> dict[str, tuple[int, int]]:
    return {tally.name: (tally.correct, tally.total) for tally in score_folder(path)}


def test_what_the_labels_hold_is_compared(tmp_path: Path) -> None:
    assert _scores(_folder(tmp_path, _LABEL, _LIST_LABEL)) == {
        **dict.fromkeys(("title", "published", "published_time", "source", "doc_number", "body F1"), (1, 1)),
        **{f"listing {name}": (1, 1) for name in ("items", "first title", "first link", "first date", "next page")},
    }


def test_what_a_label_lacks_is_not_asked_about(tmp_path: Path) -> None:
    few = {"id": "notice", "kind": "article", "title": _LABEL["title"]}
    assert _scores(_folder(tmp_path, few, {"id": "list", "kind": "list", "item_count": 4})) == {
        "title": (1, 1),
        "listing items": (0, 1),
    }


def test_a_value_that_was_read_wrong_is_a_miss_with_both_values(tmp_path: Path) -> None:
    tallies = score_folder(_folder(tmp_path, {**_LABEL, "source": "县政府办公室"}))
    (source,) = [tally for tally in tallies if tally.misses]
    assert (source.name, source.misses[0].want, source.misses[0].got) == ("source", "县政府办公室", "县水利局")


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ({**_LABEL, "id": "gone"}, "gone.html, which is not in"),
        ({**_LABEL, "kind": "video"}, "notice: kind 'video' is none of article, report, list"),
        ({**_LABEL, "body_css": "#zoo"}, "body_css '#zoo' selects nothing"),
        ({**_LABEL, "body_css": "##"}, "body_css '##' is no selector"),
        ({"kind": "article"}, "labels.jsonl has no 'id'"),
    ],
)
def test_a_wrong_label_is_named(tmp_path: Path, label: dict[str, Any], told: str) -> None:
    with pytest.raises(LabelError, match=r"\w") as error:
        list(score_folder(_folder(tmp_path, label)))
    assert told in str(error.value)


def test_a_line_that_is_no_json_is_named_by_its_number(tmp_path: Path) -> None:
    _folder(tmp_path, _LABEL)
    with (tmp_path / "pages" / "labels.jsonl").open("a", encoding="utf-8") as labels:
        labels.write("\n{'id': 1}\n")
    with pytest.raises(LabelError, match=r"labels\.jsonl, line 2 is no JSON"):
        list(score_folder(tmp_path))


def test_rows_of_tokens_may_end_early_but_the_header_may_not(tmp_path: Path) -> None:
    path = tmp_path / "dates.tsv"
    header = "token\tcontext\tsource\theader_date\tkind\tvalue\tlabel_certainty\tpage"
    rows = [
        "2019221\t松山镇人民政府 2019221\ttext\t2019-02-27\tsingle\t2019-02-21\tcertain",
        "12.4\t12.4法制宣传日\ttext\t\tnot_a_date",
    ]
    path.write_text("\n".join([header, *rows]), "utf-8")
    assert _scores(tmp_path) == {"dates single": (1, 1), "dates not_a_date": (1, 1)}
    path.write_text("\n".join([header.replace("kind", "sort"), *rows]), "utf-8")
    with pytest.raises(LabelError, match="no column 'kind'"):
        list(score_folder(tmp_path))


def test_each_count_and_cell_of_a_seed_counts_for_itself(tmp_path: Path) -> None:
    page = (
        "<html><head><title>青溪县水利局2021年政府信息公开工作年度报告</title></head><body>"
        "<h1>青溪县水利局2021年政府信息公开工作年度报告</h1><p>2021年，我局主动公开政府信息18条，未收到政府信息公开申请。</p>"
        "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        "<tr><td>行政规范性文件</td><td>2</td><td></td><td>5</td></tr></table></body></html>"
    )
    cells = {"made": 2, "repealed": None, "in_force": 6, "decisions": None}
    want = {
        "form": "C2021",
        "narrative": {"proactive_total": 18, "applications_received": 0, "reviews": 0},
        "tables": {"t2": {"normative_documents": cells}, "t4": {"review": {"total": 0}}},
    }
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.html").write_text(page, "utf-8")
    label = {"file": "a.html", "url": "http://www.qx.gov.cn/1.html", "records": [want]}
    (tmp_path / "seeds" / "expected.jsonl").write_text(json.dumps(label, ensure_ascii=False), "utf-8")
    tallies = {tally.name: tally for tally in score_folder(tmp_path)}
    assert {name: (tally.correct, tally.total) for name, tally in tallies.items()} == {
        "seed records a page": (1, 1),
        "seed form": (1, 1),
        "seed narrative": (2, 3),
        "seed tables": (2, 5),
    }
    assert [(miss.id.removeprefix("a.html t2 "), miss.got) for miss in tallies["seed tables"].misses] == [
        ("normative_documents in_force", "5"),
        ("normative_documents decisions", "no such cell"),
        ("a.html t4 review total", "no such cell"),
    ]


def test_labelled_figures_are_printed_and_read_back(tmp_path: Path) -> None:
    annex = {"id": "old", "report_year": 2012, "table_a": {"主动公开信息数": "425", "行政复议数": "0"}}
    path = tmp_path / "statistics.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in (_FIGURES, annex)), "utf-8")
    assert _scores(tmp_path) == {
        "figures t2": (2, 2),
        "figures t3": (42, 42),
        "figures t4": (15, 15),
        "figures annex": (2, 2),
    }


def test_figures_laid_out_otherwise_are_named(tmp_path: Path) -> None:
    path = tmp_path / "statistics.jsonl"
    path.write_text(json.dumps({**_FIGURES, "table3": {"一": ["3"]}}, ensure_ascii=False), "utf-8")
    with pytest.raises(LabelError, match="bureau-2021: the tables are not laid out"):
        list(score_folder(tmp_path))


def test_the_command_prints_a_line_a_field_and_the_misses(tmp_path: Path) -> None:
    done = scrapy("evaluate", str(_folder(tmp_path, {**_LABEL, "source": "县政府办公室"})), "--misses")
    assert done.returncode == 0
    assert "title                                   1/1\n" in done.stdout
    assert (
        "source                                  0/1  *\n    notice\n      want 县政府办公室\n      got  县水利局\n"
        in done.stdout
    )


def test_the_command_names_a_wrong_label_without_a_traceback(tmp_path: Path) -> None:
    done = scrapy("evaluate", str(_folder(tmp_path, {**_LABEL, "id": "gone"})))
    assert done.returncode == 2
    assert "gone.html" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_without_labels_is_told(tmp_path: Path) -> None:
    done = scrapy("evaluate", str(tmp_path))
    assert done.returncode == 2
    assert "holds nothing that can be scored" in done.stdout + done.stderr
