"""Destroy a stage, and its environment with the last stage on it.

A stage that viewers are sent to is refused as long as the environment stays; any other is taken out
of the routing first. A stage is deleted before what it works on: app, stage, then the environment's
edge, alerts, data.
Buckets are emptied first, since S3 deletes no other. A protected environment is refused: its data
would be left behind without anything that knows of it, or lost.

Whatever was done is found done by the next run, so an interrupted removal is continued.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from ops.clients import Aws
from ops.cloudformation import Progress, delete_stack, describe_stack, read_parameters
from ops.edge.deployment import leave_colour
from ops.edge.routing import Routing, open_routing_store
from ops.errors import OpsError
from ops.stages.listing import list_stages, stages_on
from ops.stages.names import PRODUCTION, EnvironmentNames, StageNames
from ops.stages.switches import ASLEEP, read_switches

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
    routed: int | None
    """Share of viewers, in percent, that the routing gives its colour; None if that goes with the
    environment, or has no entry."""
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
        if self.routed is not None:
            viewers = ", and nobody is left to answer viewers" if self.routed else ""
            yield f"takes {StageNames(self.stage).colour} out of the routing{viewers}"
        for stack in self.stacks:
            yield f"deletes {stack.name} with {stack.resources} resources"
            yield from (f"  table {table} with all its items" for table in stack.tables)
            yield from (f"  bucket {bucket} with all its objects" for bucket in stack.buckets)
        yield from (f"deletes the SSM parameter {name}" for name in self.parameters)
        if self.others:
            yield f"keeps the data of {self.environment}, which {', '.join(self.others)} works on"
        elif self.keeps_data:
            yield f"keeps the data of {self.environment}"


def plan_removal(aws: Aws, names: StageNames, *, keep_data: bool = False) -> RemovalPlan:
    """Tell what destroying a stage takes with it.

    Raises: NothingToDestroy; Protected, with the way to do it all the same.
    """
    cloudformation = aws.client("cloudformation")
    others = tuple(
        stage
        for stage in stages_on(list_stages(cloudformation), names.environment)
        if stage != names.stage
    )
    keeps_data = keep_data or bool(others)
    routed: int | None = None
    if keeps_data:
        if describe_stack(cloudformation, names.edge_stack):
            routing = open_routing_store(aws, names.shared).read()
            routed = _refuse_routed(routing, names, others)
        _refuse_awake(cloudformation, names, others)
    else:
        _refuse_protected(cloudformation, names)
    wanted = [names.app_stack, names.stage_stack]
    parameters: tuple[str, ...] = ()
    if not keeps_data:
        shared = names.shared
        wanted += [shared.edge_stack, shared.alerts_stack, shared.data_stack]
        parameters = tuple(_parameters_of(aws.client("ssm"), shared))
    stacks = tuple(
        _doom(cloudformation, name) for name in wanted if describe_stack(cloudformation, name)
    )
    if not stacks and not parameters and routed is None:
        raise NothingToDestroy(f"There is nothing of {names.stage} in {aws.region}")
    return RemovalPlan(
        names.stage, names.environment, stacks, parameters, routed, others, keeps_data
    )


def remove(aws: Aws, plan: RemovalPlan, *, progress: Progress) -> None:
    """Do what a plan says.

    Raises: StackError, with the resource that stays and why; RoutingError when viewers were sent to
    the stage meanwhile.
    """
    cloudformation = aws.client("cloudformation")
    if plan.routed is not None:
        leave_colour(aws, StageNames(plan.stage), progress=progress)
    s3 = aws.client("s3")
    for stack in plan.stacks:
        for bucket in stack.buckets:
            empty_bucket(s3, bucket, progress)
        delete_stack(cloudformation, stack.name, progress=progress)
    ssm = aws.client("ssm")
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


def _refuse_routed(
    routing: Routing | None, names: StageNames, others: tuple[str, ...]
) -> int | None:
    """Give the share of viewers of a colour that may go, None if it has no entry.

    The last colour of all may go with its viewers: whoever keeps the data alone wants that.

    Raises: Protected.
    """
    entry = routing.colours.get(names.colour) if routing else None
    if routing is None or entry is None:
        return None
    if entry.weight and (others or len(routing.colours) > 1):
        raise Protected(
            f"{names.stage} has {entry.weight} % of the viewers. Send them to another colour "
            "first: ops release promote, or ops release rollback"
        )
    return entry.weight


def _refuse_awake(cloudformation: Any, names: StageNames, others: tuple[str, ...]) -> None:
    """Refuse to destroy a colour beside another while it works: it may have jobs or schedules.

    Raises: Protected.
    """
    switches = read_switches(cloudformation, names)
    if names.environment != PRODUCTION or not others or switches in (None, ASLEEP):
        return
    raise Protected(
        f"{names.stage} has no viewers, and its workers or schedules are on. First finish the "
        f"release: ops release promote; or stop them: ops stage sleep {names.stage}"
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
