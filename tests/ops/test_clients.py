"""Which AWS a command works on."""

import pytest

from ops.clients import Aws


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


@pytest.mark.parametrize("is_dual_stack", ["true", "false"])
@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1", "cn-north-1", "us-gov-west-1"])
def test_aws_is_not_emulated(
    region: str, is_dual_stack: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_USE_DUALSTACK_ENDPOINT", is_dual_stack)

    assert not Aws().is_emulated


def test_buckets_are_paths_on_an_emulator_alone() -> None:
    emulator, aws = Aws(endpoint_url="http://localhost:4566"), Aws()

    assert emulator.is_emulated
    assert emulator.client("s3").meta.config.s3 == {"addressing_style": "path"}
    assert not (aws.client("s3").meta.config.s3 or {}).get("addressing_style")
