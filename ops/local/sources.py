"""Run the application's sources: the API as `chalice local` does, queues and schedules beside it.

    python -m ops.local.sources api PORT
    python -m ops.local.sources jobs

`ops local dev` starts both, and again when a source changes. They end when their standard input
ends, so none outlives the platform.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import boto3
from botocore.exceptions import BotoCoreError, ClientError
from chalice.cli.factory import CLIFactory
from chalice.local import LambdaContext

from ops.local.aws_environment import ACCOUNT_ID, REGION
from ops.local.deployment import STAGE
from ops.local.emulator_process import ROOT
from ops.local.messages import say
from ops.stage_config import StageConfig, chalice_config, read_stage_config

_POLL_SECONDS = 1
"""Short, because a poll that is given up still takes its message away for a while."""

_LONGEST_STOP_SECONDS = 4.0
_PAUSE_AFTER_FAILURE_SECONDS = 2.0
_WORKERS_PER_QUEUE = 2


class _Factory(CLIFactory):
    """Chalice's own start of the application, on the settings of the running platform."""

    def load_project_config(self) -> dict[str, Any]:
        config = chalice_config(read_stage_config(STAGE))
        variables = config["stages"][STAGE]["environment_variables"]
        variables["SITE_URL"] = os.environ["SITE_URL"]
        return config


def main(arguments: list[str]) -> None:
    """Run the part that the arguments name."""
    threading.Thread(target=_end_with_the_starter, daemon=True).start()
    factory = _Factory(str(ROOT), environ=os.environ)
    config = factory.create_config_obj(chalice_stage_name=STAGE)
    application = config.chalice_app
    if arguments[0] == "api":
        server = factory.create_local_server(application, config, "127.0.0.1", int(arguments[1]))
        server.serve_forever()
    else:
        _run_jobs(sys.modules["app"], read_stage_config(STAGE))


def _run_jobs(app: Any, config: StageConfig) -> None:
    names, stopping = config.names, threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    workers = []
    for queue, handler in (
        (names.emails_queue, "send_emails"),
        (names.reports_queue, "generate_reports"),
    ):
        invoke = _invoker(app, handler, config)
        for _ in range(_WORKERS_PER_QUEUE):
            worker = threading.Thread(target=_work_on, args=(queue, invoke, stopping), daemon=True)
            worker.start()
            workers.append(worker)
    handler = "settle_owed_work"
    sweep = _invoker(app, handler, config)
    period_seconds = config.settings.sweep_minutes * 60
    while not stopping.wait(period_seconds):
        _try(sweep, schedule_event(names.function(handler)))
    deadline = time.monotonic() + _LONGEST_STOP_SECONDS
    for worker in workers:
        worker.join(max(0.0, deadline - time.monotonic()))


def _work_on(
    queue: str, invoke: Callable[[dict[str, Any]], None], stopping: threading.Event
) -> None:
    sqs = boto3.client("sqs")
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    while not stopping.is_set():
        try:
            received = sqs.receive_message(
                QueueUrl=url,
                WaitTimeSeconds=_POLL_SECONDS,
                MaxNumberOfMessages=1,
                AttributeNames=["All"],
                MessageAttributeNames=["All"],
            )
            for message in received.get("Messages", []):
                if _try(invoke, queue_event(queue, message)):
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        except (BotoCoreError, ClientError) as error:
            say(f"queue {queue}: {error}")
            time.sleep(_PAUSE_AFTER_FAILURE_SECONDS)


def _invoker(app: Any, handler: str, config: StageConfig) -> Callable[[dict[str, Any]], None]:
    name, memory_megabytes = config.names.function(handler), config.memory_megabytes(handler)
    milliseconds = config.timeout_seconds(handler) * 1000

    def invoke(event: dict[str, Any]) -> None:
        getattr(app, handler)(event, LambdaContext(name, memory_megabytes, milliseconds))

    return invoke


def _try(invoke: Callable[[dict[str, Any]], None], event: dict[str, Any]) -> bool:
    try:
        invoke(event)
    except Exception as error:  # noqa: BLE001 - as Lambda does: say it, and let SQS deliver again
        say(f"{type(error).__name__}: {error}")
        return False
    return True


def queue_event(queue: str, message: dict[str, Any]) -> dict[str, Any]:
    """Give the event that Lambda makes of a message.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html (2026-11)
    """
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": message.get("Attributes", {}),
                "messageAttributes": {
                    name: {key[0].lower() + key[1:]: value for key, value in attribute.items()}
                    for name, attribute in message.get("MessageAttributes", {}).items()
                },
                "md5OfBody": message["MD5OfBody"],
                "eventSource": "aws:sqs",
                "eventSourceARN": f"arn:aws:sqs:{REGION}:{ACCOUNT_ID}:{queue}",
                "awsRegion": REGION,
            }
        ]
    }


def schedule_event(rule: str) -> dict[str, Any]:
    """Give the event that EventBridge makes of a schedule.

    Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html
    """
    return {
        "version": "0",
        "id": str(uuid4()),
        "detail-type": "Scheduled Event",
        "source": "aws.events",
        "account": ACCOUNT_ID,
        "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "region": REGION,
        "resources": [f"arn:aws:events:{REGION}:{ACCOUNT_ID}:rule/{rule}"],
        "detail": {},
    }


def _end_with_the_starter() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
