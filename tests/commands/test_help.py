"""--help of every command, at the widths of real terminals: no line looks like a heading, and examples are true."""

from __future__ import annotations

import re
import shlex
from itertools import pairwise

import pytest
from scrapy.cmdline import ScrapyArgumentParser, _get_commands_dict
from scrapy.commands import ScrapyCommand, ScrapyHelpFormatter
from scrapy.utils.project import get_project_settings

from gaispider.commands.scrapys.help_text import shape_help

_UNDERLINE = re.compile(r"={3,}|-{3,}")


def _commands() -> dict[str, tuple[ScrapyCommand, ScrapyArgumentParser]]:
    """Every command with its parser, made as Scrapy makes it."""
    settings = get_project_settings()
    found = {}
    for name, command in _get_commands_dict(settings, True).items():
        parser = ScrapyArgumentParser(
            formatter_class=ScrapyHelpFormatter,
            usage=f"scrapy {name} {command.syntax()}",
            conflict_handler="resolve",
            description=command.long_desc(),
        )
        command.settings = settings
        command.add_options(parser)
        found[name] = (command, parser)
    return found


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 140])
def test_only_sections_have_headings(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    commands = _commands()
    assert len(commands) > 25
    for name, (_, parser) in commands.items():
        lines = parser.format_help().splitlines()
        headings = [above for above, line in pairwise(lines) if _UNDERLINE.fullmatch(line)]
        assert headings == ["Usage", "Options", "Global Options"], name


def test_a_wrapped_line_that_ends_with_a_colon_is_no_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shape_help()
    parser = ScrapyArgumentParser(formatter_class=ScrapyHelpFormatter, usage="scrapy x")
    parser.add_argument("--out", help="one file more: one file less: one file again: and so on")
    parser.add_argument("--end", help="the last line of a section, too, ends so:")
    lines = parser.format_help().splitlines()
    assert [line for line in lines if _UNDERLINE.fullmatch(line)] == ["=====", "======="]
    assert sum(line.endswith(":") for line in lines) >= 2


def test_every_command_teaches_with_examples_that_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    for name, (command, parser) in _commands().items():
        module = type(command).__module__
        if not module.startswith("gaispider.commands.") or ".replaced." in module:
            continue
        _, head, rest = parser.format_help().partition("\nExamples:\n")
        assert head, f"{name} --help has no examples"
        lines = rest.partition("\n\n")[0].splitlines()
        for line in lines:
            # What a shell does with the output is none of the command's.
            words = shlex.split(line.partition(" > ")[0].partition(" | ")[0])
            assert words[:2] in (["scrapy", name], ["gaispider", name]), line
            _, left = parser.parse_known_args(words[2:])
            assert not [word for word in left if word.startswith("-")], line
