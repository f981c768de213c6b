"""Who gets which colour: what the router reads, as values, and the store that holds it.

One CloudFront KeyValueStore an environment. Its key `routing` holds the colours with their weights,
`pages.<release>` the paths that a release of the site answers. A change reaches every edge within
seconds, without a deployment, and infrastructure/router.js decides with it request by request.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from ops.clients import Aws
from ops.cloudformation import StackError
from ops.errors import OpsError
from ops.stages.names import EnvironmentNames

_ROUTING_KEY = "routing"
_PAGES_PREFIX = "pages."
_LARGEST_VALUE_BYTES = 1024
"""Source: docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""

_TRIES = 5
_ACCOUNT_DIGITS = 12

_Given = TypeVar("_Given")


class RoutingError(OpsError):
    """The routing can't be what was asked for, or can't be read or written."""


class RoutingChanged(RoutingError):
    """Somebody else wrote to the store since it was read."""


@dataclass(frozen=True, slots=True)
class Colour:
    """One deployed stage, or a legacy back end, that requests can be sent to."""

    weight: int
    """Share of viewers in percent. All weights of a routing make 100."""
    domain: str
    """Host name of the API."""
    path: str = ""
    """What stands before each path there, such as /live; a legacy back end has nothing."""
    release: str | None = None
    """Release of the site that belongs to it; None as long as none was deployed."""
    is_legacy: bool = False
    """A legacy back end serves its own pages, and takes all viewers or none."""


@dataclass(frozen=True, slots=True)
class Routing:
    """The colours of an environment and what proves to them that a request came by the edge.

    Raises: RoutingError when weights are no shares of 100.
    """

    colours: Mapping[str, Colour]
    token: str = field(repr=False)
    """Whoever sends it chooses a colour, for verification: `X-Colour: <token>.<colour>`."""
    secret: str = field(repr=False)
    """What the edge adds to each request for an API: `X-Origin-Secret`."""

    def __post_init__(self) -> None:
        for name, colour in self.colours.items():
            if not 0 <= colour.weight <= 100:
                raise RoutingError(f"the weight of {name} is {colour.weight}, not 0 to 100")
            if colour.is_legacy and colour.weight not in (0, 100):
                raise RoutingError(
                    f"{name} is a legacy back end, which keeps its data to itself: "
                    f"its weight is 0 or 100, not {colour.weight}"
                )
        total = sum(colour.weight for colour in self.colours.values())
        if self.colours and total != 100:
            raise RoutingError(f"the weights make {total}, not 100")

    @property
    def live(self) -> str | None:
        """Name the colour that has all viewers, None while they are shared or nobody is there."""
        return next((name for name, each in self.colours.items() if each.weight == 100), None)

    def with_weights(self, weights: Mapping[str, int]) -> "Routing":
        """Give the routing with other weights; a colour that is not named gets 0.

        Raises: RoutingError for an unknown colour, or weights that do not make 100.
        """
        unknown = sorted(weights.keys() - self.colours.keys())
        if unknown:
            raise RoutingError(f"there is no colour {', '.join(unknown)}")
        return replace(
            self,
            colours={
                name: replace(colour, weight=weights.get(name, 0))
                for name, colour in self.colours.items()
            },
        )

    def with_release(self, name: str, release: str | None) -> "Routing":
        """Give the routing with another release of the site for a colour.

        Raises: RoutingError for an unknown colour.
        """
        if name not in self.colours:
            raise RoutingError(f"there is no colour {name}")
        return replace(
            self, colours={**self.colours, name: replace(self.colours[name], release=release)}
        )

    def with_colour(
        self, name: str, domain: str, path: str = "", *, is_legacy: bool = False
    ) -> "Routing":
        """Enter a colour, or say where one is found now.

        The first one gets all viewers, any other nobody; whoever is entered already keeps weight
        and release.
        """
        known = self.colours.get(name) or Colour(0 if self.colours else 100, domain)
        entered = replace(known, domain=domain, path=path, is_legacy=is_legacy)
        return replace(self, colours={**self.colours, name: entered})

    def without_colour(self, name: str) -> "Routing":
        """Take out a colour that nobody is sent to, or the last one.

        Raises: RoutingError when viewers would be left without a colour.
        """
        return replace(
            self, colours={key: each for key, each in self.colours.items() if key != name}
        )

    def to_json(self) -> str:
        """Give what the router reads, as short as it can be.

        Raises: RoutingError above the store's limit for a value.
        """
        colours = {
            name: {
                "weight": colour.weight,
                "domain": colour.domain,
                "path": colour.path,
                **({"release": colour.release} if colour.release else {}),
                **({"legacy": True} if colour.is_legacy else {}),
            }
            for name, colour in sorted(self.colours.items())
        }
        return _compact({"colours": colours, "token": self.token, "secret": self.secret})

    @classmethod
    def from_json(cls, text: str) -> "Routing":
        """Read what was written.

        Raises: RoutingError for what no routing looks like.
        """
        try:
            found = json.loads(text)
            colours = {
                name: Colour(
                    weight=each["weight"],
                    domain=each["domain"],
                    path=each["path"],
                    release=each.get("release"),
                    is_legacy=each.get("legacy", False),
                )
                for name, each in found["colours"].items()
            }
            return cls(colours, token=found["token"], secret=found["secret"])
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RoutingError(f"the routing in the store is garbled: {error!r}") from error


