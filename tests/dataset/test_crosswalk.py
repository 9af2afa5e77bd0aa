"""Every spelling of a count leads to one key; a spelling that was never seen leads to none."""

from __future__ import annotations

import json

import pytest

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.release_schema import keys, panel_keys
from gaispider.dataset.rows.crosswalk import _folded, cell_sources, key_of_annex_row, keys_of_cells, narrative_keys
from gaispider.paths import ROOT
from gaispider.report.forms import t2, t4
from gaispider.report.forms.headers import APPLICANTS
from gaispider.report.forms.labels import read_label
from gaispider.report.forms.t3 import ROWS
from gaispider.report.narrative.phrase_rules import rules

ROWS_OF_TABLE = reference_rows("crosswalk.tsv")
ANNEX = [row for row in ROWS_OF_TABLE if row["table"] == "a"]


@pytest.mark.parametrize("row", ANNEX, ids=lambda row: row["example"])
def test_an_annex_row_finds_its_example(row: dict[str, str]) -> None:
    above = f"三、{row['under']}情况/" if row["under"] else ""
    found = key_of_annex_row(above + row["example"])
    assert found == (row["key"], row["unit"])
    assert row["source"]
    assert read_label(row["example"]).body == row["place"]


def test_every_label_of_the_labelled_annexes_has_a_key() -> None:
    files = [ROOT / "tests/eval/statistics.jsonl", ROOT.parent / "shared/corpus/statistics.jsonl"]
    lines = [line for path in files if path.exists() for line in path.read_text("utf-8").splitlines()]
    labels = {label for line in lines for label in json.loads(line)["table_a"]}
    assert len(labels) > 40
    assert sorted(label for label in labels if key_of_annex_row(label) is None) == []


# Rows of the national form of 2014 (group rows above them where their own words need one), of the forms before it, and
# the spellings of one provincial form of 2011-2018.
FORM_2014 = """主动公开政府信息数 主动公开规范性文件数 制发规范性文件总数 政府公报公开政府信息数
政府网站公开政府信息数 政务微博公开政府信息数 政务微信公开政府信息数 其他方式公开政府信息数
回应公众关注热点或重大舆情数 参加或举办新闻发布会总次数 主要负责同志参加新闻发布会次数 政府网站在线访谈次数
主要负责同志参加政府网站在线访谈次数 政策解读稿件发布数 微博微信回应事件数 其他方式回应事件数 收到申请数
当面申请数 传真申请数 网络申请数 信函申请数 申请办结数 按时办结数 延期办结数 申请答复数 属于已主动公开范围数
同意公开答复数 同意部分公开答复数 不同意公开答复数 涉及国家秘密 涉及商业秘密 涉及个人隐私
危及国家安全、公共安全、经济安全和社会稳定 不是《条例》所指政府信息 法律法规规定的其他情形
不属于本行政机关公开数 申请信息不存在数 告知作出更改补充数 告知通过其他途径办理数 行政复议数量
维持具体行政行为数 四、行政复议数量/被依法纠错数 四、行政复议数量/其他情形数 行政诉讼数量
维持具体行政行为或者驳回原告诉讼请求数 五、行政诉讼数量/被依法纠错数 五、行政诉讼数量/其他情形数 举报投诉数量
依申请公开信息收取的费用 专门机构数 设置政府信息公开查阅点数 从事政府信息公开工作人员数 专职人员数 兼职人员数
专项经费 接受培训人员数"""
FORMS_BEFORE = """主动公开信息数 全文电子化的主动公开信息数 新增的行政规范性文件数 提供服务类信息数
网站专栏页面访问量 现场接待人数 网上咨询数 咨询电话接听数 依申请公开信息目录数 申请总数 当面申请数 传真申请数
电子邮件申请数 网上申请数 信函申请数 其他形式申请数 对申请的答复总数 同意公开答复数 同意部分公开答复数
否决公开答复数 非《规定》所指政府信息 信息不存在 非本部门掌握 申请内容不明确 免予公开范围1 免予公开范围6
其它原因 行政复议数 行政诉讼数 行政申诉数"""
FORM_OF_A_PROVINCE = """1.网站公开 1、网站公开 1、政府网站公开数 1.政府网站公开数 受理依申请公开信息总数
受理政府信息依申请公开总数 对申请的答复数 对申请的答复总数 否决公开答复数 不予公开答复数 行政申诉数
行政申诉、举报数 接受行政诉讼、举报数"""


@pytest.mark.parametrize("form", [FORM_2014, FORMS_BEFORE, FORM_OF_A_PROVINCE], ids=["2014", "before", "province"])
def test_every_label_of_a_form_has_a_key(form: str) -> None:
    assert [label for label in form.split() if key_of_annex_row(label) is None] == []


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("1.网站公开", "website"),
        ("1、政府网站公开数", "website"),
        ("受理政府信息依申请公开总数", "applications_received"),
        ("受理依申请公开信息总数", "applications_received"),
        ("（一）收到申请数", "applications_received"),
        ("收到申请总数量", "applications_received"),
        ("对申请的答复数", "applications_answered"),
        ("3.不予公开答复总数", "answers_refused"),
        ("其中：1.同意公开答复总数", "answers_granted"),
        ("其它类型答复数", "answers_other_kinds"),
        ("四、行政复议数量/（二）被依法纠错数", "reviews_corrected"),
        ("五、行政诉讼数量/（二）被依法纠错数", "lawsuits_corrected"),
        ("五、行政诉讼数量/（三）其他情形数", "lawsuits_other"),
    ],
)
def test_spellings_of_one_count(label: str, key: str) -> None:
    found = key_of_annex_row(label)
    assert found is not None and found[0] == key


@pytest.mark.parametrize(
    "label",
    ["被依法纠错数", "其他情形数", "公开渠道满意率", "受理的来信", "网站公告栏更新数", "申请人平均年龄", "数", ""],
)
def test_what_was_never_seen_has_no_key(label: str) -> None:
    assert key_of_annex_row(label) is None


def test_no_label_leads_to_two_keys() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for row in ANNEX:
        found.setdefault((_folded(row["place"]), row["under"]), set()).add(row["key"])
    assert {place: keys for place, keys in found.items() if len(keys) > 1} == {}


def test_every_cell_is_one_of_the_forms() -> None:
    cells = {("t2", *cell) for cell in t2.CELLS}
    cells |= {("t3", row, column) for row in (*ROWS, "3.6") for column in APPLICANTS}
    cells |= {("t4", group, column) for group in t4.GROUPS for column in t4.COLUMNS}
    used = {cell for sources in cell_sources().values() for source in sources for cell in source.cells}
    assert used <= cells
    # Every row of table 3 that counts something has a figure of its own.
    assert {row for table, row, _ in keys_of_cells() if table == "t3"} == {*ROWS, "3.6"}


def test_every_count_in_sentences_has_a_key() -> None:
    assert set(narrative_keys()) == {rule.key for rule in rules()}
    assert {key for key, _ in narrative_keys().values()} <= set(keys())


def test_every_key_is_given_by_something_and_described() -> None:
    given = {row["key"] for row in ROWS_OF_TABLE}
    assert given == set(keys())
    assert all(key.unit and key.english and key.chinese for key in keys().values())


def test_the_figures_of_the_panel_in_the_order_of_use() -> None:
    assert panel_keys()[:4] == (
        "applications_received",
        "applications_brought_forward",
        "applications_answered",
        "answers_granted",
    )
    assert panel_keys()[-2:] == ("training_sessions", "trained_people")
    assert len(panel_keys()) == 39
