"""Names that derive from a stage."""

import pytest

from chalicelib.config import Settings, read_settings
from ops.stages.names import HANDLERS, EnvironmentNames, StageNameError, StageNames


@pytest.mark.parametrize(
    ("stage", "environment", "colour"),
    [
        ("local", "local", "local"),
        ("staging", "staging", "staging"),
        ("pr-123", "pr-123", "pr-123"),
        ("prod-blue", "prod", "blue"),
        ("prod-green", "prod", "green"),
    ],
)
def test_environment_and_colour_of_a_stage(stage: str, environment: str, colour: str) -> None:
    names = StageNames(stage)

    assert names.environment == environment
    assert names.colour == colour
    assert names.edge_stack == f"consulting-{environment}-edge"
    assert names.site_bucket("123456789012") == f"consulting-{environment}-site-123456789012"
    assert stage in names.shared.stages
    assert names.data_stack == f"consulting-{environment}-data"
    assert names.app_stack == f"consulting-{stage}-app"


@pytest.mark.parametrize(
    "stage",
    ["", "prod", "Local", "local_1", "-local", "local-", "a--b", "1st", "staging-blue", "a" * 25],
)
def test_stage_name_that_is_none_is_refused(stage: str) -> None:
    with pytest.raises(StageNameError, match="is no stage"):
        StageNames(stage)


def test_longest_stage_name_fits_every_limit_of_aws() -> None:
    names = StageNames("a" * 24)

    assert len(names.documents_bucket("1" * 12)) <= 63
    assert len(names.artefacts_bucket("1" * 12)) <= 63
    assert len(names.function(max(HANDLERS, key=len))) <= 64


@pytest.mark.parametrize("stage", ["local", "prod-green"])
def test_names_are_those_that_the_application_uses(stage: str) -> None:
    names = StageNames(stage)

    settings: Settings = read_settings(
        {
            "ENVIRONMENT": names.environment,
            "STAGE": stage,
            "SITE_URL": "https://site.example",
            "DOCUMENTS_BUCKET": names.documents_bucket("1" * 12),
            "MAIL_EVENTS_TOPIC": names.mail_events_topic_arn("eu-west-1", "1" * 12),
            "EMAIL_SENDER": "a@site.example",
            "EMAIL_REPLY_TO": "b@site.example",
            "EMAIL_CONSULTANCY": "c@site.example",
        }
    )

    assert settings.inquiries_table == names.inquiries_table
    assert settings.access_table == names.access_table
    assert settings.emails_queue == names.emails_queue
    assert settings.reports_queue == names.reports_queue
    assert settings.mail_configuration_set == names.mail_configuration_set
    assert settings.mail_events_topic.endswith(f":{names.mail_events_topic}")


def test_an_environment_is_named_by_its_stages_or_is_production() -> None:
    assert EnvironmentNames("prod").stages == ("prod-blue", "prod-green")
    assert EnvironmentNames("staging").stages == ("staging",)
    for wrong in ("prod-blue", "Staging", "staging-green"):
        with pytest.raises(StageNameError):
            EnvironmentNames(wrong)
