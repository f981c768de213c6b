"""The fixture `target`: each test that takes it runs against all three servers of the API."""

from collections.abc import Iterator

import pytest

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


# One after the other, in one process: moto must be gone before anything talks to the emulator.
@pytest.fixture(scope="module", params=["client", "chalice_local", "deployed"])
def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    if request.param == "client":
        with in_process() as application:
            yield ClientTarget(application)
        return
    platform: Platform = request.getfixturevalue("platform_with_operator")
    if request.param == "deployed":
        yield HttpTarget("deployed", platform, platform)
        return
    with chalice_local(platform, tmp_path_factory.mktemp("chalice-local") / "log") as local:
        yield HttpTarget("chalice_local", local, platform)
