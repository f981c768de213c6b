"""Destroy a stage, and its environment with the last stage on it.

A stage is deleted before what it works on: app, stage, then the environment's edge, alerts, data.
Buckets are emptied first, since S3 deletes no other. A protected environment is refused: its data
would be left behind without anything that knows of it, or lost.

Whatever was done is found done by the next run, so an interrupted removal is continued.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import ClientError

from ops.clients import make_client
from ops.cloudformation import Progress, delete_stack, describe_stack, read_parameters
from ops.errors import OpsError
from ops.stage_list import list_stages, stages_on
from ops.stage_names import PRODUCTION, EnvironmentNames, StageNames
from ops.stage_switches import ASLEEP, read_switches

_OBJECTS_PER_REQUEST = 1000
"""Source: docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html"""


class NothingToDestroy(OpsError):
    """There is no such stage, nor anything left of it."""


class Protected(OpsError):
    """What would go is protected."""


@dataclass(frozen=True, slots=True)
class DoomedStack:
    """A stack that would go, and what goes with it."""

    name: str
    buckets: tuple[str, ...]
    tables: tuple[str, ...]
    resources: int


@dataclass(frozen=True, slots=True)
class RemovalPlan:
    """What would go, in this order."""

    stage: str
    environment: str
    stacks: tuple[DoomedStack, ...]
    parameters: tuple[str, ...]
    """SSM parameters of the environment."""
    others: tuple[str, ...]
    """Stages that stay on the environment, and keep its data."""
    keeps_data: bool
    """Whether the environment's own stacks stay."""

    @property
    def typed(self) -> str:
        """Give the name to type: the environment's, if that goes with its data."""
        return self.stage if self.keeps_data else self.environment

    def lines(self) -> Iterator[str]:
        """Say it to people."""
        for stack in self.stacks:
            yield f"deletes {stack.name} with {stack.resources} resources"
            yield from (f"  table {table} with all its items" for table in stack.tables)
            yield from (f"  bucket {bucket} with all its objects" for bucket in stack.buckets)
        yield from (f"deletes the SSM parameter {name}" for name in self.parameters)
        if self.others:
            yield f"keeps the data of {self.environment}, which {', '.join(self.others)} works on"
        elif self.keeps_data:
            yield f"keeps the data of {self.environment}"


def plan_removal(
    names: StageNames,
    *,
    keep_data: bool = False,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
) -> RemovalPlan:
    """Tell what destroying a stage takes with it.

    Raises: NothingToDestroy; Protected, with the way to do it all the same.
    """
    cloudformation = make_client("cloudformation", session, endpoint_url)
    others = tuple(
        stage
        for stage in stages_on(list_stages(cloudformation), names.environment)
        if stage != names.stage
    )
    keeps_data = keep_data or bool(others)
    if keeps_data:
        _refuse_live(cloudformation, names)
    else:
        _refuse_protected(cloudformation, names)
    wanted = [names.app_stack, names.stage_stack]
    parameters: tuple[str, ...] = ()
    if not keeps_data:
        shared = names.shared
        wanted += [shared.edge_stack, shared.alerts_stack, shared.data_stack]
        ssm = make_client("ssm", session, endpoint_url)
        parameters = tuple(_parameters_of(ssm, shared))
    stacks = tuple(
        _doom(cloudformation, name) for name in wanted if describe_stack(cloudformation, name)
    )
    if not stacks and not parameters:
        raise NothingToDestroy(
            f"There is nothing of {names.stage} in {cloudformation.meta.region_name}"
        )
    return RemovalPlan(names.stage, names.environment, stacks, parameters, others, keeps_data)


def remove(
    plan: RemovalPlan,
    *,
    session: boto3.session.Session | None = None,
    endpoint_url: str | None = None,
    progress: Progress = lambda line: None,
) -> None:
    """Do what a plan says.

    Raises: StackError, with the resource that stays and why.
    """
    cloudformation = make_client("cloudformation", session, endpoint_url)
    s3 = make_client("s3", session, endpoint_url)
    for stack in plan.stacks:
        for bucket in stack.buckets:
            empty_bucket(s3, bucket, progress)
        delete_stack(cloudformation, stack.name, progress=progress)
    ssm = make_client("ssm", session, endpoint_url)
    for name in plan.parameters:
        try:
            ssm.delete_parameter(Name=name)
        except ssm.exceptions.ParameterNotFound:
            continue
        progress(f"{name}: deleted")


def empty_bucket(s3: Any, bucket: str, progress: Callable[[str], None]) -> int:
    """Delete every version of every object of a bucket; give how many there were."""
    deleted = 0
    try:
        pages = s3.get_paginator("list_object_versions").paginate(
            Bucket=bucket, PaginationConfig={"PageSize": _OBJECTS_PER_REQUEST}
        )
        for page in pages:
            doomed = [
                {"Key": version["Key"], "VersionId": version["VersionId"]}
                for version in (*page.get("Versions", []), *page.get("DeleteMarkers", []))
            ]
            if not doomed:
                continue
            answer = s3.delete_objects(Bucket=bucket, Delete={"Objects": doomed, "Quiet": True})
            for error in answer.get("Errors", []):
                raise OpsError(f"{bucket}: {error['Key']} stays: {error.get('Message', '')}")
            deleted += len(doomed)
            progress(f"{bucket}: {deleted:,} objects deleted")
    except ClientError as error:
        if error.response["Error"]["Code"] != "NoSuchBucket":
            raise
    return deleted


def _refuse_live(cloudformation: Any, names: StageNames) -> None:
    """Refuse to destroy a colour that runs: visitors may be on it.

    Raises: Protected.
    """
    switches = read_switches(cloudformation, names)
    if names.environment == PRODUCTION and switches not in (None, ASLEEP):
        raise Protected(
            f"{names.stage} is awake, so visitors may be on it. Promote the other colour first "
            f"(ops release), or put it to sleep: ops stage sleep {names.stage}"
        )


def _refuse_protected(cloudformation: Any, names: StageNames) -> None:
    """Refuse to destroy an environment whose data is protected.

    Raises: Protected.
    """
    environment = names.environment
    if read_parameters(cloudformation, names.data_stack).get("Protection") != "on":
        return
    raise Protected(
        f"{environment} is protected, and {names.stage} is the last stage on its data. To keep the "
        f"data: ops stage destroy {names.stage} --keep-data. To give it up: set protection = false "
        f"in [{environment}.stack] of the settings, run ops stage deploy {names.stage}, then this "
        "again"
    )


def _doom(cloudformation: Any, name: str) -> DoomedStack:
    pages = cloudformation.get_paginator("list_stack_resources").paginate(StackName=name)
    resources = [
        resource
        for page in pages
        for resource in page["StackResourceSummaries"]
        if resource["ResourceStatus"] != "DELETE_COMPLETE"
    ]

    def named(kind: str) -> tuple[str, ...]:
        return tuple(
            resource["PhysicalResourceId"]
            for resource in resources
            if resource["ResourceType"] == kind and resource.get("PhysicalResourceId")
        )

    return DoomedStack(
        name, named("AWS::S3::Bucket"), named("AWS::DynamoDB::Table"), len(resources)
    )


def _parameters_of(ssm: Any, names: EnvironmentNames) -> Iterator[str]:
    """List the SSM parameters of an environment."""
    pages = ssm.get_paginator("get_parameters_by_path").paginate(
        Path=f"{names.edge_parameter.rpartition('/')[0]}/", Recursive=True
    )
    for page in pages:
        for parameter in page["Parameters"]:
            yield parameter["Name"]
