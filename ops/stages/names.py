"""Names of everything that a stage and its environment own, derived from the stage alone.

An environment (prod, staging, dev, local, pr-123) owns data. A stage runs code on it and has the
environment's name, except in production, where two colours share the data: prod-blue, prod-green.
The account is no part of a stage; what carries it in its name takes it as an argument.
"""

import re
from dataclasses import dataclass

from ops.errors import OpsError

APPLICATION = "consulting"
HANDLERS = (
    "api_handler",
    "send_emails",
    "generate_reports",
    "record_mail_event",
    "settle_owed_work",
    "apply_retention",
)
"""Handlers of app.py, each a Lambda function. Chalice calls the one of the routes api_handler."""
API_HANDLER = "api_handler"

PRODUCTION = "prod"
"""The one environment with colours."""
_COLOURS = ("blue", "green")
_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_NAME = 24
"""S3 allows 63 characters for consulting-<environment>-documents-<account>, of which 34 are taken;
Lambda 64 for consulting-<stage>-record_mail_event, of which 29 are taken."""


class StageNameError(OpsError):
    """The name can't be that of a stage."""


@dataclass(frozen=True, slots=True)
class EnvironmentNames:
    """Everything that belongs to an environment and is shared by its stages.

    Raises: StageNameError for a name that AWS would refuse.
    """

    environment: str

    def __post_init__(self) -> None:
        if self.environment != PRODUCTION and (
            StageNames(self.environment).environment != self.environment
        ):
            raise StageNameError(f"{self.environment!r} is a stage of {PRODUCTION}")

    @property
    def stages(self) -> tuple[str, ...]:
        """Name the stages that work on its data."""
        if self.environment == PRODUCTION:
            return tuple(f"{PRODUCTION}-{colour}" for colour in _COLOURS)
        return (self.environment,)

    @property
    def data_stack(self) -> str:
        """Name the stack of tables, buckets, topic and mail configuration."""
        return f"{APPLICATION}-{self.environment}-data"

    @property
    def alerts_stack(self) -> str:
        """Name the stack of the alert topic and the budget."""
        return f"{APPLICATION}-{self.environment}-alerts"

    @property
    def edge_stack(self) -> str:
        """Name the stack of the site's bucket and of what stands before site and API."""
        return f"{APPLICATION}-{self.environment}-edge"

    @property
    def routing_store(self) -> str:
        """Name the key-value store that the router reads."""
        return f"{APPLICATION}-{self.environment}-routing"

    @property
    def edge_parameter(self) -> str:
        """Name the SSM parameter with the origin secret and the override token."""
        return f"/{APPLICATION}/{self.environment}/edge"

    def site_bucket(self, account: str) -> str:
        """Name the bucket of the site's releases."""
        return f"{APPLICATION}-{self.environment}-site-{account}"

    def tags(self) -> dict[str, str]:
        """Give the tags that everything of the environment carries."""
        return {"application": APPLICATION, "environment": self.environment}


