"""Bring the edge of an environment to AWS, and tell it where a stage is found.

Secret and token are made once, here, and kept in an SSM parameter: encrypted, free, and the only
place besides the router's store, from which they come back if the parameter is lost. No template,
log or output ever has them; the application gets the secret's hash.
"""

import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from ops.clients import Aws
from ops.cloudformation import Progress, StackOutcome, StackRequest, Template, apply_stack
from ops.edge.routing import Routing, RoutingError, RoutingStore, open_routing_store
from ops.stages.config import INFRASTRUCTURE, StageConfig
from ops.stages.expiry import expiry_tags
from ops.stages.names import EnvironmentNames, StageNames

_PLACE_OF_ROUTER = "ROUTER_CODE"
_KEY_BYTES = 32
_LARGEST_FUNCTION_BYTES = 10 * 1024
"""Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""


@dataclass(frozen=True, slots=True)
class EdgeKeys:
    """What edge and application, and edge and operator, know each other by."""

    secret: str = field(repr=False)
    """The edge adds it to each request for an API."""
    token: str = field(repr=False)
    """Whoever sends it with a request chooses the colour."""

    @property
    def secret_sha256(self) -> str:
        """Give what the application compares with, in hexadecimal digits."""
        return sha256(self.secret.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Edge:
    """A deployed edge, what it and the application know each other by, and what it reads."""

    outcome: StackOutcome
    keys: EdgeKeys
    store: RoutingStore

    @property
    def site_url(self) -> str:
        """Give the address of the site."""
        return self.outcome.outputs["SiteUrl"]


def edge_template() -> str:
    """Give the template with the router in its place."""
    code = (INFRASTRUCTURE / "router.js").read_text()
    if len(code.encode()) > _LARGEST_FUNCTION_BYTES:
        raise RoutingError(f"router.js has more than {_LARGEST_FUNCTION_BYTES} bytes")
    text = (INFRASTRUCTURE / "edge.yaml").read_text()
    # A string of JSON is one of YAML, too.
    return text.replace(f"FunctionCode: {_PLACE_OF_ROUTER}", f"FunctionCode: {json.dumps(code)}")


def edge_parameters(config: StageConfig) -> dict[str, str]:
    """Give what infrastructure/edge.yaml asks for."""
    known = {"DomainName": "domain_name", "CertificateArn": "certificate_arn"}
    return {
        "Environment": config.names.environment,
        **{name: str(config.stack[key]) for name, key in known.items() if key in config.stack},
    }


def edge_request(config: StageConfig, expires_at: datetime | None) -> StackRequest:
    """Ask for what stands before site and API."""
    return StackRequest(
        config.names.edge_stack,
        Template(body=edge_template()),
        edge_parameters(config),
        {**config.names.shared.tags(), **expiry_tags(expires_at)},
    )


def read_edge_keys(aws: Aws, names: EnvironmentNames) -> EdgeKeys | None:
    """Give the keys of an environment, None if there are none yet."""
    return _read_keys(aws.client("ssm"), names)


def keep_edge_keys(aws: Aws, names: EnvironmentNames, store: RoutingStore) -> EdgeKeys:
    """Give the keys of an environment, made now if there are none.

    A parameter that was lost comes back from the store: the deployed applications know that secret,
    and would refuse what the edge sends with another.

    Raises: RoutingError when the store is garbled.
    """
    ssm = aws.client("ssm")
    found = _read_keys(ssm, names)
    if found is not None:
        return found
    routing = store.read()
    if routing is None:
        keys = EdgeKeys(secrets.token_urlsafe(_KEY_BYTES), secrets.token_urlsafe(_KEY_BYTES))
    else:
        keys = EdgeKeys(secret=routing.secret, token=routing.token)
    try:
        ssm.put_parameter(
            Name=names.edge_parameter,
            Description="Origin secret and override token of the edge",
            Type="SecureString",
            Tier="Standard",
            Value=json.dumps({"secret": keys.secret, "token": keys.token}),
            Tags=[{"Key": key, "Value": value} for key, value in names.tags().items()],
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "ParameterAlreadyExists":
            raise
        # Another deployment was faster. Its keys are as good.
        found = _read_keys(ssm, names)
        if found is not None:
            return found
        raise
    return keys


def prepare_edge(
    aws: Aws,
    config: StageConfig,
    *,
    expires_at: datetime | None = None,
    progress: Progress = lambda line: None,
) -> Edge:
    """Create or update the edge and its keys, which come before the stages that it leads to.

    Raises: StackError, RoutingError.
    """
    request = edge_request(config, expires_at)
    outcome = apply_stack(aws.client("cloudformation"), request, progress=progress)
    store = RoutingStore(aws, outcome.outputs["RoutingStoreArn"])
    return Edge(outcome, keep_edge_keys(aws, config.names.shared, store), store)


def enter_colour(
    names: StageNames, edge: Edge, api_url: str, *, progress: Progress = lambda line: None
) -> None:
    """Tell the router where a stage's API is found, whatever else is changed there meanwhile.

    `api_url` has host name and stage, as the app stack tells it. The first colour of an environment
    gets all viewers, any other nobody; an existing weight stays.

    Raises: RoutingError.
    """
    address = urlsplit(api_url)

    def decide(present: Routing | None) -> Routing | None:
        known = present.colours if present else {}
        wanted = Routing(known, token=edge.keys.token, secret=edge.keys.secret)
        wanted = wanted.with_colour(names.colour, address.netloc, address.path)
        return None if wanted == present else wanted

    entered = edge.store.change(decide)
    if entered is not None:
        weight = entered.colours[names.colour].weight
        progress(f"{names.edge_stack}: {names.colour} is entered with weight {weight}")


def leave_colour(aws: Aws, names: StageNames, *, progress: Progress) -> None:
    """Take a stage out of the routing, whatever else is changed there meanwhile.

    Raises: RoutingError when viewers would be left without a colour; StackError without an edge.
    """

    def decide(present: Routing | None) -> Routing | None:
        if present is None or names.colour not in present.colours:
            return None
        return present.without_colour(names.colour)

    if open_routing_store(aws, names.shared).change(decide) is not None:
        progress(f"{names.edge_stack}: {names.colour} is taken out of the routing")


def _read_keys(ssm: Any, names: EnvironmentNames) -> EdgeKeys | None:
    try:
        found = ssm.get_parameter(Name=names.edge_parameter, WithDecryption=True)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ParameterNotFound":
            return None
        raise
    values = json.loads(found["Parameter"]["Value"])
    return EdgeKeys(secret=values["secret"], token=values["token"])
