"""What a stage is configured with: variables of its functions, Chalice's configuration, parameters.

The operator states once per environment, in infrastructure/settings.toml, what differs from the
defaults of chalicelib/config.py. Everything else derives from the stage's name. Two things are
not in the configuration but in the template: region and account, which CloudFormation knows.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from chalicelib.config import Settings, SettingsError, read_settings
from ops.errors import OpsError
from ops.stages.names import APPLICATION, HANDLERS, PRODUCTION, StageNames

PROJECT = Path(__file__).parents[2]
INFRASTRUCTURE = PROJECT / "infrastructure"
SETTINGS_FILE = INFRASTRUCTURE / "settings.toml"
COMMITTED_STAGE = "local"
"""The stage of .chalice/config.json in the repository. It has no secret and no account."""

Architecture = Literal["arm64", "x86_64"]
AWS_ARCHITECTURE: Architecture = "arm64"
"""The processor that AWS runs functions on."""

LAYER_HANDLERS = ("generate_reports",)
"""Handlers whose function carries the layer of the PDF library."""

API_STAGE = "live"
"""API Gateway's name for what is deployed. The edge puts it before the path, no visitor sees it."""

_LEASE_MARGIN_SECONDS = 10
_REDELIVERY_MARGIN_SECONDS = 5
_API_TIMEOUT_SECONDS = 29
_MAIL_EVENT_TIMEOUT_SECONDS = 30
_SWEEP_TIMEOUT_SECONDS = 60
_RETENTION_TIMEOUT_SECONDS = 300
_MEMORY_MEGABYTES = 256
_REPORTS_MEMORY_MEGABYTES = 768
"""Peak RSS in one process, from bundle and layer: 95 MB for a report of 2 KB, 155 MB for one of
88 KB, 516 MB for 99 KB of one-letter paragraphs. A draft that takes 15 s, nearly all of it waiting
for the model, costs USD 0.00015; with 256 MB it would be 0.00005.
Source: aws.amazon.com/lambda/pricing, arm64, USD 0.0000133334 a GB-second."""


DEFAULT_THROTTLE_RATE = 100
DEFAULT_THROTTLE_BURST = 200
_EPHEMERAL = "ephemeral"
_NEVER_EPHEMERAL = (PRODUCTION, COMMITTED_STAGE)
_UNKNOWN_SITE = "https://site.invalid"
"""Stands for the site's origin while nobody knows it: the edge tells its address once it exists."""


@dataclass(frozen=True, slots=True)
class StackSetting:
    """What may stand below `stack` in the settings of an environment."""

    meaning: str
    kind: type
    default: str
    """In words, since it may derive."""
    unit: str = ""


STACK_SETTINGS: Mapping[str, StackSetting] = {
    "protection": StackSetting(
        "Tables and buckets outlive their stack, and can be restored to any second of 35 days.",
        bool,
        "on for prod",
    ),
    "sleeping": StackSetting("A new stage is left asleep unless told otherwise.", bool, "off"),
    "sender_identity": StackSetting(
        "Domain or address that SES verifies; empty where another environment of the account does.",
        str,
        "empty",
    ),
    "log_retention_days": StackSetting("How long log lines are kept.", int, "30", "d"),
    "throttle_rate": StackSetting(
        "Most requests to the API, over time.", int, str(DEFAULT_THROTTLE_RATE), "1/s"
    ),
    "throttle_burst": StackSetting(
        "Most requests to the API at once.", int, str(DEFAULT_THROTTLE_BURST)
    ),
    "domain_name": StackSetting(
        "Host name of the site; it needs a certificate.", str, "the one that CloudFront gives"
    ),
    "certificate_arn": StackSetting(
        "Certificate of the host name in ACM, in us-east-1.", str, "CloudFront's own"
    ),
    "permissions_boundary": StackSetting(
        "Policy that no function's role may exceed: an output of infrastructure/deployer.yaml.",
        str,
        "none",
    ),
    "python": StackSetting(
        "Minor version of Python that packages are made with, by a virtual environment of it.",
        str,
        "that of the virtual environment",
    ),
    "alert_email": StackSetting("Who is told of alerts; asked by mail to agree.", str, "nobody"),
    "monthly_budget_usd": StackSetting(
        "Spending of the account that somebody is told about.", int, "no budget", "USD"
    ),
}


