"""Sites on an emulator: each test has an environment of its own, with the real edge's resources."""

import itertools
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from ops.clients import Aws
from ops.cloudformation import StackRequest, Template, apply_stack
from ops.edge.deployment import edge_template
from ops.edge.routing import Routing
from ops.site.release import references
from ops.site.shown import Site, open_site
from ops.stages.names import EnvironmentNames
from tests.emulator import RunningEmulator, running_emulator

_NUMBERS = itertools.count(1)
_NO_MODEL = "http://127.0.0.1:9"
"""Nothing of the site asks the model: a port on which nothing listens."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Reads the site as the router leads him, straight from the bucket."""

    site: Site
    s3: Any

    def look_around(self, colour: str) -> str:
        """Open every page of the release that a colour shows, with all that it loads.

        Give the release.
        """
        release = self.shown(colour)
        assert release is not None
        paths = self.known_paths(release)
        assert paths is not None, f"the router does not know release {release}"
        assert "/" in paths
        for path in (*paths, "/404"):
            name = "/index" if path == "/" else path
            is_page = "." not in path
            body = self._get(f"releases/{release}{name}{'.html' if is_page else ''}")
            if is_page:
                assert f'<meta name="release" content="{release}">' in body.decode()
                for reference in references(body):
                    is_asset = reference.startswith("/assets/")
                    self._get(reference[1:] if is_asset else f"releases/{release}{reference}")
        return release

    def known_paths(self, release: str) -> list[str] | None:
        """Give the paths that the router knows of a release, None if it does not know it."""
        text = dict(self.site.routing.items()).get(f"pages.{release}")
        return None if text is None else list(json.loads(text))

    def shown(self, colour: str) -> str | None:
        """Give the release that a colour shows."""
        routing = self.site.routing.read()
        assert routing is not None
        return routing.colours[colour].release

    def _get(self, key: str) -> bytes:
        body: bytes = self.s3.get_object(Bucket=self.site.bucket.name, Key=key)["Body"].read()
        return body


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningEmulator]:
    with running_emulator("shimmed", tmp_path_factory.mktemp("emulator"), _NO_MODEL) as running:
        yield running


@pytest.fixture
def names(emulator: RunningEmulator) -> EnvironmentNames:
    """Give an environment whose edge is deployed, with nothing behind it."""
    made = EnvironmentNames(f"pr-{next(_NUMBERS)}")
    request = StackRequest(
        made.edge_stack,
        Template(body=edge_template()),
        {"Environment": made.environment},
        made.tags(),
    )
    apply_stack(emulator.client("cloudformation"), request, progress=lambda line: None)
    return made


@pytest.fixture
def open_again(names: EnvironmentNames, emulator: RunningEmulator) -> Callable[..., Site]:
    """Open the site of the environment as another process would, with clients of its own."""

    def opened(session: boto3.session.Session | None = None) -> Site:
        return open_site(Aws(session or boto3.session.Session(), emulator.url), names)

    return opened


@pytest.fixture
def site(open_again: Callable[..., Site]) -> Site:
    """Give a site with two colours, blue for all visitors."""
    made = open_again()
    routing = Routing({}, token="the-token", secret="the-secret")
    routing = routing.with_colour("blue", "blue.example").with_colour("green", "green.example")
    made.routing.write(routing)
    return made


@pytest.fixture
def visitor(open_again: Callable[..., Site], emulator: RunningEmulator) -> Visitor:
    return Visitor(open_again(), emulator.client("s3"))
