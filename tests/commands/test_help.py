"""--help of every command, at the widths of real terminals: no line of help looks like a heading."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from scrapy.cmdline import ScrapyArgumentParser, _get_commands_dict
from scrapy.commands import ScrapyHelpFormatter
from scrapy.utils.project import get_project_settings

from gaispider.commands.scrapys.help_text import underline_headings_alone

_UNDERLINE = re.compile(r"={3,}|-{3,}")


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 140])
def test_only_sections_have_headings(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    settings = get_project_settings()
    commands = _get_commands_dict(settings, True)
    assert len(commands) > 25
    for name, command in commands.items():
        parser = ScrapyArgumentParser(
            formatter_class=ScrapyHelpFormatter,
            usage=f"scrapy {name} {command.syntax()}",
            conflict_handler="resolve",
            description=command.long_desc(),
        )
        command.settings = settings
        command.add_options(parser)
        lines = parser.format_help().splitlines()
        headings = [above for above, line in pairwise(lines) if _UNDERLINE.fullmatch(line)]
        assert headings == ["Usage", "Options", "Global Options"], name


def test_a_wrapped_line_that_ends_with_a_colon_is_no_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    underline_headings_alone()
    parser = ScrapyArgumentParser(formatter_class=ScrapyHelpFormatter, usage="scrapy x")
    parser.add_argument("--out", help="one file more: one file less: one file again: and so on")
    parser.add_argument("--end", help="the last line of a section, too, ends so:")
    lines = parser.format_help().splitlines()
    assert [line for line in lines if _UNDERLINE.fullmatch(line)] == ["=====", "======="]
    assert sum(line.endswith(":") for line in lines) >= 2
