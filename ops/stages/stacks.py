"""What each stack of a stage is asked for: template, parameters and tags, without asking AWS."""

import hashlib
from collections.abc import Callable
from datetime import datetime

from ops.cloudformation import StackRequest, Template
from ops.packaging.template import Package
from ops.stages.config import INFRASTRUCTURE, StageConfig
from ops.stages.expiry import expiry_tags
from ops.stages.switches import Switches

_LARGEST_INLINE_TEMPLATE_BYTES = 51_200
"""Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""


def data_request(
    config: StageConfig, is_protected: bool, expires_at: datetime | None
) -> StackRequest:
    """Ask for what the environment owns."""
    return StackRequest(
        config.names.data_stack,
        _template("data.yaml"),
        {
            "Environment": config.names.environment,
            "Protection": "on" if is_protected else "off",
            "SenderIdentity": config.sender_identity,
        },
        {**config.names.shared.tags(), **expiry_tags(expires_at)},
    )


def alerts_request(
    config: StageConfig, expires_at: datetime | None, *, has_budgets: bool
) -> StackRequest:
    """Ask for the topic of alerts and the budget, unless there are no budgets where it goes."""
    return StackRequest(
        config.names.alerts_stack,
        _template("alerts.yaml"),
        {
            "Environment": config.names.environment,
            "AlertEmail": config.alert_email,
            "MonthlyBudgetUsd": str(config.monthly_budget_usd if has_budgets else 0),
        },
        {**config.names.shared.tags(), **expiry_tags(expires_at)},
    )


def queues_request(config: StageConfig, expires_at: datetime | None) -> StackRequest:
    """Ask for queues and log groups of a stage."""
    return StackRequest(
        config.names.stage_stack,
        _template("stage.yaml"),
        {
            "Environment": config.names.environment,
            "Stage": config.names.stage,
            **config.queue_parameters(),
        },
        {**config.names.tags(), **expiry_tags(expires_at)},
    )


def app_request(
    config: StageConfig,
    package: Package,
    template: Template,
    *,
    bucket: str,
    site_url: str | None,
    origin_secret_hash: str,
    release: str | None,
    switches: Switches,
    expires_at: datetime | None,
) -> StackRequest:
    """Ask for functions and API of a stage."""
    return StackRequest(
        config.names.app_stack,
        template,
        {
            "ArtefactsBucket": bucket,
            "PackageKey": package_key(package),
            "LayerKey": layer_key(package),
            "SiteUrl": site_url or config.settings.site_url,
            "OriginSecretHash": origin_secret_hash,
            "Release": release or package.sha256[:12],
            **switches.as_parameters(),
            **config.app_parameters(),
        },
        {**config.names.tags(), **expiry_tags(expires_at)},
    )


def package_key(package: Package) -> str:
    """Name the package in the bucket of artefacts."""
    return f"packages/{package.sha256}.zip"


def layer_key(package: Package) -> str:
    """Name the layer in the bucket of artefacts."""
    return f"layers/{package.layer_sha256}.zip"


def place_template(text: str, lay: Callable[[str, bytes], str]) -> Template:
    """Give a template inline, or by its address when it is too large for that.

    `lay` puts the text under a key into a bucket and gives its address.
    """
    body = text.encode()
    if len(body) <= _LARGEST_INLINE_TEMPLATE_BYTES:
        return Template(body=text)
    return Template(url=lay(f"templates/{hashlib.sha256(body).hexdigest()}.json", body))


def _template(name: str) -> Template:
    return Template(body=(INFRASTRUCTURE / name).read_text())
