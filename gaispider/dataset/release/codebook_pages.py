"""codebook.md and codebook.zh.md: every table, column and key of a release, from the one schema."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gaispider.dataset.reference_rows import reference_rows
from gaispider.dataset.release_schema import FIGURE_CERTAINTY, Column, Table, keys, tables
from gaispider.files import write_file

# More values than this are not repeated for each column that has them.
_SHORT_LIST = 12


@dataclass(frozen=True, slots=True)
class _Language:
    """The words of one codebook."""

    name: str
    title: str
    note: str
    column_head: str
    key_head: str
    keys_title: str
    kinds_title: str
    kinds_head: str
    figures: str
    is_chinese: bool


_ENGLISH = _Language(
    "codebook.md",
    "# Codebook of the release",
    "A missing value is null in Parquet and an empty cell in CSV; it is never 0. Text is UTF-8. Every table has the "
    "same columns as Parquet and as CSV. Documents named `docs/…` are those of gaispider, the program that made it.",
    "| column | type | meaning | values, key |\n|---|---|---|---|",
    "| key | in reports and panel | unit | meaning | forms that give it |\n|---|---|---|---|---|",
    "## Canonical figures",
    "## Kinds of agencies",
    "| kind | Chinese |\n|---|---|",
    "`KEY`, `KEY_from`, `KEY_certainty` for each key of the panel, below",
    is_chinese=False,
)
_CHINESE = _Language(
    "codebook.zh.md",
    "# 数据说明",
    "缺失值在 Parquet 中为 null，在 CSV 中为空格，从不以 0 代替。文本编码为 UTF-8。每张表的 Parquet 与 CSV 列名相同。"
    "`docs/…` 指生成程序 gaispider 的文档。",
    "| 列 | 类型 | 含义 | 取值、键 |\n|---|---|---|---|",
    "| 指标 | reports 与 panel | 单位 | 含义 | 来源版式 |\n|---|---|---|---|---|",
    "## 统一指标",
    "## 机构类别",
    "| 类别 | 中文 |\n|---|---|",
    "下列各指标的 `KEY`（数值）、`KEY_from`（出处）、`KEY_certainty`（确定程度）",
    is_chinese=True,
)


def write_codebooks(release: Path) -> None:
    """Write both codebooks. Raises OSError."""
    for language in (_ENGLISH, _CHINESE):
        write_file(release / language.name, "\n".join(_codebook(language)) + "\n")


def _codebook(language: _Language) -> Iterator[str]:
    yield from (language.title, "", language.note, "")
    for table in tables().values():
        yield from (f"## {table.name}", "", table.chinese if language.is_chinese else table.english, "")
        yield language.column_head
        yield from _columns(table, language)
        yield ""
    yield from (language.keys_title, "", language.key_head)
    for key in keys().values():
        forms = ", ".join(
            dict.fromkeys(row["form"] for row in reference_rows("crosswalk.tsv") if row["key"] == key.name)
        )
        said = key.chinese if language.is_chinese else f"{key.english} ({key.chinese})"
        yield f"| `{key.name}` | {'✓' if key.panel else ''} | {key.unit} | {_cell(said)} | {forms} |"
    yield from ("", language.kinds_title, "", language.kinds_head)
    kinds = {row["kind"]: row["chinese"] for row in reference_rows("agency_kinds.tsv")}
    yield from (f"| `{kind}` | {chinese} |" for kind, chinese in kinds.items())


def _columns(table: Table, language: _Language) -> Iterator[str]:
    figures = {f"{key}{end}" for key in keys() for end in ("", "_from", "_certainty")}
    told = False
    for column in table.columns:
        # A column `key` or `reviews` of another table is its own.
        if table.name in ("reports", "panel") and column.name in figures:
            if not told:
                yield f"| … | | {language.figures} | {', '.join(FIGURE_CERTAINTY)} |"
            told = True
            continue
        said = column.chinese if language.is_chinese else column.english
        yield f"| `{column.name}` | {column.type} | {_cell(said)} | {_cell(_values(column))} |"


def _cell(text: str) -> str:
    """Text in which a bar does not end the cell."""
    return text.replace("|", "\\|")


def _values(column: Column) -> str:
    parts = []
    if column.primary:
        parts.append("primary key")
    elif column.refers:
        parts.append(f"→ `{column.refers}`")
    if column.values:
        short = len(column.values) <= _SHORT_LIST
        parts.append(", ".join(column.values) if short else f"{len(column.values)} values")
    return "; ".join(parts)
