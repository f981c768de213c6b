"""Browsers for tests: a browser per module, a context of its own per visit."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.browser import OpenVisit, Visit, launch, open_visit
from tests.platform import Platform

# A busy machine is no fault of a page.
expect.set_options(timeout=60_000)


# Per module and not per session: while Playwright runs, no other test of the process can use
# asyncio.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = launch(playwright)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Name the folder of pictures, which pytest keeps for the last three runs."""
    folder = tmp_path_factory.getbasetemp() / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def open_page(browser: Browser, platform: Platform, pictures: Path) -> Iterator[OpenVisit]:
    """Open pages, as in `open_page(scheme="dark", width=390)`; at the end all must be clean."""
    with ExitStack() as visits:

        def open_one(**options: Any) -> Visit:
            return visits.enter_context(open_visit(browser, platform.url, pictures, **options))

        yield open_one
