"""Policies as IAM takes them, from the parts of the template that they are."""

import json
from pathlib import Path
from typing import Any

import pytest

from ops.stages.config import Place, StageConfig, read_stage_config
from ops.stages.names import HANDLERS
from ops.stages.policy_rendering import PolicyError, read_policy, render_policy

PLACE = Place(account="123456789012", region="eu-central-1")


@pytest.mark.parametrize("handler", HANDLERS)
def test_rendered_policy_has_no_references(handler: str, production_settings: Path) -> None:
    config = read_stage_config("prod-green", settings_file=production_settings)

    rendered = render_policy(read_policy(handler), config, PLACE)

    text = json.dumps(rendered)
    assert "Fn::" not in text
    assert "${" not in text
    assert config.names.log_group(handler) in text
    assert "consulting-prod-" in text
    assert [statement["Action"] for statement in rendered["Statement"]] == [
        statement["Action"] for statement in read_policy(handler)["Statement"]
    ]


def test_model_behind_a_profile_is_rendered_with_the_profile(production_settings: Path) -> None:
    production_settings.write_text(
        production_settings.read_text() + 'ai_model_id = "eu.amazon.nova-lite-v1:0"\n'
    )
    config = read_stage_config("prod-blue", settings_file=production_settings)

    rendered = render_policy(read_policy("generate_reports"), config, PLACE)

    (asked,) = (s["Resource"] for s in rendered["Statement"] if s["Sid"] == "AskModel")
    assert asked == [
        "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.amazon.nova-lite-v1:0",
        "arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0",
    ]


def test_policy_of_another_partition_names_it(local_config: StageConfig) -> None:
    place = Place(account="123456789012", region="cn-north-1", partition="aws-cn")

    text = json.dumps(render_policy(read_policy("send_emails"), local_config, place))

    assert "arn:aws-cn:" in text
    assert "arn:aws:" not in text


@pytest.mark.parametrize(
    "resource",
    [
        {"Fn::GetAtt": ["Table", "Arn"]},
        {"Ref": "PackageKey"},
        {"Fn::Sub": "${AWS::StackName}"},
        {"Fn::Sub": "${Table.Arn}"},
    ],
    ids=["function", "parameter without a default", "pseudo parameter", "attribute"],
)
def test_what_only_cloudformation_knows_is_refused(
    resource: dict[str, Any], local_config: StageConfig
) -> None:
    policy = {"Statement": [{"Resource": resource}]}

    with pytest.raises(PolicyError):
        render_policy(policy, local_config, PLACE)
