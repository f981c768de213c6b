"""What deploying a stage would change, stack by stack, before anything does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from ops.clients import Aws
from ops.cloudformation import StackRequest, Template, describe_stack, outputs_of
from ops.edge.deployment import edge_request, read_edge_keys
from ops.packaging.template import Package
from ops.stack_changes import StackChanges, preview_stack
from ops.stages.config import StageConfig
from ops.stages.deployment import WITHOUT_BUDGET, known_expiry, lay_template, wants_alerts
from ops.stages.stacks import (
    alerts_request,
    app_request,
    data_request,
    queues_request,
)
from ops.stages.switches import AWAKE, Switches, read_switches


def plan_stage(
    aws: Aws,
    config: StageConfig,
    package: Package,
    *,
    switches: Switches | None,
    expires_at: datetime | None = None,
) -> tuple[StackChanges, ...]:
    """Tell what `deploy_stage` would change. Nothing changes but for a template laid into a bucket.

    Raises: StackError if CloudFormation refuses a template.
    """
    names = config.names
    cloudformation = aws.client("cloudformation")
    expiry = expires_at or known_expiry(cloudformation, names)
    text = package.template_text()
    bucket = names.artefacts_bucket(aws.account)
    keys = read_edge_keys(aws, names.shared)
    known_site_url = outputs_of(describe_stack(cloudformation, names.edge_stack)).get("SiteUrl")

    def requests() -> Iterator[tuple[StackRequest, str, str | None]]:
        data = data_request(config, config.is_protected, expiry)
        yield data, data.template.body or "", None
        if wants_alerts(cloudformation, config):
            has_budgets = not aws.is_emulated
            alerts = alerts_request(config, expiry, has_budgets=has_budgets)
            is_without = config.monthly_budget_usd and not has_budgets
            yield alerts, alerts.template.body or "", WITHOUT_BUDGET if is_without else None
        edge = edge_request(config, expiry)
        yield edge, edge.template.body or "", None
        queues = queues_request(config, expiry)
        yield queues, queues.template.body or "", None
        is_new = describe_stack(cloudformation, names.app_stack) is None
        s3 = aws.client("s3")
        app = app_request(
            config,
            package,
            # A new stack is read from its template: the bucket may not be there yet.
            Template(body=text) if is_new else lay_template(s3, bucket, text),
            bucket=bucket,
            site_url=config.site_url or known_site_url,
            origin_secret_hash=keys.secret_sha256 if keys else "",
            release=None,
            switches=switches or read_switches(cloudformation, names) or AWAKE,
            expires_at=expiry,
        )
        yield app, text, None

    return tuple(
        replace(preview_stack(cloudformation, request, text), note=note)
        for request, text, note in requests()
    )
