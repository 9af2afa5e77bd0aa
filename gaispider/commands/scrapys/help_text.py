"""What --help looks like: only the headings of its sections are underlined."""

from __future__ import annotations

from scrapy.commands import ScrapyHelpFormatter

_scrapys_parts = ScrapyHelpFormatter.format_part_strings


def underline_headings_alone() -> None:
    """Keep Scrapy's formatter from taking any line of help that ends with a colon for a heading.

    The formatter is replaced in its class, since Scrapy has made the parser before it asks a command for its options.
    """
    ScrapyHelpFormatter.format_part_strings = _parts  # type: ignore[method-assign, assignment]


def _parts(formatter: ScrapyHelpFormatter, parts: list[str]) -> list[str]:
    # argparse puts a section together of an empty line, its heading and its body; all help begins with the usage.
    if parts and (parts[0] == "\n" or parts[0].startswith("usage: ")):
        return [*_scrapys_parts(formatter, parts[:2]), *parts[2:]]
    return parts
