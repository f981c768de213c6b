"""The edge on the emulator: stack, keys, colours, the store, and the port that serves it all."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import uuid4

import psutil
import pytest
from boto3.session import Session

from ops.clients import Aws
from ops.cloudformation import StackError
from ops.edge.deployment import Edge, enter_colour, keep_edge_keys, prepare_edge, read_edge_keys
from ops.edge.routing import Routing, RoutingChanged, RoutingStore, open_routing_store
from ops.local.aws_environment import REGION, point_at, without_aws
from ops.stages.config import StageConfig, read_stage_config
from ops.stages.names import EnvironmentNames
from tests.platform import PATIENCE_SECONDS, ROOT, Platform, wait_until

pytestmark = pytest.mark.xdist_group("platform")

_API = "https://abc1234567.execute-api.us-east-1.amazonaws.com/live"


@pytest.fixture
def aws(platform: Platform) -> Aws:
    return Aws(Session("test", "test", region_name=REGION), platform.emulator_url)


@pytest.fixture
def config(tmp_path: Path) -> StageConfig:
    """Give an environment that nobody else has."""
    environment = f"e{uuid4().hex[:10]}"
    settings = tmp_path / "settings.toml"
    settings.write_text(
        f'[{environment}]\nemail_sender = "a@b.example"\nemail_reply_to = "a@b.example"\n'
        'email_consultancy = "a@b.example"\n'
    )
    return read_stage_config(environment, settings_file=settings)


@pytest.fixture
def edge(aws: Aws, config: StageConfig) -> Edge:
    return prepare_edge(aws, config)


@pytest.fixture
def store(aws: Aws, config: StageConfig, edge: Edge) -> RoutingStore:
    """Open the store as somebody else than the edge's deployment would."""
    return open_routing_store(aws, config.names.shared)


def entered(config: StageConfig, edge: Edge, api_url: str = _API) -> Routing:
    """Enter the stage and give the routing that is in force then."""
    enter_colour(config.names, edge, api_url)
    routing = edge.store.read()
    assert routing is not None
    return routing


def test_the_edge_is_made_once_and_tells_where_it_is(
    aws: Aws, config: StageConfig, edge: Edge
) -> None:
    again = prepare_edge(aws, config)

    environment = config.names.environment
    outputs = edge.outcome.outputs
    assert (edge.outcome.action, again.outcome.action) == ("created", "unchanged")
    assert set(outputs) == {
        *("SiteBucket", "DistributionId", "DistributionDomain", "SiteUrl", "RoutingStoreArn"),
    }
    assert outputs["SiteBucket"] == f"consulting-{environment}-site-000000000000"
    assert outputs["SiteUrl"] == f"https://{outputs['DistributionDomain']}"
    assert outputs["RoutingStoreArn"].endswith(f":key-value-store/consulting-{environment}-routing")