@dataclass(frozen=True, slots=True)
class StageNames:
    """Everything that has a name because of a stage.

    Raises: StageNameError for a name that AWS would refuse, or a colour outside production.
    """

    stage: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.stage) or len(self.stage) > _LONGEST_NAME:
            raise StageNameError(
                f"{self.stage!r} is no stage: use lower-case letters, digits and single hyphens, "
                f"a letter first, at most {_LONGEST_NAME} characters"
            )
        is_coloured = self.stage.rpartition("-")[2] in _COLOURS
        if self.stage == PRODUCTION or (is_coloured and self.environment != PRODUCTION):
            raise StageNameError(
                f"{self.stage!r} is no stage: production has the colours prod-blue and prod-green, "
                "and nothing else has colours"
            )

    @property
    def environment(self) -> str:
        """Name the owner of the data."""
        owner, _, colour = self.stage.rpartition("-")
        return owner if owner == PRODUCTION and colour in _COLOURS else self.stage

    @property
    def shared(self) -> EnvironmentNames:
        """Name what the stage shares with others of its environment."""
        return EnvironmentNames(self.environment)

    @property
    def colour(self) -> str:
        """Name the stage as the router knows it: blue or green, elsewhere the stage itself."""
        return self.stage.rpartition("-")[2] if self.environment == PRODUCTION else self.stage

    @property
    def data_stack(self) -> str:
        """Name the stack of tables, buckets, topic and mail configuration."""
        return self.shared.data_stack

    @property
    def edge_stack(self) -> str:
        """Name the stack of the site's bucket and of what stands before site and API."""
        return self.shared.edge_stack

    @property
    def alerts_stack(self) -> str:
        """Name the stack of the alert topic and the budget."""
        return self.shared.alerts_stack

    @property
    def stage_stack(self) -> str:
        """Name the stack of queues and log groups."""
        return f"{APPLICATION}-{self.stage}-stage"

    @property
    def app_stack(self) -> str:
        """Name the stack of functions and API."""
        return f"{APPLICATION}-{self.stage}-app"

    @property
    def inquiries_table(self) -> str:
        """Name the table of inquiries."""
        return f"{APPLICATION}-{self.environment}-inquiries"

    @property
    def access_table(self) -> str:
        """Name the table of users, sessions, limits and idempotency keys."""
        return f"{APPLICATION}-{self.environment}-access"

    @property
    def mail_events_topic(self) -> str:
        """Name the topic that SES reports deliveries and bounces to."""
        return f"{APPLICATION}-{self.environment}-mail-events"

    def mail_events_topic_arn(self, region: str, account: str, partition: str = "aws") -> str:
        """Give the ARN of the topic, by which the application knows it."""
        return f"arn:{partition}:sns:{region}:{account}:{self.mail_events_topic}"

    @property
    def mail_configuration_set(self) -> str:
        """Name the SES configuration set."""
        return f"{APPLICATION}-{self.environment}"

    @property
    def emails_queue(self) -> str:
        """Name the queue of the mail worker."""
        return f"{APPLICATION}-{self.stage}-emails"

    @property
    def reports_queue(self) -> str:
        """Name the queue of the report worker."""
        return f"{APPLICATION}-{self.stage}-reports"

    def dead_letter_queue(self, queue: str) -> str:
        """Name where a queue's messages go that failed too often."""
        return f"{queue}-dead"

    def documents_bucket(self, account: str) -> str:
        """Name the bucket of report bodies."""
        return f"{APPLICATION}-{self.environment}-documents-{account}"

    def artefacts_bucket(self, account: str) -> str:
        """Name the bucket of deployment packages and large templates."""
        return f"{APPLICATION}-{self.environment}-artefacts-{account}"

    def site_bucket(self, account: str) -> str:
        """Name the bucket of the site's releases."""
        return self.shared.site_bucket(account)

    def function(self, handler: str) -> str:
        """Name the Lambda function of a handler of app.py, as `chalice deploy` does.

        Chalice leaves the handler's name out of that of the routes.
        """
        stage = f"{APPLICATION}-{self.stage}"
        return stage if handler == API_HANDLER else f"{stage}-{handler}"

    def rule(self, handler: str) -> str:
        """Name the schedule of a handler, as `chalice deploy` does."""
        return f"{self.function(handler)}-event"

    @property
    def report_layer(self) -> str:
        """Name the layer of the report function."""
        return f"{APPLICATION}-{self.stage}-report-pdf"

    def log_group(self, handler: str) -> str:
        """Name the log group of a handler."""
        return f"/aws/lambda/{self.function(handler)}"

    def tags(self) -> dict[str, str]:
        """Give the tags that everything of the stage carries."""
        return {
            "application": APPLICATION,
            "environment": self.environment,
            "stage": self.stage,
        }
