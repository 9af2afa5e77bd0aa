"""What --help looks like: only the headings of its sections are underlined, and examples keep their lines."""

from __future__ import annotations

from scrapy.commands import ScrapyHelpFormatter

_scrapys_parts = ScrapyHelpFormatter.format_part_strings
_scrapys_fill = ScrapyHelpFormatter._fill_text


def shape_help() -> None:
    """Keep Scrapy's formatter from taking any line of help that ends with a colon for a heading, and from wrapping
    the examples of a command into its prose.

    The formatter is replaced in its class, since Scrapy has made the parser before it asks a command for its options.
    """
    ScrapyHelpFormatter.format_part_strings = _parts  # type: ignore[method-assign, assignment]
    ScrapyHelpFormatter._fill_text = _filled  # type: ignore[method-assign, assignment]


def _parts(formatter: ScrapyHelpFormatter, parts: list[str]) -> list[str]:
    # argparse puts a section together of an empty line, its heading and its body; all help begins with the usage.
    if parts and (parts[0] == "\n" or parts[0].startswith("usage: ")):
        return [*_scrapys_parts(formatter, parts[:2]), *parts[2:]]
    return parts


def examples(*lines: str) -> str:
    """The end of a command's long_desc: whole command lines, each of which --help prints as it stands."""
    return "\n\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def _filled(formatter: ScrapyHelpFormatter, text: str, width: int, indent: str) -> str:
    prose, begin, lines = text.partition("\n\nExamples:\n")
    return _scrapys_fill(formatter, prose, width, indent) + begin + lines
