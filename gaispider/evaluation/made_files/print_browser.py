"""Pages of HTML printed as PDF by Chromium."""

from __future__ import annotations

import os
from collections.abc import Iterable

# What Chromium prints at the paper's edge, as offices' own programs do.
_HEAD = "<div style='font-size:8px;width:100%;text-align:center'>政府信息公开工作年度报告</div>"
_FOOT = "<div style='font-size:9px;width:100%;text-align:center'>— <span class=pageNumber></span> —</div>"


def printed_by_chromium(pages: Iterable[str], program: str) -> list[bytes]:
    """A PDF of each page, with a header and page numbers. `program` is the path of Chromium."""
    from playwright.sync_api import sync_playwright

    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=os.geteuid() != 0)
        try:
            page = browser.new_page()
            for markup in pages:
                page.set_content(markup)
                made.append(
                    page.pdf(
                        prefer_css_page_size=True, display_header_footer=True, print_background=True,
                        header_template=_HEAD, footer_template=_FOOT,
                    )
                )  # fmt: skip
        finally:
            browser.close()
    return made
