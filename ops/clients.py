"""Clients of AWS for operators' commands, and of whatever speaks its API.

Which account, region and endpoint is decided by the usual variables and profiles of AWS.
"""

from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config

_AWS = (".amazonaws.com", ".amazonaws.com.cn")


def make_client(
    service: str,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    **options: Any,
) -> Any:
    """Make a client. Outside AWS buckets are paths, since they have no host names there."""
    chosen = session or boto3.session.Session()

    def make(config: Config | None) -> Any:
        return chosen.client(  # type: ignore[call-overload]  # the stubs list services one by one
            service, endpoint_url=endpoint_url, config=config, **options
        )

    made = make(None)
    if service != "s3" or not is_emulated(made):
        return made
    return make(Config(s3={"addressing_style": "path"}))


def is_emulated(client: Any) -> bool:
    """Tell whether a client talks to something else than AWS."""
    return not (urlsplit(client.meta.endpoint_url).hostname or "").endswith(_AWS)


def read_account(
    session: boto3.session.Session | None = None, endpoint_url: str | None = None
) -> str:
    """Ask for the number of the account."""
    return str(make_client("sts", session, endpoint_url).get_caller_identity()["Account"])