class StageConfigError(OpsError):
    """The settings of a stage are missing or wrong."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stage runs: what CloudFormation knows by itself."""

    account: str
    region: str
    partition: str = "aws"
    """aws, aws-cn, aws-us-gov: the second part of each ARN."""


EMULATOR = Place(account="000000000000", region="us-east-1")
"""Where a stage runs unless told otherwise."""


@dataclass(frozen=True, slots=True)
class StageConfig:
    """The configuration of one stage."""

    names: StageNames
    settings: Settings
    variables: Mapping[str, str]
    """Environment variables of every function, for the place that was named."""
    stack: Mapping[str, Any]
    """What stands below `stack`, see STACK_SETTINGS."""
    is_ephemeral: bool = False
    """Whether the environment has no table of its own, and the one of ephemeral stages counts."""

    @property
    def site_url(self) -> str:
        """Give the origin of the site, empty where it is the address of the edge."""
        return "" if self.settings.site_url == _UNKNOWN_SITE else self.settings.site_url

    @property
    def is_protected(self) -> bool:
        """Tell whether the environment's data outlives its stack."""
        return bool(self.stack.get("protection", self.names.environment == PRODUCTION))

    @property
    def sleeps_at_first(self) -> bool:
        """Tell whether a new stage is left asleep."""
        return bool(self.stack.get("sleeping", False))

    @property
    def sender_identity(self) -> str:
        """Give the address or domain that SES verifies here, empty if another stack owns it."""
        return str(self.stack.get("sender_identity", ""))

    @property
    def alert_email(self) -> str:
        """Give the address that alerts go to, empty for none."""
        return str(self.stack.get("alert_email", ""))

    @property
    def monthly_budget_usd(self) -> int:
        """Give what may be spent in a month before somebody is told, 0 for no budget."""
        return int(self.stack.get("monthly_budget_usd", 0))

    @property
    def throttle_rate(self) -> int:
        """Give the most requests a second that the API takes over time."""
        return int(self.stack.get("throttle_rate", DEFAULT_THROTTLE_RATE))

    @property
    def pinned_python(self) -> str | None:
        """Give the minor version of Python that packages have to be made with, such as 3.13."""
        return self.stack.get("python")

    def timeout_seconds(self, handler: str) -> int:
        """Give the time-out of a handler's function."""
        return {
            "api_handler": _API_TIMEOUT_SECONDS,
            "send_emails": self.settings.emails_timeout_seconds,
            "generate_reports": self.settings.reports_timeout_seconds,
            "record_mail_event": _MAIL_EVENT_TIMEOUT_SECONDS,
            "settle_owed_work": _SWEEP_TIMEOUT_SECONDS,
            "apply_retention": _RETENTION_TIMEOUT_SECONDS,
        }[handler]

    def memory_megabytes(self, handler: str) -> int:
        """Give the memory of a handler's function, which its share of a processor follows."""
        return _REPORTS_MEMORY_MEGABYTES if handler in LAYER_HANDLERS else _MEMORY_MEGABYTES

    def queue_parameters(self) -> dict[str, str]:
        """Give what infrastructure/stage.yaml asks for besides names."""
        margin = _LEASE_MARGIN_SECONDS + _REDELIVERY_MARGIN_SECONDS
        parameters = {
            "EmailsVisibilitySeconds": str(self.timeout_seconds("send_emails") + margin),
            "ReportsVisibilitySeconds": str(self.timeout_seconds("generate_reports") + margin),
        }
        if "log_retention_days" in self.stack:
            parameters["LogRetentionDays"] = str(self.stack["log_retention_days"])
        return parameters

    def app_parameters(self) -> dict[str, str]:
        """Give what the app's template asks for besides package, site and release."""
        burst = self.stack.get("throttle_burst", DEFAULT_THROTTLE_BURST)
        return {
            "ThrottleRate": str(self.throttle_rate),
            "ThrottleBurst": str(burst),
            "PermissionsBoundary": str(self.stack.get("permissions_boundary", "")),
        }


