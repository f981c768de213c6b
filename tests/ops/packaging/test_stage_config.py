"""What a stage is configured with."""

from pathlib import Path

import pytest

from ops.stages.config import (
    PROJECT,
    StageConfig,
    StageConfigError,
    chalice_config,
    read_stage_config,
    render_chalice_config,
)
from ops.stages.names import HANDLERS


def test_committed_chalice_config_is_what_is_rendered(local_config: StageConfig) -> None:
    committed = (PROJECT / ".chalice" / "config.json").read_text()

    assert committed == render_chalice_config(local_config), "run: python -m ops stage render local"


def test_every_function_has_a_policy_and_a_timeout_of_its_own(local_config: StageConfig) -> None:
    functions = chalice_config(local_config)["stages"]["local"]["lambda_functions"]

    assert set(functions) == set(HANDLERS)
    for handler, function in functions.items():
        assert (PROJECT / ".chalice" / function["iam_policy_file"]).is_file()
        assert function["lambda_timeout"] == local_config.timeout_seconds(handler)
    assert functions["api_handler"]["lambda_timeout"] <= 29


def test_only_the_report_function_has_memory_for_a_layout(local_config: StageConfig) -> None:
    functions = chalice_config(local_config)["stages"]["local"]["lambda_functions"]

    memory = {handler: function["lambda_memory_size"] for handler, function in functions.items()}
    assert memory.pop("generate_reports") == 768
    assert set(memory.values()) == {256}


def test_lost_work_heals_locally_within_three_minutes(local_config: StageConfig) -> None:
    settings = local_config.settings

    lease_seconds = settings.reports_timeout_seconds + 10
    until_swept = lease_seconds + settings.sweep_grace_seconds + settings.sweep_minutes * 60

    assert until_swept + settings.reports_timeout_seconds <= 180


def test_production_keeps_the_defaults(production_settings: Path) -> None:
    config = read_stage_config("prod-blue", settings_file=production_settings)

    assert config.variables["STAGE"] == "prod-blue"
    assert config.variables["ENVIRONMENT"] == "prod"
    assert config.timeout_seconds("send_emails") == 30
    assert config.timeout_seconds("generate_reports") == 120
    assert config.queue_parameters() == {
        "EmailsVisibilitySeconds": "45",
        "ReportsVisibilitySeconds": "135",
    }


def test_environment_without_settings_is_refused(production_settings: Path) -> None:
    with pytest.raises(StageConfigError, match=r"no table \[staging\]"):
        read_stage_config("staging", settings_file=production_settings)


def test_faults_of_settings_are_told_all_at_once(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('[staging]\nsite_url = "https://x.example"\nsweep_minutes = 0\n')

    with pytest.raises(StageConfigError) as refusal:
        read_stage_config("staging", settings_file=settings)

    for fault in ("EMAIL_SENDER", "EMAIL_REPLY_TO", "EMAIL_CONSULTANCY", "SWEEP_MINUTES"):
        assert fault in str(refusal.value)


def test_misspelt_setting_is_refused(production_settings: Path) -> None:
    production_settings.write_text(production_settings.read_text() + "sweep_minute = 3\n")

    with pytest.raises(StageConfigError, match="no such setting: sweep_minute"):
        read_stage_config("prod-blue", settings_file=production_settings)
