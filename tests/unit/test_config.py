"""Settings: read once, refused with every fault at once."""

from dataclasses import MISSING, FrozenInstanceError, fields

import pytest

from chalicelib.config import Settings, SettingsError, read_settings

VARIABLES = {
    "ENVIRONMENT": "staging",
    "STAGE": "staging",
    "SITE_URL": "https://staging.consultancy.example",
    "DOCUMENTS_BUCKET": "consulting-staging-documents-123456789012",
    "MAIL_EVENTS_TOPIC": "arn:aws:sns:us-east-1:123456789012:consulting-staging-mail-events",
    "EMAIL_SENDER": "inquiries@consultancy.example",
    "EMAIL_REPLY_TO": "info@consultancy.example",
    "EMAIL_CONSULTANCY": "desk@consultancy.example",
}
REQUIRED = [known.name.upper() for known in fields(Settings) if known.default is MISSING]
NUMBERS = [known.name.upper() for known in fields(Settings) if known.metadata["least"] is not None]


def test_read_settings_minimum_takes_the_defaults() -> None:
    settings = read_settings(VARIABLES)

    assert (settings.retry_longest_seconds, settings.ai_temperature) == (900, 0.4)
    assert settings.log_level == "INFO"


def test_read_settings_converts_numbers() -> None:
    settings = read_settings(VARIABLES | {"SWEEP_MINUTES": "2", "AI_TEMPERATURE": "0.25"})

    assert (settings.sweep_minutes, settings.ai_temperature) == (2, 0.25)


def test_read_settings_paper_is_one_of_two() -> None:
    assert read_settings(VARIABLES).report_paper == "a4"
    assert read_settings(VARIABLES | {"REPORT_PAPER": "us-letter"}).report_paper == "us-letter"

    with pytest.raises(SettingsError, match="REPORT_PAPER is 'a5', not one of a4, us-letter"):
        read_settings(VARIABLES | {"REPORT_PAPER": "a5"})


def test_read_settings_nothing_set_names_every_required_variable() -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({})

    assert [name for name in REQUIRED if f"{name} is missing" not in str(refused.value)] == []


def test_read_settings_names_every_fault_at_once() -> None:
    faulty = VARIABLES | {
        "SITE_URL": "",
        "SWEEP_MINUTES": "five",
        "RETRY_LONGEST_SECONDS": "9",
        "STAGE": "blue",
    }

    with pytest.raises(SettingsError) as refused:
        read_settings(faulty)

    faults = str(refused.value).split("; ")
    assert faults == [
        "SITE_URL is missing: Origin of the site, without a slash at the end.",
        "RETRY_LONGEST_SECONDS is 9, below 10",
        "SWEEP_MINUTES is 'five', not a number",
        "STAGE 'blue' is no stage of the environment 'staging'",
    ]


@pytest.mark.parametrize("variable", NUMBERS)
def test_read_settings_below_the_least_is_refused(variable: str) -> None:
    with pytest.raises(SettingsError, match=f"{variable} is -1, below"):
        read_settings(VARIABLES | {variable: "-1"})


@pytest.mark.parametrize(
    ("environment", "stage"),
    [
        ("prod", "prod-blue"),
        ("prod", "prod-green"),
        ("staging", "staging"),
        ("local", "local"),
        ("pr-123", "pr-123"),
    ],
)
def test_read_settings_stage_of_its_environment(environment: str, stage: str) -> None:
    settings = read_settings(VARIABLES | {"ENVIRONMENT": environment, "STAGE": stage})

    assert settings.inquiries_table == f"consulting-{environment}-inquiries"
    assert settings.access_table == f"consulting-{environment}-access"
    assert settings.mail_configuration_set == f"consulting-{environment}"
    assert settings.emails_queue == f"consulting-{stage}-emails"
    assert settings.reports_queue == f"consulting-{stage}-reports"
    assert settings.is_local is (environment == "local")


@pytest.mark.parametrize(
    ("environment", "stage"),
    [
        ("prod", "prod"),
        ("prod", "prod-red"),
        ("staging", "prod-blue"),
        ("staging", "staging-blue"),
        ("local", "dev"),
    ],
)
def test_read_settings_unknown_stage_is_refused(environment: str, stage: str) -> None:
    with pytest.raises(SettingsError, match=f"STAGE '{stage}' is no stage of the environment"):
        read_settings(VARIABLES | {"ENVIRONMENT": environment, "STAGE": stage})


def test_settings_can_not_be_changed() -> None:
    settings = read_settings(VARIABLES)

    with pytest.raises(FrozenInstanceError):
        settings.sweep_minutes = 1  # type: ignore[misc]


def test_settings_fields_are_documented() -> None:
    assert [known.name for known in fields(Settings) if not known.metadata["meaning"]] == []
    in_seconds = [known for known in fields(Settings) if known.name.endswith("_seconds")]
    assert {known.metadata["unit"] for known in in_seconds} == {"s"}