def read_stage_config(
    stage: str,
    *,
    place: Place = EMULATOR,
    settings_file: Path = SETTINGS_FILE,
) -> StageConfig:
    """Read and check what a stage is configured with.

    An environment without a table has that of [ephemeral], if there is one; not prod and local, so
    that nobody takes them for something that goes away by itself.

    Raises: StageNameError, StageConfigError with every fault at once.
    """
    names = StageNames(stage)
    try:
        known = tomllib.loads(settings_file.read_text())
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise StageConfigError(f"{settings_file} can't be read: {error}") from error
    is_ephemeral = names.environment not in known and _EPHEMERAL in known
    if names.environment in _NEVER_EPHEMERAL:
        is_ephemeral = False
    chosen = _EPHEMERAL if is_ephemeral else names.environment
    if chosen not in known:
        raise StageConfigError(
            f"{settings_file.name} has no table [{names.environment}]; it needs at least "
            "email_sender, email_reply_to and email_consultancy"
        )
    table = dict(known[chosen])
    stack = table.pop("stack", {})
    variables = {
        "ENVIRONMENT": names.environment,
        "STAGE": names.stage,
        "DOCUMENTS_BUCKET": names.documents_bucket(place.account),
        "MAIL_EVENTS_TOPIC": names.mail_events_topic_arn(
            place.region, place.account, place.partition
        ),
        **{key.upper(): str(value) for key, value in table.items()},
    }
    variables["SITE_URL"] = variables.get("SITE_URL") or _UNKNOWN_SITE
    try:
        settings = read_settings(variables)
    except SettingsError as error:
        raise StageConfigError(f"{settings_file.name} [{chosen}]: {error}") from error
    faults = [
        *(f"no such setting: {key}" for key in table if key not in Settings.__dataclass_fields__),
        *_faults_of_stack(stack),
    ]
    if faults:
        raise StageConfigError(f"{settings_file.name} [{chosen}]: {'; '.join(sorted(faults))}")
    return StageConfig(names, settings, variables, stack, is_ephemeral)


def _faults_of_stack(stack: Mapping[str, Any]) -> Iterator[str]:
    for key, value in stack.items():
        known = STACK_SETTINGS.get(key)
        if known is None:
            yield f"no such setting: stack.{key}"
        elif type(value) is not known.kind:  # True is no number here, although it is an int
            yield f"stack.{key} is {value!r}, no {known.kind.__name__}"


def chalice_config(
    config: StageConfig,
    architecture: Architecture = AWS_ARCHITECTURE,
    *,
    policies: str = "policies",
) -> dict[str, Any]:
    """Give .chalice/config.json with one stage, whose policies lie in a folder below .chalice."""
    return {
        "version": "2.0",
        "app_name": APPLICATION,
        "api_gateway_endpoint_type": "REGIONAL",
        "api_gateway_stage": API_STAGE,
        "autogen_policy": False,
        "stages": {
            config.names.stage: {
                "lambda_architecture": architecture,
                "tags": config.names.tags(),
                "environment_variables": dict(sorted(config.variables.items())),
                "lambda_functions": {
                    handler: {
                        "iam_policy_file": f"{policies}/{handler}.json",
                        "lambda_timeout": config.timeout_seconds(handler),
                        "lambda_memory_size": config.memory_megabytes(handler),
                    }
                    for handler in HANDLERS
                },
            }
        },
    }


def render_chalice_config(
    config: StageConfig, architecture: Architecture = AWS_ARCHITECTURE
) -> str:
    """Give the text of .chalice/config.json."""
    return json.dumps(chalice_config(config, architecture), indent=2) + "\n"
