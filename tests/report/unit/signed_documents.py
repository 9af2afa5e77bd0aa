"""Documents that end in the lines a test gives, or begin with them."""

from __future__ import annotations

from gaispider.page.model import Block, Document
from gaispider.report.sign_off import SignOff, sign_off

PROSE = "我镇认真贯彻落实《条例》，结合工作实际，采取多种措施，严格按照规定推进各项工作，不断提高水平。"


def document(*lines: str) -> Document:
    return Document(
        [Block(PROSE, "p"), Block("二、存在问题", "p"), Block(PROSE, "p"), *(Block(line, "p") for line in lines)]
    )


def headed(*lines: str) -> SignOff | None:
    return sign_off(Document([Block(line, "p") for line in (*lines, *[PROSE] * 6)]))
