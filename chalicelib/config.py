"""All settings, read once from the environment of the stage. No other module reads it.

A stage's variables are rendered into .chalice/config.json by `python -m ops stage render`; what
they mean stands beside each field and, generated from here, in docs/settings.md.
"""

import os
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any


class SettingsError(Exception):
    """Name every missing or malformed variable at once."""


class Paper(StrEnum):
    """The size of printed pages, by Typst's names."""

    A4 = "a4"
    LETTER = "us-letter"


def setting(
    meaning: str, *, default: Any = MISSING, unit: str = "", least: int | None = None
) -> Any:
    """Declare a variable: its meaning, unit, default, and the least value of a number."""
    return field(default=default, metadata={"meaning": meaning, "unit": unit, "least": least})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The environment variable of a field has the field's name in capitals."""

    environment: str = setting("Owner of the data: prod, staging, dev, local, pr-123.")
    stage: str = setting(
        "Chalice stage that runs the code. The environment, or one of its colours."
    )
    release: str = setting("Version that is deployed, shown to staff.", default="unreleased")
    site_url: str = setting("Origin of the site, without a slash at the end.")
    documents_bucket: str = setting("S3 bucket of report bodies.")
    mail_events_topic: str = setting("ARN of the SNS topic where SES tells what became of mails.")
    log_level: str = setting("Least level that is logged.", default="INFO")
    origin_secret_sha256: str = setting(
        "SHA-256, in hexadecimal digits, of the secret that the edge sends along; requests without "
        "it are refused. Not set: nothing stands before the API. Set by the deployment.",
        default="",
    )

    email_sender: str = setting("Address that mail comes from, verified in SES.")
    email_reply_to: str = setting("Address that answers of clients go to.")
    email_consultancy: str = setting("Mailbox that inquiries are announced to.")
    emails_timeout_seconds: int = setting(
        "Time-out of the mail worker; its lease lasts 10 s longer.", default=30, unit="s", least=3
    )
    emails_concurrency: int = setting(
        "Most mail workers at once. SES takes 14 mails/s in production.", default=5, least=2
    )

    ai_model_id: str = setting(
        "Bedrock model or inference profile.", default="amazon.nova-lite-v1:0"
    )
    ai_max_tokens: int = setting("Longest answer.", default=4000, unit="tokens", least=1)
    ai_temperature: float = setting("Freedom of the model, 0 to 1.", default=0.4)
    ai_timeout_seconds: int = setting(
        "Longest wait for an answer; below API Gateway's 29 s.", default=25, unit="s", least=1
    )
    reports_timeout_seconds: int = setting(
        "Time-out of the report worker; its lease lasts 10 s longer.",
        default=120,
        unit="s",
        least=3,
    )
    reports_concurrency: int = setting("Most report workers at once.", default=5, least=2)
    report_paper: Paper = setting(  # noqa: RUF009  # it is a field, as all of them
        "Paper of report PDFs made from now on: a4 or us-letter.", default=Paper.A4
    )

    draft_wait_seconds: int = setting(
        "How long the consultancy's mail waits for the draft.", default=900, unit="s", least=1
    )
    retry_longest_seconds: int = setting(
        "Longest pause between tries while a dependency is away; the first is 10 s.",
        default=900,
        unit="s",
        least=10,
    )
    sweep_minutes: int = setting(
        "Period of the sweep over owed work.", default=5, unit="min", least=1
    )
    sweep_grace_seconds: int = setting(
        "How long due work may lie before the sweep queues it again.",
        default=300,
        unit="s",
        least=1,
    )
    park_after_failures: int = setting(
        "Unexpected failures after which a debt is parked.", default=9, least=1
    )

    report_link_days: int = setting(
        "How long a client can open a report's link.", default=30, unit="d", least=1
    )
    download_seconds: int = setting(
        "How long the address of a file in S3 is valid.", default=300, unit="s", least=1
    )

    submissions_per_minute: int = setting(
        "Most inquiries of one network address.", default=5, unit="1/min", least=1
    )
    sign_ins_per_minute: int = setting(
        "Most sign-in attempts of one network address.", default=10, unit="1/min", least=1
    )
    lockout_attempts: int = setting(
        "Wrong passwords within the lock-out time that lock a user out.", default=10, least=1
    )
    lockout_seconds: int = setting("How long a lock-out lasts.", default=900, unit="s", least=1)
    session_hours: int = setting("How long a sign-in lasts.", default=12, unit="h", least=1)

    @property
    def is_local(self) -> bool:
        """Tell the developer's machine, where the site has no TLS."""
        return self.environment == "local"

    @property
    def colour(self) -> str:
        """Name the colour that the stage is of its environment, nothing where there is only one."""
        return self.stage.rpartition("-")[2] if self.stage != self.environment else ""

    @property
    def inquiries_table(self) -> str:
        """Name the table of inquiries."""
        return f"consulting-{self.environment}-inquiries"

    @property
    def access_table(self) -> str:
        """Name the table of users, sessions, limits and idempotency keys."""
        return f"consulting-{self.environment}-access"

    @property
    def ledger_table(self) -> str:
        """Name the table of counts and of what jobs report about themselves."""
        return f"consulting-{self.environment}-ledger"

    @property
    def mail_configuration_set(self) -> str:
        """Name the SES configuration set."""
        return f"consulting-{self.environment}"

    @property
    def emails_queue(self) -> str:
        """Name the queue of the mail worker."""
        return f"consulting-{self.stage}-emails"

    @property
    def reports_queue(self) -> str:
        """Name the queue of the report worker."""
        return f"consulting-{self.stage}-reports"


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Build settings from variables.

    Raises: SettingsError, with every fault and not just the first.
    """
    values: dict[str, Any] = {}
    faults = []
    for known in fields(Settings):
        variable = known.name.upper()
        text = environ.get(variable, "")
        if not text:
            if known.default is MISSING:
                faults.append(f"{variable} is missing: {known.metadata['meaning']}")
            continue
        try:
            value = known.type(text) if callable(known.type) else text
        except ValueError:
            faults.append(f"{variable} is {text!r}, not {_expected(known.type)}")
            continue
        least = known.metadata["least"]
        if least is not None and value < least:
            faults.append(f"{variable} is {text}, below {least}")
        values[known.name] = value
    stage, environment = values.get("stage", ""), values.get("environment", "")
    if stage and environment and stage not in _stages_of(environment):
        faults.append(f"STAGE {stage!r} is no stage of the environment {environment!r}")
    if faults:
        raise SettingsError("; ".join(faults))
    return Settings(**values)


def _expected(kind: Any) -> str:
    if issubclass(kind, StrEnum):
        return f"one of {', '.join(kind)}"
    return "a number"


def _stages_of(environment: str) -> tuple[str, ...]:
    return ("prod-blue", "prod-green") if environment == "prod" else (environment,)


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """Give the settings of this process."""
    return read_settings(os.environ)
