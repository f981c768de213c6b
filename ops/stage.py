"""Bring a stage to AWS, or to anything that speaks its API: `python -m ops stage`.

Three stacks in order, each by a change set: data (of the environment), stage (queues, log
groups), app (what Chalice packaged). Package and layer are uploaded under the hash of their
content, so the same code is uploaded once and a rollback finds the former one. A deployment that is
interrupted can be run again: what is done already is found unchanged.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from ops.cloudformation import Progress, StackOutcome, Template, apply_stack, read_outputs
from ops.package_template import Package, with_settings
from ops.stage_config import StageConfig
from ops.stage_names import StageNames

INFRASTRUCTURE = Path(__file__).parent.parent / "infrastructure"

_LARGEST_INLINE_TEMPLATE_BYTES = 51_200
"""Source: docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""


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
    mail_events_topic_arn: str
    queue_urls: Mapping[str, str]
    """By role: emails, emails_dead, reports, reports_dead, mail_events_dead."""
    actions: Mapping[str, str]
    """What became of each stack: created, updated, unchanged."""


def deploy_stage(
    config: StageConfig,
    package: Package,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    settings: Mapping[str, str] | None = None,
    release: str | None = None,
    protection: bool | None = None,
    progress: Progress = lambda line: None,
) -> StageOutputs:
    """Create or update all three stacks of a stage and give what they tell about themselves.

    `settings` overrides environment variables of every function, by their names in capitals.
    `release` is shown to staff; without it, it is the start of the package's hash. `protection`
    is on for production and off elsewhere unless given.

    Raises: StackError, with the failing resource and its reason.
    """
    data = deploy_data(
        config,
        session=session,
        endpoint_url=endpoint_url,
        protection=protection,
        progress=progress,
    )
    return deploy_code(
        config,
        package,
        data,
        session=session,
        endpoint_url=endpoint_url,
        settings=settings,
        release=release,
        progress=progress,
    )


def deploy_data(
    config: StageConfig,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    protection: bool | None = None,
    progress: Progress = lambda line: None,
) -> StackOutcome:
    """Create or update what the environment owns; it needs no package and may run beside it."""
    names = config.names
    is_protected = names.environment == "prod" if protection is None else protection
    return apply_stack(
        _client("cloudformation", session, endpoint_url),
        names.data_stack,
        Template(body=(INFRASTRUCTURE / "data.yaml").read_text()),
        parameters={
            "Environment": names.environment,
            "Protection": "on" if is_protected else "off",
            "SenderIdentity": config.sender_identity,
        },
        tags={key: value for key, value in names.tags().items() if key != "stage"},
        progress=progress,
    )


def deploy_queues(
    config: StageConfig,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    progress: Progress = lambda line: None,
) -> StackOutcome:
    """Create or update queues and log groups of a stage, which need no package either."""
    names = config.names
    return apply_stack(
        _client("cloudformation", session, endpoint_url),
        names.stage_stack,
        Template(body=(INFRASTRUCTURE / "stage.yaml").read_text()),
        parameters={
            "Environment": names.environment,
            "Stage": names.stage,
            **config.queue_parameters(),
        },
        tags=names.tags(),
        progress=progress,
    )


