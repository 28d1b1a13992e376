"""A real Chromium for the shop's pages; every page is watched for errors and policy violations."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from conftest import enter as enter_shop

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APP = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
# No sandbox: Chromium cannot make one as root. The others keep it from calling home.
ARGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage"
).split()
AXE = Axe()
REPORT_VIOLATIONS = """
addEventListener('securitypolicyviolation', event => console.error(
  `CSP violation: ${event.effectiveDirective} ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`
));
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str:
    """The path of a Chromium on this machine; fails the test with what to install when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and MAC_APP.exists():
        found = str(MAC_APP)
    if found is None:
        pytest.fail("No Chromium found: install it (Debian: apt-get install chromium).", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": find_chromium(), "args": ARGS}


@pytest.fixture(scope="session")
def base_url(live_server) -> str:
    """Pages go to `page.goto("/bag/")`: the address is the running shop's."""
    return live_server.url


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """With our address by name: the plugin's own answer may be remembered from tests that have none."""
    return {**browser_context_args, "base_url": base_url}


# Texts of live regions and names of what takes the focus, in the order in which a screen reader meets them.
LISTEN = """() => {
  const heard = window.heard = [];
  const say = words => { if (words && words !== heard.at(-1)) heard.push(words); };
  const live = "[role=alert], [role=status], [aria-live]";
  const words = part => part.checkVisibility() ? part.textContent.trim().replace(/\\s+/g, " ") : "";
  new MutationObserver(records => {
    const regions = new Set();
    for (const { type, target, addedNodes } of records) {
      // Of what comes into sight with its dialog only alerts are spoken for certain.
      const shown = type === "attributes" ? target.querySelectorAll("[role=alert]") : [];
      shown.forEach(region => regions.add(region));
      const around = (target.closest ? target : target.parentElement)?.closest(live);
      if (around) regions.add(around);
      for (const node of addedNodes) {
        if (node.matches?.(live)) regions.add(node);
        node.querySelectorAll?.(live).forEach(region => regions.add(region));
      }
    }
    regions.forEach(region => { if (region.isConnected) say(words(region)); });
  }).observe(document, {
    subtree: true, childList: true, characterData: true, attributeFilter: ["hidden", "open"],
  });
  const description = ({ ariaDescribedByElements: parts }) =>
    (parts ?? []).map(part => ` (${part.textContent.trim().replace(/\\s+/g, " ")})`).join("");
  addEventListener("focusin", ({ target }) => {
    say(`> ${target.id || target.textContent.trim()}${target.closest("dialog") ? description(target) : ""}`);
  });
}"""


@pytest.fixture
def heard(page: Page) -> Callable[[], list[str]]:
    """`heard()` begins to listen to the page; called again it says what was spoken since, in order.

    What the focus moved to stands behind a ">", by its id or label; in a dialog with what describes it.
    """
    listening = False

    def told() -> list[str]:
        nonlocal listening
        if not listening:
            page.evaluate(LISTEN)
            listening = True
        spoken: list[str] = page.evaluate("window.heard.splice(0)")
        return spoken

    return told


class Complaints:
    """What the browser reported as an error; `expect` names those that a test provokes on purpose."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._expected: list[str] = []

    def expect(self, pattern: str) -> None:
        """From here on an error that matches the regular expression `pattern` is right."""
        self._expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [text for text in self.texts if not any(re.search(p, text) for p in self._expected)]

    def hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.texts.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def complaints() -> Complaints:
    return Complaints()


@pytest.fixture(autouse=True)
def no_complaints(complaints: Complaints, context: BrowserContext) -> Iterator[None]:
    """Fails a test whose pages logged an error, threw, or broke the content security policy."""
    context.add_init_script(REPORT_VIOLATIONS)
    context.on("console", complaints.hear)
    context.on("weberror", lambda error: complaints.texts.append(f"thrown: {error.error}"))
    yield
    assert complaints.unexpected() == []


@pytest.fixture
def axe_clean() -> Callable[..., None]:
    """`axe_clean(page)` fails with axe's report when the page has an accessibility violation.

    Rules named after it are left out; `only` asks for some alone.
    """

    def check(page: Page, *left_out: str, only: Sequence[str] = ()) -> None:
        rules = {rule: {"enabled": False} for rule in left_out}
        # WCAG 2.2: axe leaves its one rule, targets of 24 pixels, off by itself.
        rules.setdefault("target-size", {"enabled": True})
        # Preloading would copy our stylesheets into inline ones, which the policy refuses.
        options: dict[str, Any] = {"preload": False, "rules": rules, "resultTypes": ["violations"]}
        if only:
            options["runOnly"] = {"type": "rule", "values": list(only)}
        if not page.evaluate("'axe' in window"):  # half a megabyte, once for each page
            page.evaluate(AXE.axe_script)
        results = AxeResults(page.evaluate("options => axe.run(document, options)", options))
        assert results.violations_count == 0, results.generate_report()

    return check


@pytest.fixture
def sign_in(context: BrowserContext, base_url: str, client) -> Callable[[Any], None]:
    """`sign_in(user)` makes this browser the user's, without the form."""

    def enter(user: Any) -> None:
        enter_shop(client, user)
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": base_url}])

    return enter
