"""Documents cited by number: once each, in order, masks kept raw."""

from __future__ import annotations

from gaispider.report.citations import cited_documents


def cited(text: str) -> list[tuple[str | None, str]]:
    return [(number.value, number.raw) for number in cited_documents(text)]


def test_once_each_in_order() -> None:
    text = "根据通知（湖政办发〔2014〕12号）和《要点》（青政发[2013]7号），按湖政办发〔2014〕12号文件要求编制。"
    assert [value for value, _ in cited(text)] == ["湖政办发〔2014〕12号", "青政发〔2013〕7号"]


def test_damaged_number() -> None:
    assert cited("根据通知（湖政办字〔20153号）要求")[0] == ("湖政办字〔2015〕3号", "湖政办字〔20153号")


def test_masked_number_has_no_value() -> None:
    ((value, raw),) = cited("出台了意见（湖府办发[XX]26号）等文件")
    assert value is None
    assert "[XX]26号" in raw


def test_decrees_are_cited_and_counts_are_not() -> None:
    assert cited("国务院令第711号公布，共公开2013条，电话0432-65642241。") == [("国务院令第711号", "国务院令第711号")]