def deploy_code(
    config: StageConfig,
    package: Package,
    data: StackOutcome,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    settings: Mapping[str, str] | None = None,
    release: str | None = None,
    progress: Progress = lambda line: None,
) -> StageOutputs:
    """Create or update queues, functions and API of a stage whose data stack exists."""
    names = config.names
    cloudformation = _client("cloudformation", session, endpoint_url)
    queues = deploy_queues(config, session=session, endpoint_url=endpoint_url, progress=progress)
    bucket = data.outputs["ArtefactsBucket"]
    s3 = _client("s3", session, endpoint_url)
    package_key = f"packages/{package.sha256}.zip"
    layer_key = f"layers/{package.layer_sha256}.zip"
    for key, path in ((package_key, package.zip_path), (layer_key, package.layer_path)):
        if upload_once(s3, bucket, key, path.read_bytes):
            progress(f"{names.app_stack}: uploaded {path.stat().st_size / 1e6:.1f} MB as {key}")
    app = apply_stack(
        cloudformation,
        names.app_stack,
        _place_template(s3, bucket, with_settings(package.template_text(), settings or {})),
        parameters={
            "ArtefactsBucket": bucket,
            "PackageKey": package_key,
            "LayerKey": layer_key,
            "SiteUrl": (settings or {}).get("SITE_URL", config.site_url),
            "Release": release or package.sha256[:12],
            **config.app_parameters(),
        },
        tags=names.tags(),
        progress=progress,
    )
    return _gather(
        names,
        data,
        queues,
        app,
        _account(session, endpoint_url),
        cloudformation.meta.region_name,
    )


def read_stage(
    names: StageNames,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
) -> StageOutputs:
    """Give what the stacks of a deployed stage tell about themselves.

    Raises: StackError when one of them does not exist.
    """
    cloudformation = _client("cloudformation", session, endpoint_url)
    data, queues, app = (
        StackOutcome(stack, "unchanged", read_outputs(cloudformation, stack))
        for stack in (names.data_stack, names.stage_stack, names.app_stack)
    )
    return _gather(
        names,
        data,
        queues,
        app,
        _account(session, endpoint_url),
        cloudformation.meta.region_name,
    )


def _gather(
    names: StageNames,
    data: StackOutcome,
    queues: StackOutcome,
    app: StackOutcome,
    account: str,
    region: str,
) -> StageOutputs:
    return StageOutputs(
        stage=names.stage,
        environment=names.environment,
        account=account,
        region=region,
        rest_api_id=app.outputs["RestApiId"],
        api_stage=app.outputs["ApiStage"],
        endpoint_url=app.outputs["EndpointUrl"],
        documents_bucket=data.outputs["DocumentsBucket"],
        artefacts_bucket=data.outputs["ArtefactsBucket"],
        mail_events_topic_arn=data.outputs["MailEventsTopicArn"],
        queue_urls={
            "emails": queues.outputs["EmailsQueueUrl"],
            "emails_dead": queues.outputs["EmailsDeadQueueUrl"],
            "reports": queues.outputs["ReportsQueueUrl"],
            "reports_dead": queues.outputs["ReportsDeadQueueUrl"],
            "mail_events_dead": queues.outputs["MailEventsDeadQueueUrl"],
        },
        actions={outcome.name: outcome.action for outcome in (data, queues, app)},
    )


def _place_template(s3: Any, bucket: str, text: str) -> Template:
    """Give a template as CloudFormation takes it: inline, or from S3 when it is large."""
    body = text.encode()
    if len(body) <= _LARGEST_INLINE_TEMPLATE_BYTES:
        return Template(body=text)
    key = f"templates/{hashlib.sha256(body).hexdigest()}.json"
    upload_once(s3, bucket, key, lambda: body)
    signed: str = s3.generate_presigned_url("get_object", Params={"Bucket": bucket, "Key": key})
    return Template(url=signed.partition("?")[0])


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


def _account(session: boto3.session.Session | None, endpoint_url: str | None) -> str:
    return str(_client("sts", session, endpoint_url).get_caller_identity()["Account"])


def _client(service: str, session: boto3.session.Session | None, endpoint_url: str | None) -> Any:
    """Make a client. Outside AWS buckets are paths, since they have no host names there."""
    chosen = session or boto3.session.Session()

    def make(config: Config | None) -> Any:
        return chosen.client(  # type: ignore[call-overload]  # the stubs list services one by one
            service, endpoint_url=endpoint_url, config=config
        )

    made = make(None)
    host = urlsplit(made.meta.endpoint_url).hostname or ""
    if service != "s3" or host.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        return made
    return make(Config(s3={"addressing_style": "path"}))
