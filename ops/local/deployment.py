"""Bring the application onto the emulator, from the same templates and package as production."""

import secrets
from pathlib import Path
from typing import Any

from ops.clients import Aws
from ops.local.aws_environment import use_in_this_process
from ops.local.data_folder import DataFolder, read_json, write_json
from ops.local.messages import LocalPlatformError, say

STAGE = "local"
ADMIN = "admin"
_PASSWORD_BYTES = 18
_MAIL_EVENTS_KEPT_SECONDS = 300
"""An event that fails is tried again for so long, where Lambda tries three times."""


def deploy_application(folder: DataFolder, emulator_url: str, site_url: str) -> None:
    """Package the application and create or update its four stacks.

    Raises: BundleError, TemplateError, StackError.
    """
    from ops.packaging.package import host_architecture, package_stage
    from ops.stages.config import read_stage_config
    from ops.stages.deployment import deploy_stage

    config = read_stage_config(STAGE)
    use_in_this_process(emulator_url, {**config.variables, "SITE_URL": site_url})
    package = package_stage(
        config, folder.build, architecture=host_architecture(), progress=_progress
    )
    deploy_stage(
        Aws(endpoint_url=emulator_url),
        config,
        package,
        settings={"SITE_URL": site_url},
        progress=_progress,
    )


def deploy_resources(emulator_url: str, site_url: str) -> None:
    """Create or update tables, buckets, queues; no code, so nothing else takes their messages.

    What is published to the topic of mail events goes into a queue that only this way to run has.

    Raises: StackError; LocalPlatformError if the folder has a deployed application.
    """
    from ops.stages.config import read_stage_config
    from ops.stages.deployment import deploy_data, deploy_queues

    config = read_stage_config(STAGE)
    use_in_this_process(emulator_url, {**config.variables, "SITE_URL": site_url})
    aws = Aws(endpoint_url=emulator_url)
    refuse_deployed_application(aws.client("cloudformation"), config.names.app_stack)
    deploy_data(aws, config, progress=_progress)
    deploy_queues(aws, config, progress=_progress)
    _queue_mail_events(aws, config.names.mail_events_topic, config.settings.mail_events_topic)


def _queue_mail_events(aws: Aws, name: str, topic: str) -> None:
    sqs = aws.client("sqs")
    url = sqs.create_queue(
        QueueName=name, Attributes={"MessageRetentionPeriod": str(_MAIL_EVENTS_KEPT_SECONDS)}
    )["QueueUrl"]
    queue = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]
    aws.client("sns").subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue["QueueArn"])


def refuse_deployed_application(cloudformation: Any, app_stack: str) -> None:
    """Make sure that no deployed functions take the messages meant for the sources.

    Raises: LocalPlatformError if there are some.
    """
    stacks = cloudformation.describe_stacks()["Stacks"]
    if app_stack in [stack["StackName"] for stack in stacks]:
        raise LocalPlatformError(
            "This data folder has the packaged application deployed (make run), which would take "
            "the messages. Name another folder: make dev DATA=..."
        )


def create_admin(path: Path) -> None:
    """Create the first administrator unless there is one, with the password that the file keeps.

    The user may be gone although the file is there: a killed emulator forgets.
    """
    from chalicelib.domain.permissions import Role
    from chalicelib.errors import UserExists
    from chalicelib.services.users import create_user

    password = read_json(path).get("password")
    if not password:
        password = secrets.token_urlsafe(_PASSWORD_BYTES)
        write_json(path, {"username": ADMIN, "password": password}, mode=0o600)
    try:
        create_user(ADMIN, "Administrator", Role.ADMIN, password)
    except UserExists:
        return
    say(f"created the user {ADMIN}; the password is in {path}")


def _progress(line: str) -> None:
    say(f"  {line}")
