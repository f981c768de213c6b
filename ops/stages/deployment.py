"""Bring a stage to AWS, or to anything that speaks its API: `python -m ops stage`.

Stacks in order, each by a change set: data, alerts and edge (of the environment), stage (queues,
log groups), app (what Chalice packaged). Then the edge is told where the stage is found. Package
and layer are uploaded under the hash of their content, so the same code is uploaded once and a
rollback finds the former one. A deployment that is interrupted can be run again: what is done
already is found unchanged.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError

from ops.clients import Aws
from ops.cloudformation import (
    Progress,
    StackOutcome,
    Template,
    apply_stack,
    describe_stack,
    read_outputs,
)
from ops.edge.deployment import Edge, enter_colour, prepare_edge
from ops.packaging.template import Package, with_settings
from ops.stages.config import StageConfig
from ops.stages.expiry import read_expiry
from ops.stages.names import StageNames
from ops.stages.stacks import (
    alerts_request,
    app_request,
    data_request,
    layer_key,
    package_key,
    place_template,
    queues_request,
)
from ops.stages.switches import AWAKE, Switches, read_switches

WITHOUT_BUDGET = "without its budget, a type that the emulator refuses"


@dataclass(frozen=True, slots=True)
class StageOutputs:
    """Where the parts of a deployed stage are found."""

    stage: str
    environment: str
    account: str
    region: str
    rest_api_id: str
    api_stage: str
    endpoint_url: str
    """Address of the API on AWS. On an emulator, put rest_api_id and api_stage into its own."""
    documents_bucket: str
    artefacts_bucket: str
    site_bucket: str
    site_url: str
    """Address of the edge."""
    mail_events_topic_arn: str
    queue_urls: Mapping[str, str]
    """By role: emails, emails_dead, reports, reports_dead, mail_events_dead."""
    actions: Mapping[str, str]
    """What became of each stack: created, updated, unchanged."""


def deploy_stage(
    aws: Aws,
    config: StageConfig,
    package: Package,
    *,
    settings: Mapping[str, str] | None = None,
    release: str | None = None,
    protection: bool | None = None,
    switches: Switches | None = None,
    expires_at: datetime | None = None,
    progress: Progress = lambda line: None,
) -> StageOutputs:
    """Create or update all stacks of a stage and give what they tell about themselves.

    `settings` overrides environment variables of every function, by their names in capitals.
    `release` is shown to staff; without it, it is the start of the package's hash. `protection` is
    what the settings say unless given. `switches` and `expires_at` stay as they are unless given; a
    new stage is awake and has no end.

    Raises: StackError, with the failing resource and its reason.
    """
    expiry = expires_at or known_expiry(aws.client("cloudformation"), config.names)
    data = deploy_data(aws, config, protection=protection, expires_at=expiry, progress=progress)
    _deploy_alerts(aws, config, expiry, progress)
    edge = prepare_edge(aws, config, expires_at=expiry, progress=progress)
    return _deploy_code(
        aws,
        config,
        package,
        data,
        edge,
        settings=settings,
        release=release,
        switches=switches,
        expires_at=expiry,
        progress=progress,
    )


def deploy_data(
    aws: Aws,
    config: StageConfig,
    *,
    protection: bool | None = None,
    expires_at: datetime | None = None,
    progress: Progress = lambda line: None,
) -> StackOutcome:
    """Create or update what the environment owns; it needs no package and may run beside it.

    A protected stack also refuses to be deleted, until it is deployed without protection.
    """
    cloudformation = aws.client("cloudformation")
    expiry = expires_at or known_expiry(cloudformation, config.names)
    is_protected = config.is_protected if protection is None else protection
    request = data_request(config, is_protected, expiry)
    outcome = apply_stack(cloudformation, request, progress=progress)
    stack = describe_stack(cloudformation, outcome.name) or {}
    if bool(stack.get("EnableTerminationProtection")) != is_protected:
        cloudformation.update_termination_protection(
            StackName=outcome.name, EnableTerminationProtection=is_protected
        )
        progress(f"{outcome.name}: deletion is {'refused' if is_protected else 'allowed'} from now")
    return outcome


def _deploy_alerts(
    aws: Aws, config: StageConfig, expires_at: datetime | None, progress: Progress
) -> StackOutcome | None:
    """Create or update topic and budget of an environment; None where nobody wants alerts.

    The emulator refuses the type AWS::Budgets::Budget, so the budget is left out there.
    """
    cloudformation = aws.client("cloudformation")
    if not wants_alerts(cloudformation, config):
        return None
    has_budgets = not aws.is_emulated
    if not has_budgets and config.monthly_budget_usd:
        progress(f"{config.names.alerts_stack}: {WITHOUT_BUDGET}")
    request = alerts_request(config, expires_at, has_budgets=has_budgets)
    return apply_stack(cloudformation, request, progress=progress)


def deploy_queues(
    aws: Aws,
    config: StageConfig,
    *,
    expires_at: datetime | None = None,
    progress: Progress = lambda line: None,
) -> StackOutcome:
    """Create or update queues and log groups of a stage, which need no package either."""
    cloudformation = aws.client("cloudformation")
    expiry = expires_at or known_expiry(cloudformation, config.names)
    return apply_stack(cloudformation, queues_request(config, expiry), progress=progress)


def _deploy_code(
    aws: Aws,
    config: StageConfig,
    package: Package,
    data: StackOutcome,
    edge: Edge,
    *,
    settings: Mapping[str, str] | None,
    release: str | None,
    switches: Switches | None,
    expires_at: datetime | None,
    progress: Progress,
) -> StageOutputs:
    """Create or update queues, functions and API of a stage whose data and edge stacks exist.

    The stage's colour keeps its weight at the edge; the first one of an environment gets all.
    """
    names = config.names
    cloudformation = aws.client("cloudformation")
    queues = deploy_queues(aws, config, expires_at=expires_at, progress=progress)
    bucket = data.outputs["ArtefactsBucket"]
    s3 = aws.client("s3")
    for key, path in (
        (package_key(package), package.zip_path),
        (layer_key(package), package.layer_path),
    ):
        if upload_once(s3, bucket, key, path.read_bytes):
            progress(f"{names.app_stack}: uploaded {path.stat().st_size / 1e6:.1f} MB as {key}")
    request = app_request(
        config,
        package,
        lay_template(s3, bucket, with_settings(package.template_text(), settings or {})),
        bucket=bucket,
        site_url=(settings or {}).get("SITE_URL") or config.site_url or edge.site_url,
        origin_secret_hash=edge.keys.secret_sha256,
        release=release,
        switches=switches or read_switches(cloudformation, names) or AWAKE,
        expires_at=expires_at,
    )
    app = apply_stack(cloudformation, request, progress=progress)
    enter_colour(names, edge, app.outputs["EndpointUrl"], progress=progress)
    return _gather(aws, names, data, edge.outcome, queues, app)


def read_stage(aws: Aws, names: StageNames) -> StageOutputs:
    """Give what the stacks of a deployed stage tell about themselves.

    Raises: StackError when one of them does not exist.
    """
    cloudformation = aws.client("cloudformation")
    data, edge, queues, app = (
        StackOutcome(stack, "unchanged", read_outputs(cloudformation, stack))
        for stack in (names.data_stack, names.edge_stack, names.stage_stack, names.app_stack)
    )
    return _gather(aws, names, data, edge, queues, app)


def _gather(
    aws: Aws,
    names: StageNames,
    data: StackOutcome,
    edge: StackOutcome,
    queues: StackOutcome,
    app: StackOutcome,
) -> StageOutputs:
    return StageOutputs(
        stage=names.stage,
        environment=names.environment,
        account=aws.account,
        region=aws.region,
        rest_api_id=app.outputs["RestApiId"],
        api_stage=app.outputs["ApiStage"],
        endpoint_url=app.outputs["EndpointUrl"],
        documents_bucket=data.outputs["DocumentsBucket"],
        artefacts_bucket=data.outputs["ArtefactsBucket"],
        site_bucket=edge.outputs["SiteBucket"],
        site_url=edge.outputs["SiteUrl"],
        mail_events_topic_arn=data.outputs["MailEventsTopicArn"],
        queue_urls={
            "emails": queues.outputs["EmailsQueueUrl"],
            "emails_dead": queues.outputs["EmailsDeadQueueUrl"],
            "reports": queues.outputs["ReportsQueueUrl"],
            "reports_dead": queues.outputs["ReportsDeadQueueUrl"],
            "mail_events_dead": queues.outputs["MailEventsDeadQueueUrl"],
        },
        actions={outcome.name: outcome.action for outcome in (data, edge, queues, app)},
    )


def wants_alerts(cloudformation: Any, config: StageConfig) -> bool:
    """Tell whether the settings name alerts, or did when the stack was made."""
    if config.alert_email or config.monthly_budget_usd:
        return True
    return describe_stack(cloudformation, config.names.alerts_stack) is not None


def known_expiry(cloudformation: Any, names: StageNames) -> datetime | None:
    """Give the end that was named when the environment was deployed before."""
    return read_expiry(describe_stack(cloudformation, names.data_stack))


def lay_template(s3: Any, bucket: str, text: str) -> Template:
    """Give a template as CloudFormation takes it: inline, or from S3 when it is large."""

    def lay(key: str, body: bytes) -> str:
        upload_once(s3, bucket, key, lambda: body)
        signed: str = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
        return signed.partition("?")[0]

    return place_template(text, lay)


def upload_once(s3: Any, bucket: str, key: str, read: Callable[[], bytes]) -> bool:
    """Upload an object named by its content, unless it is there; tell whether it was uploaded."""
    try:
        s3.head_object(Bucket=bucket, Key=key)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchKey", "NotFound"):
            raise
    else:
        return False
    s3.put_object(Bucket=bucket, Key=key, Body=read())
    return True