def test_keys_are_made_once_and_kept_encrypted(
    platform: Platform, aws: Aws, config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    names = config.names.shared

    again = keep_edge_keys(aws, names, store)
    kept = platform.client("ssm").get_parameter(Name=names.edge_parameter)["Parameter"]

    assert again == edge.keys
    assert kept["Type"] == "SecureString"
    assert min(len(edge.keys.secret), len(edge.keys.token)) >= 43
    assert edge.keys.secret != edge.keys.token
    assert edge.keys.secret_sha256 == sha256(edge.keys.secret.encode()).hexdigest()
    assert edge.keys.secret not in repr(edge)


def test_a_lost_parameter_comes_back_with_the_keys_that_the_applications_know(
    platform: Platform, aws: Aws, config: StageConfig, edge: Edge
) -> None:
    enter_colour(config.names, edge, _API)
    platform.client("ssm").delete_parameter(Name=config.names.shared.edge_parameter)

    again = prepare_edge(aws, config)
    kept = read_edge_keys(aws, config.names.shared)

    assert again.keys == edge.keys == kept


def test_the_application_and_its_stack_know_the_secret_by_its_hash_alone(
    platform: Platform,
    aws: Aws,
) -> None:
    keys = read_edge_keys(aws, EnvironmentNames("local"))
    assert keys is not None
    function = "consulting-local"
    found = platform.client("lambda").get_function_configuration(FunctionName=function)
    stacks = platform.client("cloudformation").describe_stacks()["Stacks"]

    variables = found["Environment"]["Variables"]
    assert variables["ORIGIN_SECRET_SHA256"] == keys.secret_sha256
    told = json.dumps([variables, stacks], default=str)
    assert keys.secret not in told
    assert keys.token not in told


def test_the_api_answers_by_the_edge_only(platform: Platform) -> None:
    outputs = platform.client("cloudformation").describe_stacks(StackName="consulting-local-app")
    (api,) = [
        each["OutputValue"]
        for each in outputs["Stacks"][0]["Outputs"]
        if each["OutputKey"] == "RestApiId"
    ]
    direct = f"{platform.emulator_url}/_aws/execute-api/{api}/live/api/v1/health"

    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(direct, timeout=PATIENCE_SECONDS)

    with refusal.value as answer:
        assert answer.code == 403
        assert json.loads(answer.read())["Code"] == "EdgeBypassed"
    assert platform.request("GET", "/health").status == 200


def test_a_stage_is_entered_and_keeps_its_weight(
    config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    colour = config.names.colour
    first = entered(config, edge)
    other = first.with_colour("other", "other.example").with_weights({colour: 40, "other": 60})
    store.read()
    store.write(other)
    again = entered(config, edge, _API.replace("abc1234567", "def1234567"))

    assert store.read() == again
    assert first.colours[colour].weight == 100
    assert again.colours[colour].weight == 40
    assert again.colours[colour].domain == "def1234567.execute-api.us-east-1.amazonaws.com"
    assert again.colours[colour].path == "/live"
    assert (again.token, again.secret) == (edge.keys.token, edge.keys.secret)


def test_a_concurrent_writer_is_told_and_changes_nothing(
    aws: Aws, config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    routing = entered(config, edge)
    other = open_routing_store(aws, config.names.shared)
    assert store.read() == other.read() == routing

    other.write(routing.with_release(config.names.colour, "theirs"))
    with pytest.raises(RoutingChanged, match="somebody else changed the routing"):
        store.write(routing.with_release(config.names.colour, "ours"))

    found = store.read()
    assert found is not None
    assert found.colours[config.names.colour].release == "theirs"


def test_a_change_is_decided_anew_when_somebody_was_faster(
    config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    entered(config, edge)
    colour = config.names.colour

    def decide(present: Routing | None) -> Routing:
        assert present is not None
        if present.colours[colour].release is None:
            edge.store.read()
            edge.store.write(present.with_release(colour, "theirs"))
        return present.with_colour("other", "other.example")

    changed = store.change(decide)

    assert changed == edge.store.read()
    assert changed is not None
    assert changed.colours[colour].release == "theirs"
    assert changed.colours["other"].domain == "other.example"
    assert store.change(lambda present: None) is None
    assert changed == edge.store.read()


def test_a_change_is_given_up_when_others_are_always_faster(
    config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    entered(config, edge)
    tries = 0

    def decide(present: Routing | None) -> Routing | None:
        nonlocal tries
        tries += 1
        edge.store.write_pages(f"r{tries}", ["/"])
        return present

    with pytest.raises(RoutingChanged):
        store.change(decide)

    assert 1 < tries < 10


def test_lists_of_pages_are_written_beside_the_routing(
    aws: Aws, config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    routing = entered(config, edge)
    store.read()

    store.write_pages("r1", ["/contact", "/"])
    store.write(routing.with_release(config.names.colour, "r1"))

    known = dict(store.items())
    assert known.keys() == {"routing", "pages.r1"}
    assert json.loads(known["pages.r1"]) == ["/", "/contact"]
    store.forget_pages("r1")
    store.forget_pages("r1")
    assert dict(store.items()).keys() == {"routing"}


def test_pages_do_not_hide_that_the_routing_was_changed(
    aws: Aws, config: StageConfig, edge: Edge, store: RoutingStore
) -> None:
    routing = entered(config, edge)
    other = open_routing_store(aws, config.names.shared)
    store.read()
    other.read()

    other.write(routing.with_release(config.names.colour, "theirs"))
    store.write_pages("r1", ["/"])

    with pytest.raises(RoutingChanged):
        store.write(routing)


def test_an_edge_that_is_not_there_is_told(aws: Aws) -> None:
    with pytest.raises(StackError, match="consulting-nowhere-edge is not deployed"):
        open_routing_store(aws, EnvironmentNames("nowhere"))


@pytest.fixture
def back_end() -> Iterator[tuple[str, list[Any]]]:
    """Give a back end of this machine, and the headers of what reaches it."""
    seen: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/live", seen
    server.shutdown()
    server.server_close()


@pytest.fixture
def local_edge(
    platform: Platform, config: StageConfig, edge: Edge, tmp_path: Path
) -> Iterator[tuple[str, psutil.Process]]:
    """Give the address of `ops local edge` for the environment, and its process."""
    log = tmp_path / "edge.log"
    command = [sys.executable, "-m", "ops", "local", "edge", config.names.environment]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "--port", "0", "--while-process", str(os.getpid())],
            cwd=ROOT,
            env={**without_aws(os.environ), **point_at(platform.emulator_url)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    found = wait_until(
        lambda: re.search(r"^ready (\S+)", log.read_text(), re.MULTILINE),
        PATIENCE_SECONDS,
        "the edge is ready",
    )
    yield found[1], psutil.Process(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE_SECONDS) == 0, log.read_text()


def ask(url: str) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(url, timeout=PATIENCE_SECONDS) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()


def test_an_environment_is_served_on_a_port_as_its_routing_says(
    platform: Platform,
    aws: Aws,
    config: StageConfig,
    edge: Edge,
    store: RoutingStore,
    local_edge: tuple[str, psutil.Process],
    back_end: tuple[str, list[Any]],
) -> None:
    (url, process), (api_url, seen) = local_edge, back_end
    before = ask(f"{url}/"), ask(f"{url}/api/v1/services")

    routing = entered(config, edge, api_url)
    s3 = platform.client("s3")
    bucket = edge.outcome.outputs["SiteBucket"]
    for name, more in (("index", {}), ("404", {"Metadata": {"status": "404"}})):
        s3.put_object(
            Bucket=bucket,
            Key=f"releases/r1/{name}.html",
            Body=f"<title>{name}</title>".encode(),
            ContentType="text/html; charset=utf-8",
            CacheControl="no-cache",
            **more,
        )
    store.read()
    store.write_pages("r1", ["/"])
    store.write(routing.with_release(config.names.colour, "r1"))
    wait_until(lambda: ask(f"{url}/")[0] == 200, PATIENCE_SECONDS, "the routing is seen")

    assert [status for status, _ in before] == [503, 503]
    assert ask(f"{url}/") == (200, b"<title>index</title>")
    assert ask(f"{url}/nothing") == (404, b"<title>404</title>")
    assert ask(f"{url}/api/v1/services") == (200, b"{}")
    path, headers = seen[-1]
    assert path == "/live/api/v1/services"
    assert headers["X-Origin-Secret"] == edge.keys.secret
    assert [child.name() for child in process.children()] == ["node"]
