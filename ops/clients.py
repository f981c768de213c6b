"""Where operators' commands work: an account and region of AWS, or whatever speaks its API."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from boto3.session import Session
from botocore.config import Config
from botocore.exceptions import NoRegionError

_HOSTS = (
    *(".amazonaws.com", ".amazonaws.com.cn"),
    *(".api.aws", ".api.amazonwebservices.com.cn"),  # AWS_USE_DUALSTACK_ENDPOINT
)
_BUCKETS_ARE_PATHS = Config(s3={"addressing_style": "path"})


@dataclass(frozen=True)
class Aws:
    """An account and region. Unless told, the usual variables and profiles of AWS say which one.

    One serves all clients of a command: what its session has read of botocore's data is read once.
    """

    session: Session = field(default_factory=Session)
    endpoint_url: str | None = None

    def client(self, service: str, config: Config | None = None) -> Any:
        """Make a client. Outside AWS buckets are paths, since they have no host names there."""
        if service == "s3" and self.is_emulated:
            config = _BUCKETS_ARE_PATHS.merge(config or Config())
        return self.session.client(  # type: ignore[call-overload]  # its stubs list services one by one
            service, endpoint_url=self.endpoint_url, config=config
        )

    @cached_property
    def is_emulated(self) -> bool:
        """Tell whether this is something else than AWS."""
        host = urlsplit(self.client("sts").meta.endpoint_url).hostname or ""
        return not host.endswith(_HOSTS)

    @property
    def region(self) -> str:
        """Name the region.

        Raises: NoRegionError.
        """
        if self.session.region_name is None:
            raise NoRegionError
        return self.session.region_name

    @property
    def account(self) -> str:
        """Give the number of the account."""
        return self.caller["Account"]

    @cached_property
    def caller(self) -> Mapping[str, str]:
        """Ask once who the credentials belong to.

        Shape: Account, Arn.
        """
        found: Mapping[str, str] = self.client("sts").get_caller_identity()
        return found
