"""The fixture `target`: each test that takes it runs against all three servers of the API."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.contract.steps import Scope
from tests.contract.targets import (
    ClientTarget,
    HttpTarget,
    Target,
    chalice_local,
    create_operator,
    in_process,
    on_emulator,
)
from tests.platform import Platform


@pytest.fixture(scope="session")
def platform_with_operator(platform: Platform) -> Platform:
    with on_emulator(platform):
        create_operator()
    return platform


@pytest.fixture(scope="session")
def local_server(
    platform_with_operator: Platform, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """Give the platform with `chalice local` in the place of its edge."""
    log = tmp_path_factory.mktemp("chalice-local") / "log"
    with chalice_local(platform_with_operator, log) as local:
        yield local


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take what test_release.py needs to look at an address; its docstring says what that is."""
    options = parser.getgroup("release", "contract of a release, played on an address")
    options.addoption("--base-url", help="Where the API is, without a slash at the end.")
    options.addoption("--expect-stage", help="The stage that has to answer.")
    options.addoption("--expect-release", help="The release that has to answer.")
    options.addoption(
        "--scope",
        choices=[scope.name.lower() for scope in Scope if scope < Scope.INSIDE],
        default=Scope.SYNTHETIC.name.lower(),
        help="Most that may be done: read, synthetic, or change (what people would see).",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave test_release.py out where there is no address to look at."""
    is_left_out = collection_path.name == "test_release.py" and not config.getoption(
        "base_url", None
    )
    return True if is_left_out else None


# One after the other, in one process: moto must be gone before anything talks to the emulator.
@pytest.fixture(scope="module", params=["client", "chalice_local", "deployed"])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    if request.param == "client":
        with in_process() as application:
            yield ClientTarget(application)
        return
    platform: Platform = request.getfixturevalue("platform_with_operator")
    if request.param == "deployed":
        yield HttpTarget("deployed", platform, platform)
        return
    local: Platform = request.getfixturevalue("local_server")
    yield HttpTarget("chalice_local", local, platform)
