"""The environment in which every local process sees the emulator and never a real account."""

import os
from collections.abc import Mapping

REGION = "us-east-1"
ACCOUNT_ID = "000000000000"


def point_at(endpoint_url: str) -> dict[str, str]:
    """Give the variables that make an SDK talk to the emulator only."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": REGION,
        "AWS_REGION": REGION,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_MAX_ATTEMPTS": "3",
    }


def without_aws(environ: Mapping[str, str]) -> dict[str, str]:
    """Give an environment less whatever the developer's shell says about AWS."""
    return {name: value for name, value in environ.items() if not name.startswith("AWS_")}


def child_environment(endpoint_url: str, **more: str) -> dict[str, str]:
    """Give the whole environment of a child process that talks to the emulator."""
    return {**without_aws(os.environ), **point_at(endpoint_url), **more}


def use_in_this_process(endpoint_url: str, variables: Mapping[str, str]) -> None:
    """Have chalicelib, when it is imported from now on, work on the emulator."""
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(variables)
    os.environ.update(point_at(endpoint_url))
