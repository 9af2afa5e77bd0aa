"""Decrees of the State Council, however they are printed, and numbers with a part of their own."""

from __future__ import annotations

import pytest

from gaispider.text.docnumbers import find_document_numbers
from tests.growth import assert_linear


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("《条例》（国务院令第492号）要求", "国务院令第492号"),
        ("根据第492号国务院令《条例》", "第492号国务院令"),
        ("根据国务院第492号令要求", "国务院第492号令"),
        ("中华人民共和国国务院令第492号", "中华人民共和国国务院令第492号"),
        ("国务院令 第 492 号公布", "国务院令 第 492 号"),
        ("《条例》（中华人民共和国国务院令 第492号）", "中华人民共和国国务院令 第492号"),
        ("国务院令（第492号）公布", "国务院令（第492号）"),
        ("国务院492号令", "国务院492号令"),
        ("国务院令492号", "国务院令492号"),
        ("按照国务院令〔2007〕第492号的规定", "国务院令〔2007〕第492号"),
        ("按照国务院令2007年第492号的规定", "国务院令2007年第492号"),
        ("国务院令第４９２号", "国务院令第４９２号"),
        ("国务院令第四九二号", "国务院令第四九二号"),
        ("国务院令第四百九十二号", "国务院令第四百九十二号"),
        ("國務院令第492號", "國務院令第492號"),
        ("国务院公布的第492号令", "国务院公布的第492号令"),
    ],
)
def test_one_normal_form(text: str, raw: str) -> None:
    ((number),) = find_document_numbers(text)
    assert (number.normalised, number.raw, number.certainty) == ("国务院令第492号", raw, "certain")
    assert text[slice(*number.span)] == raw


@pytest.mark.parametrize(
    "text", ["国务院令", "国务院第五次会议", "国务院令第号", "省政府第12号令", "国务院 2012年 第3号公报", "令第492号"]
)
def test_what_is_no_decree_of_the_council(text: str) -> None:
    assert not [number for number in find_document_numbers(text) if "国务院令" in (number.normalised or "")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("（青政办发〔2016〕21-1号）", "青政办发〔2016〕21-1号"),
        ("青政办发[2016]21—2号", "青政办发〔2016〕21-2号"),
        ("（青政办发〔2016〕21号）", "青政办发〔2016〕21号"),
    ],
)
def test_a_number_with_a_part_of_its_own(text: str, value: str) -> None:
    (number,) = find_document_numbers(text)
    assert (number.normalised, number.certainty) == (value, "certain")


def test_both_kinds_stand_in_order() -> None:
    text = "根据国办发〔2014〕12号、第492号国务院令和青政办发〔2016〕3号要求"
    assert [number.normalised for number in find_document_numbers(text)] == [
        "国办发〔2014〕12号",
        "国务院令第492号",
        "青政办发〔2016〕3号",
    ]


def test_reading_grows_with_the_text() -> None:
    assert_linear(lambda size: find_document_numbers("国务院令第 1 1 " * size), 1_000)
    assert_linear(lambda size: find_document_numbers("第111号国务院" * size), 1_000)
