"""A real browser as visitors and consultants have it, which forgives a page nothing.

Whatever a page should not do is noted while it is open and fails the test at its end: an error in
the console, an exception, a request that fails or is refused, something that the content security
policy stopped.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, Response

from tests.platform import ROOT

Scheme = Literal["light", "dark"]
OpenVisit = Callable[..., "Visit"]
"""What the fixture `open_page` gives: open_page(scheme="dark", width=390)."""

BROWSER = ROOT / "build" / "browser"
_AXE = (ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js").read_text()
_SERIOUS = ("serious", "critical")
_TIMEOUT_MILLISECONDS = 60_000
# Chromium draws at most 16,384 pixels in one piece, and sometimes fewer.
_TALLEST_PICTURE = 8_000
_REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} stopped ${event.blockedURI || event.sample}`);
});
"""
_FIND_VIOLATIONS = """async () => {
  // A frame here is a mail, which is sandboxed: axe could not run in it.
  const options = { resultTypes: ["violations"], iframes: false };
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, nodes: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  }));
}"""


def launch(playwright: Playwright) -> Browser:
    """Start the Chromium that `make test` has unpacked, on a machine that may lack libraries."""
    return playwright.chromium.launch(
        executable_path=BROWSER / "chromium",
        args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(BROWSER),
            "LD_LIBRARY_PATH": str(BROWSER / "lib"),
            "FONTCONFIG_PATH": str(BROWSER),
        },
    )


@dataclass
class Visit:
    """A page in a browser of its own, and what it did wrong."""

    page: Page
    pictures: Path
    scheme: Scheme
    width: int
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def expect_fault(self, *parts: str) -> None:
        """Say what the test brings about itself: faults with any of these words are none."""
        self.expected += parts

    def look(self, name: str) -> None:
        """Take a picture and check what every page must be: accessible, and not too wide."""
        height: int = self.page.evaluate("() => document.documentElement.scrollHeight")
        self.page.screenshot(
            path=self.pictures / f"{name}-{self.scheme}-{self.width}.png",
            full_page=height <= _TALLEST_PICTURE,
        )
        violations = self.find_violations()
        assert not violations, f"{name}: {violations}"
        assert self.too_wide() == 0, f"{name} scrolls sideways at {self.width} px"

    def find_violations(self) -> list[dict[str, Any]]:
        """Give what axe finds on the page that is serious or critical."""
        self.page.evaluate(_AXE)
        found: list[dict[str, Any]] = self.page.evaluate(_FIND_VIOLATIONS)
        return [each for each in found if each["impact"] in _SERIOUS]

    def too_wide(self) -> int:
        """Give by how many pixels the page is wider than the window."""
        script = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        pixels: int = self.page.evaluate(script)
        return pixels

    def real_faults(self) -> list[str]:
        """Give the faults that the test did not bring about itself."""
        return [fault for fault in self.faults if not any(part in fault for part in self.expected)]

    def watch(self) -> None:
        """Note from now on whatever goes wrong."""
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_response)
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _note_failure(self, request: Request) -> None:
        # A page that is left takes its open requests with it.
        if request.failure != "net::ERR_ABORTED":
            self.faults.append(f"request failed: {request.method} {request.url} {request.failure}")

    def _note_response(self, response: Response) -> None:
        if response.status >= 400:
            self.faults.append(f"response {response.status}: {response.url}")


@contextmanager
def open_visit(
    browser: Browser,
    url: str,
    pictures: Path,
    *,
    scheme: Scheme = "light",
    width: int = 1280,
    **options: Any,
) -> Iterator[Visit]:
    """Open an empty page; afterwards it must have done nothing wrong."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": width, "height": 844 if width < 600 else 900},
        has_touch=width < 600,
        color_scheme=scheme,
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="America/Denver",
        **options,
    )
    try:
        context.set_default_timeout(_TIMEOUT_MILLISECONDS)
        context.add_init_script(_REPORT_VIOLATIONS)
        visit = Visit(context.new_page(), pictures, scheme, width)
        visit.watch()
        yield visit
        faults = visit.real_faults()
        assert not faults, "\n".join(faults)
    finally:
        context.close()
