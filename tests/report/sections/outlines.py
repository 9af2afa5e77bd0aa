"""The sections and the outline of a document that a test writes line by line."""

from __future__ import annotations

from gaispider.items import Section
from gaispider.page.model import Block, Document
from gaispider.report.sections.headings import split_sections

PROSE = "我镇认真贯彻落实《条例》，结合工作实际，采取多种措施，严格按照规定推进各项工作，不断提高水平。"


def sections(*lines: str | Block) -> list[Section]:
    return split_sections(Document([line if isinstance(line, Block) else Block(line, "p") for line in lines]))


def outline(*lines: str | Block) -> list[tuple[str | None, int, str]]:
    return [(section.number, section.level, section.title) for section in sections(*lines)]
