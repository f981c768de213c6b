"""Run the application's sources: the API as `chalice local` does, everything else beside it.

Queues are polled, and so is the one that the topic of mail events fills; schedules run by the clock
of this process.

    python -m ops.local.sources api PORT
    python -m ops.local.sources jobs

`ops local dev` starts both, and again when a source changes. They end when their standard input
ends, so none outlives the platform.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from botocore.exceptions import BotoCoreError, ClientError
from chalice.cli.factory import CLIFactory
from chalice.local import LambdaContext

from ops.clients import Aws
from ops.local.aws_environment import ACCOUNT_ID, REGION
from ops.local.deployment import STAGE
from ops.local.emulator_process import ROOT
from ops.local.messages import say
from ops.stages.config import StageConfig, chalice_config, read_stage_config

_POLL_SECONDS = 1
"""Short, because a poll that is given up still takes its message away for a while."""

_LONGEST_STOP_SECONDS = 4.0
_PAUSE_AFTER_FAILURE_SECONDS = 2.0
_WORKERS_PER_QUEUE = 2
_DAY_SECONDS = 24 * 3600

Event = dict[str, Any]
Invoke = Callable[[Event], None]


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
    for queue, handler, make_event in (
        (names.emails_queue, "send_emails", queue_event),
        (names.reports_queue, "generate_reports", queue_event),
        (names.mail_events_topic, "record_mail_event", topic_event),
    ):
        invoke = _invoker(app, handler, config)
        for _ in range(_WORKERS_PER_QUEUE):
            arguments = (queue, make_event, invoke, stopping)
            worker = threading.Thread(target=_work_on, args=arguments, daemon=True)
            worker.start()
            workers.append(worker)
    _keep_time(app, config, stopping)
    deadline = time.monotonic() + _LONGEST_STOP_SECONDS
    for worker in workers:
        worker.join(max(0.0, deadline - time.monotonic()))


def _keep_time(app: Any, config: StageConfig, stopping: threading.Event) -> None:
    """Run the schedules until told to stop."""
    periods_seconds = {
        "settle_owed_work": config.settings.sweep_minutes * 60,
        "apply_retention": _DAY_SECONDS,
    }
    due = {handler: time.monotonic() + period for handler, period in periods_seconds.items()}
    while not stopping.wait(max(0.0, min(due.values()) - time.monotonic())):
        handler = min(due, key=due.__getitem__)
        due[handler] = time.monotonic() + periods_seconds[handler]
        _try(_invoker(app, handler, config), schedule_event(config.names.function(handler)))


def _work_on(
    queue: str,
    make_event: Callable[[str, Event], Event],
    invoke: Invoke,
    stopping: threading.Event,
) -> None:
    sqs = Aws().client("sqs")
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
                if _try(lambda found: invoke(make_event(queue, found)), message):
                    sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        except (BotoCoreError, ClientError) as error:
            say(f"queue {queue}: {error}")
            time.sleep(_PAUSE_AFTER_FAILURE_SECONDS)


def _invoker(app: Any, handler: str, config: StageConfig) -> Invoke:
    name, memory_megabytes = config.names.function(handler), config.memory_megabytes(handler)
    milliseconds = config.timeout_seconds(handler) * 1000

    def invoke(event: Event) -> None:
        getattr(app, handler)(event, LambdaContext(name, memory_megabytes, milliseconds))

    return invoke


def _try(invoke: Invoke, event: Event) -> bool:
    try:
        invoke(event)
    except Exception as error:  # noqa: BLE001 - as Lambda does: say it, and let SQS deliver again
        say(f"{type(error).__name__}: {error}")
        return False
    return True


def queue_event(queue: str, message: dict[str, Any]) -> Event:
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


def topic_event(queue: str, message: dict[str, Any]) -> Event:
    """Give the event that Lambda makes of a notification, from the queue's message that holds it.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html (2026-11)
    """
    notification = {"Subject": None, "MessageAttributes": {}} | json.loads(message["Body"])
    return {
        "Records": [
            {
                "EventVersion": "1.0",
                "EventSubscriptionArn": f"{notification['TopicArn']}:{queue}",
                "EventSource": "aws:sns",
                "Sns": notification,
            }
        ]
    }


def schedule_event(rule: str) -> Event:
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