class RoutingStore:
    """The key-value store of an environment."""

    def __init__(self, aws: Aws, arn: str) -> None:
        self._client = _store_client(aws)
        self._arn = arn
        self._etag: str | None = None

    def read(self) -> Routing | None:
        """Give the routing, None if nothing was entered yet.

        Raises: RoutingError when it is garbled.
        """
        self._etag = self._current_etag()
        text = self._get(_ROUTING_KEY)
        return None if text is None else Routing.from_json(text)

    def write(self, routing: Routing) -> None:
        """Put the routing in force, provided that nothing was written since it was read.

        Raises: RoutingChanged; RoutingError when it is too large.
        """
        if self._etag is None:
            self._etag = self._current_etag()
        self._etag = self._put(_ROUTING_KEY, routing.to_json(), self._etag)

    def change(self, decide: Callable[[Routing | None], Routing | None]) -> Routing | None:
        """Change the routing, whatever else is changed in it meanwhile; give what was written.

        `decide` makes the new routing of the present one, anew when somebody else was faster. None
        says that there is nothing to do.

        Raises: RoutingChanged when others were faster each time; what `decide` raises.
        """

        def once() -> Routing | None:
            wanted = decide(self.read())
            if wanted is not None:
                self.write(wanted)
            return wanted

        return _try_again(once)

    def write_pages(self, release: str, paths: Sequence[str]) -> None:
        """Say which paths a release answers: `/contact` for a page, `/robots.txt` for a file.

        Raises: RoutingError when they are too many for one value.
        """
        value = pages_value(paths)
        self._beside_routing(lambda etag: self._put(f"{_PAGES_PREFIX}{release}", value, etag))

    def forget_pages(self, release: str) -> None:
        """Forget a release; one that is not there is forgotten already."""
        self._beside_routing(lambda etag: self._delete(f"{_PAGES_PREFIX}{release}", etag))

    def items(self) -> Iterator[tuple[str, str]]:
        """Give every key with its value."""
        for page in self._client.get_paginator("list_keys").paginate(KvsARN=self._arn):
            for item in page["Items"]:
                yield item["Key"], item["Value"]

    def _beside_routing(self, change: Callable[[str], str]) -> None:
        """Change a key that nobody else changes, whatever happens to the routing meanwhile.

        The store has one ETag for all its keys, so a writer of the routing may be in the way. What
        was read of the routing before stays good only if nobody was.
        """

        def once() -> None:
            etag = self._current_etag()
            changed = change(etag)
            if self._etag == etag:
                self._etag = changed

        _try_again(once)

    def _current_etag(self) -> str:
        return str(self._client.describe_key_value_store(KvsARN=self._arn)["ETag"])

    def _get(self, key: str) -> str | None:
        try:
            return str(self._client.get_key(KvsARN=self._arn, Key=key)["Value"])
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return None
            raise

    def _put(self, key: str, value: str, etag: str) -> str:
        with _telling_of_changes():
            answer = self._client.put_key(KvsARN=self._arn, Key=key, Value=value, IfMatch=etag)
        return str(answer["ETag"])

    def _delete(self, key: str, etag: str) -> str:
        try:
            with _telling_of_changes():
                answer = self._client.delete_key(KvsARN=self._arn, Key=key, IfMatch=etag)
        except ClientError as error:
            if error.response["Error"]["Code"] == "ResourceNotFoundException":
                return etag
            raise
        return str(answer["ETag"])


def open_routing_store(aws: Aws, names: EnvironmentNames) -> RoutingStore:
    """Open the store of an environment whose edge is deployed.

    It is found by its name, not by the stack: viewers can be moved while CloudFormation is away.

    Raises: StackError when the edge is not deployed.
    """
    cloudfront = aws.client("cloudfront")
    try:
        found = cloudfront.describe_key_value_store(Name=names.routing_store)
    except cloudfront.exceptions.EntityNotFound as missing:
        raise StackError(
            f"There is no store {names.routing_store}: {names.edge_stack} is not deployed"
        ) from missing
    return RoutingStore(aws, found["KeyValueStore"]["ARN"])


def _store_client(aws: Aws) -> Any:
    """Make a client of the store's data plane, which is signed with SigV4A (package awscrt).

    botocore puts the account before the host. An emulator has one host name for all accounts.
    """
    client = aws.client("cloudfront-keyvaluestore")

    def drop_account(request: Any, **_: Any) -> None:
        address = urlsplit(request.url)
        account, _dot, host = address.netloc.partition(".")
        if address.scheme == "http" and account.isdigit() and len(account) == _ACCOUNT_DIGITS:
            request.url = address._replace(netloc=host).geturl()

    client.meta.events.register("before-sign.cloudfront-keyvaluestore", drop_account)
    return client


def pages_value(paths: Sequence[str]) -> str:
    """Give the value that says which paths a release answers.

    Raises: RoutingError when they are too many for one.
    """
    return _compact(sorted(paths))


def _compact(value: Any) -> str:
    """Give JSON that fits into a value of the store.

    Raises: RoutingError.
    """
    text = json.dumps(value, separators=(",", ":"))
    if len(text.encode()) > _LARGEST_VALUE_BYTES:
        raise RoutingError(
            f"{len(text.encode())} bytes are more than the {_LARGEST_VALUE_BYTES} of a value"
        )
    return text


def _try_again(once: Callable[[], _Given]) -> _Given:
    """Do something that others may be in the way of, a few times until they are not."""
    for _ in range(_TRIES - 1):
        with suppress(RoutingChanged):
            return once()
    return once()


@contextmanager
def _telling_of_changes() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] == "ConflictException":
            raise RoutingChanged(
                "somebody else changed the routing meanwhile; look at it and try again"
            ) from error
        raise
