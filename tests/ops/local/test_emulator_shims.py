"""Each shim closes a gap that MiniStack still has; a test that finds the gap gone fails."""

import io
import json
import secrets
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.emulator import RunningEmulator
from tests.ops.local.conftest import Emulators, FailingModel
from tests.platform import PATIENCE_SECONDS, wait_until

pytestmark = pytest.mark.xdist_group("emulators")

_ROLE = "arn:aws:iam::000000000000:role/any"
_TOPICS = "arn:aws:sns:us-east-1:000000000000"
_FUNCTIONS = "arn:aws:lambda:us-east-1:000000000000:function"


def test_bedrock_failures_become_errors(
    emulators: Emulators, model: tuple[FailingModel, str]
) -> None:
    failures = {
        429: (b"{}", "ThrottlingException"),
        500: (b"{}", "ServiceUnavailableException"),
        503: (b"{}", "ServiceUnavailableException"),
        200: (b"{not json", "ModelErrorException"),
    }

    for model[0].status, (model[0].body, code) in failures.items():
        assert _converse(emulators.plain).startswith("[ministack mock")
        with pytest.raises(ClientError) as caught:
            _converse(emulators.shimmed)
        assert caught.value.response["Error"]["Code"] == code

    model[0].status, model[0].body = 200, b""
    assert _converse(emulators.shimmed) == "An answer."


def test_an_answer_that_was_cut_says_so(
    emulators: Emulators, model: tuple[FailingModel, str]
) -> None:
    reasons = {}
    for emulator in emulators.both():
        for model[0].finish_reason in ("stop", "length"):
            answer = _ask(emulator)
            reasons[emulator.kind, model[0].finish_reason] = answer["stopReason"]
            assert answer["usage"]["outputTokens"] == 2
    model[0].finish_reason = "stop"

    assert reasons == {
        ("plain", "stop"): "end_turn",
        ("plain", "length"): "end_turn",
        ("shimmed", "stop"): "end_turn",
        ("shimmed", "length"): "max_tokens",
    }


def test_mails_keep_their_tags_across_a_restart(emulators: Emulators) -> None:
    for emulator in emulators.both():
        ses = emulator.client("sesv2")
        ses.create_email_identity(EmailIdentity="sender@example.com")
        ses.send_email(
            FromEmailAddress="sender@example.com",
            Destination={"ToAddresses": ["reader@example.com"]},
            ReplyToAddresses=["reply@example.com"],
            EmailTags=[{"Name": "kind", "Value": "customer_confirmation"}],
            Content={
                "Simple": {
                    "Subject": {"Data": "Grüße"},
                    "Body": {"Text": {"Data": "a\nb"}, "Html": {"Data": "<p>ä</p>"}},
                }
            },
        )
    with urllib.request.urlopen(f"{emulators.plain.url}/_ministack/ses/messages") as response:
        (known,) = json.load(response)["messages"].values()

    assert not any("tag" in key.lower() for mail in known for key in mail)
    assert not emulators.plain.folder.mail_journal.exists()
    (line,) = emulators.shimmed.folder.mail_journal.read_text().splitlines()
    mail = json.loads(line)
    assert mail["tags"] == {"kind": "customer_confirmation"}
    assert (mail["subject"], mail["text"], mail["html"]) == ("Grüße", "a\nb", "<p>ä</p>")
    assert (mail["to"], mail["reply_to"]) == (["reader@example.com"], ["reply@example.com"])


def test_reads_cost_what_dynamodb_charges(emulators: Emulators) -> None:
    costs = {}
    for emulator in emulators.both():
        dynamodb = emulator.client("dynamodb")
        _create_table(dynamodb, "readings")
        for number in range(3):
            item = {"pk": {"S": "a"}, "sk": {"S": str(number)}, "text": {"S": "x" * 9000}}
            dynamodb.put_item(TableName="readings", Item=item)
        wanted = {"TableName": "readings", "ReturnConsumedCapacity": "INDEXES"}
        key = {"pk": {"S": "a"}, "sk": {"S": "1"}}
        question = {
            "KeyConditionExpression": "pk = :a",
            "ExpressionAttributeValues": {":a": {"S": "a"}},
        }
        answers = (
            dynamodb.get_item(**wanted, Key=key, ConsistentRead=True),
            dynamodb.get_item(**wanted, Key=key),
            dynamodb.query(**wanted, **question),
        )
        costs[emulator.kind] = [each["ConsumedCapacity"]["CapacityUnits"] for each in answers]

    # 9,000 bytes are three steps of 4 KB; the query reads 27,000 bytes, seven steps.
    assert costs == {"plain": [1, 0.5, 0.5], "shimmed": [3, 1.5, 3.5]}


def test_templates_apply_wholly(emulators: Emulators) -> None:
    template = {
        "Resources": {
            "Table": {
                "Type": "AWS::DynamoDB::Table",
                "Properties": {
                    "TableName": "declared",
                    "BillingMode": "PAY_PER_REQUEST",
                    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                    "TimeToLiveSpecification": {"AttributeName": "expires_at", "Enabled": True},
                    "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True},
                },
            },
            "Bucket": {
                "Type": "AWS::S3::Bucket",
                "Properties": {
                    "BucketName": "declared",
                    "LifecycleConfiguration": {
                        "Rules": [
                            {"Id": "old", "Status": "Enabled", "Prefix": "", "ExpirationInDays": 7}
                        ]
                    },
                },
            },
            "Function": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "FunctionName": "declared",
                    "Runtime": "python3.11",
                    "Handler": "index.handler",
                    "Role": _ROLE,
                    "Code": {"ZipFile": "def handler(event, context): pass"},
                    "ReservedConcurrentExecutions": 4,
                },
            },
        }
    }
    for emulator in emulators.both():
        cloudformation = emulator.client("cloudformation")
        cloudformation.create_stack(StackName="declared", TemplateBody=json.dumps(template))
        cloudformation.get_waiter("stack_create_complete").wait(
            StackName="declared", WaiterConfig={"Delay": 0.2}
        )

    assert _describe(emulators.plain) == ("DISABLED", "DISABLED", None, None)
    assert _describe(emulators.shimmed) == ("ENABLED", "ENABLED", 7, 4)


def test_silent_handlers_answer_at_once(emulators: Emulators) -> None:
    seconds = {}
    for emulator in emulators.both():
        functions = emulator.client("lambda")
        _create_function(functions, "silent", "def handler(event, context): return 1")
        functions.invoke(FunctionName="silent")
        # The shortest shows the pause that is left out, on a busy machine, too.
        seconds[emulator.kind] = min(
            _seconds(functions.invoke, FunctionName="silent") for _ in range(15)
        )

    assert seconds["plain"] > seconds["shimmed"] + 0.03


def test_queues_reach_their_workers_after_a_restart_on_another_port(emulators: Emulators) -> None:
    code = (
        "import boto3\n"
        "def handler(event, context):\n"
        "    boto3.client('dynamodb').put_item(TableName='seen', Item={'pk': {'S': 'yes'}})\n"
    )
    for emulator in emulators.both():
        _create_table(emulator.client("dynamodb"), "seen", sort_key=False)
        _listen(emulator, "lasting", code)
        emulator.stop()
        emulator.start()
        sqs = emulator.client("sqs")
        url = sqs.get_queue_url(QueueName="lasting")["QueueUrl"]
        sqs.send_message(QueueUrl=url, MessageBody="{}")

    _wait_for_items(emulators.shimmed, "seen", 1)
    # MiniStack alone has had that time as well, and a little more.
    time.sleep(2)
    assert _count_items(emulators.plain, "seen") == 0


def test_a_layer_is_unpacked_once_for_all_workers(emulators: Emulators) -> None:
    code = (
        "import carried, time\n"
        "def handler(event, context):\n"
        "    time.sleep(1.5)\n"
        "    return carried.__file__\n"
    )
    folders = {}
    for emulator in emulators.both():
        functions = emulator.client("lambda")
        version = _publish_layer(functions, "shared", {"python/carried.py": "ANSWER = 42\n"})
        _create_function(functions, "carrier", code, layers=[version])
        with ThreadPoolExecutor() as pool:
            told = list(pool.map(lambda _, f=functions: _call(f, "carrier"), range(2)))
        folders[emulator.kind] = len(set(told))
        assert all(path.endswith("python/carried.py") for path in told)

    assert folders == {"plain": 2, "shimmed": 1}


def test_layers_are_saved_in_files_and_are_there_after_a_restart(emulators: Emulators) -> None:
    content = secrets.token_bytes(300_000)
    code = "import carried\ndef handler(event, context):\n    return len(carried.CONTENT)\n"
    sizes = {}
    for emulator in emulators.both():
        functions = emulator.client("lambda")
        module = {"python/carried.py": f"CONTENT = {content!r}\n"}
        former = _publish_layer(functions, "kept", {"python/carried.py": "CONTENT = b''\n"})
        version = _publish_layer(functions, "kept", module)
        _create_function(functions, "keeper", code, layers=[version])
        functions.delete_layer_version(LayerName="kept", VersionNumber=int(former[-1]))

        for _ in range(2):
            emulator.stop()
            emulator.start()

        sizes[emulator.kind] = (emulator.folder.emulator / "state" / "lambda.json").stat().st_size
        assert _call(emulator.client("lambda"), "keeper") == len(content)

    assert sizes["plain"] > 300_000 > sizes["shimmed"]


def test_a_running_invocation_ends_before_the_state_is_saved(emulators: Emulators) -> None:
    code = (
        "import boto3, time\n"
        "def handler(event, context):\n"
        "    boto3.client('dynamodb').put_item(TableName='work', Item={'pk': {'S': 'begun'}})\n"
        "    time.sleep(5)\n"
        "    boto3.client('dynamodb').put_item(TableName='work', Item={'pk': {'S': 'ended'}})\n"
    )
    found = {}
    for emulator in emulators.both():
        _create_table(emulator.client("dynamodb"), "work", sort_key=False)
        url = _listen(emulator, "work", code)
        emulator.client("sqs").send_message(QueueUrl=url, MessageBody="{}")
        _wait_for_items(emulator, "work", 1)

        emulator.stop()
        emulator.start()

        items = emulator.client("dynamodb").scan(TableName="work")["Items"]
        found[emulator.kind] = sorted(item["pk"]["S"] for item in items)

    assert found == {"plain": ["begun"], "shimmed": ["begun", "ended"]}
    assert _count_messages(emulators.shimmed, "work") == 0


def test_notifications_are_whole_and_tried_three_times(emulators: Emulators) -> None:
    code = (
        "import boto3, json, uuid\n"
        "def handler(event, context):\n"
        "    item = {'pk': {'S': str(uuid.uuid4())}, 'event': {'S': json.dumps(event)}}\n"
        "    boto3.client('dynamodb').put_item(TableName='told', Item=item)\n"
        "    raise ValueError('any')\n"
    )
    tries: dict[str, list[dict[str, Any]]] = {}
    for emulator in emulators.both():
        _create_table(emulator.client("dynamodb"), "told", sort_key=False)
        _create_function(emulator.client("lambda"), "told", code)
        topics = emulator.client("sns")
        for name in ("told", "untold"):
            topics.create_topic(Name=name)
        topics.subscribe(
            TopicArn=f"{_TOPICS}:told", Protocol="lambda", Endpoint=f"{_FUNCTIONS}:told"
        )
        topics.publish(TopicArn=f"{_TOPICS}:untold", Message="another topic")
        topics.publish(TopicArn=f"{_TOPICS}:told", Message="a message")

    # The tries are one and two seconds apart, and MiniStack alone has had that time as well.
    _wait_for_items(emulators.shimmed, "told", 3)
    for emulator in emulators.both():
        scan = emulator.client("dynamodb").scan
        tries[emulator.kind] = [
            json.loads(item["event"]["S"])["Records"][0]["Sns"]
            for item in scan(TableName="told")["Items"]
        ]

    assert {kind: len(found) for kind, found in tries.items()} == {"plain": 1, "shimmed": 3}
    assert not {"Subject", "MessageAttributes"} & tries["plain"][0].keys()
    for notification in tries["shimmed"]:
        assert notification["TopicArn"] == f"{_TOPICS}:told"
        assert notification["Message"] == "a message"
        assert (notification["Subject"], notification["MessageAttributes"]) == (None, {})


def test_state_that_was_saved_on_request_survives_a_kill(emulators: Emulators) -> None:
    found = {}
    for emulator in emulators.both():
        _create_table(emulator.client("dynamodb"), "deployed")
        request = urllib.request.Request(f"{emulator.url}/_platform/save", method="POST")
        try:
            with urllib.request.urlopen(request) as response:
                assert response.status == 204
        except urllib.error.HTTPError as error:
            error.close()
        emulator.kill()
        emulator.start()
        found[emulator.kind] = "deployed" in emulator.client("dynamodb").list_tables()["TableNames"]

    assert found == {"plain": False, "shimmed": True}


def test_the_emulator_ends_with_its_starter(emulators: Emulators) -> None:
    emulator = emulators.shimmed
    assert emulator.process.stdin is not None

    emulator.process.stdin.close()

    assert emulator.process.wait(PATIENCE_SECONDS) == 0
    assert not (emulator.folder.emulator / "running.json").exists()
    emulator.start()


def _ask(emulator: RunningEmulator) -> dict[str, Any]:
    answer: dict[str, Any] = emulator.client("bedrock-runtime").converse(
        modelId="amazon.nova-lite-v1:0",
        messages=[{"role": "user", "content": [{"text": "Hello"}]}],
    )
    return answer


def _converse(emulator: RunningEmulator) -> str:
    text: str = _ask(emulator)["output"]["message"]["content"][0]["text"]
    return text


def _create_table(dynamodb: Any, name: str, *, sort_key: bool = True) -> None:
    keys = [("pk", "HASH"), ("sk", "RANGE")][: 2 if sort_key else 1]
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": key, "AttributeType": "S"} for key, _ in keys],
        KeySchema=[{"AttributeName": key, "KeyType": kind} for key, kind in keys],
    )


def _create_function(functions: Any, name: str, code: str, layers: Sequence[str] = ()) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as bundle:
        bundle.writestr("index.py", code)
    functions.create_function(
        FunctionName=name,
        Runtime="python3.11",
        Handler="index.handler",
        Role=_ROLE,
        Code={"ZipFile": archive.getvalue()},
        Timeout=30,
        Layers=list(layers),
    )


def _describe(emulator: RunningEmulator) -> tuple[str, str, int | None, int | None]:
    dynamodb, s3 = emulator.client("dynamodb"), emulator.client("s3")
    ttl = dynamodb.describe_time_to_live(TableName="declared")["TimeToLiveDescription"]
    backups = dynamodb.describe_continuous_backups(TableName="declared")
    recovery = backups["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    try:
        rules = s3.get_bucket_lifecycle_configuration(Bucket="declared")["Rules"]
        days = rules[0]["Expiration"]["Days"]
    except ClientError:
        days = None
    reserved = emulator.client("lambda").get_function_concurrency(FunctionName="declared")
    return (
        ttl["TimeToLiveStatus"],
        recovery["PointInTimeRecoveryStatus"],
        days,
        reserved.get("ReservedConcurrentExecutions"),
    )


def _publish_layer(functions: Any, name: str, files: dict[str, str]) -> str:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as layer:
        for path, text in files.items():
            layer.writestr(path, text)
    published = functions.publish_layer_version(
        LayerName=name, Content={"ZipFile": archive.getvalue()}
    )
    return str(published["LayerVersionArn"])


def _call(functions: Any, name: str) -> Any:
    answer = functions.invoke(FunctionName=name, Payload=b"{}")
    return json.load(answer["Payload"])


def _listen(emulator: RunningEmulator, name: str, code: str) -> str:
    """Have a function of a name work on a queue of that name; give the queue's address."""
    functions, sqs = emulator.client("lambda"), emulator.client("sqs")
    _create_function(functions, name, code)
    url: str = sqs.create_queue(QueueName=name, Attributes={"VisibilityTimeout": "600"})["QueueUrl"]
    functions.create_event_source_mapping(
        EventSourceArn=f"arn:aws:sqs:us-east-1:000000000000:{name}", FunctionName=name
    )
    return url


def _count_messages(emulator: RunningEmulator, queue: str) -> int:
    sqs = emulator.client("sqs")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    url = sqs.get_queue_url(QueueName=queue)["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(found[name]) for name in names)


def _seconds(work: Callable[..., object], **arguments: str) -> float:
    started = time.perf_counter()
    work(**arguments)
    return time.perf_counter() - started


def _count_items(emulator: RunningEmulator, table: str) -> int:
    return int(emulator.client("dynamodb").scan(TableName=table)["Count"])


def _wait_for_items(emulator: RunningEmulator, table: str, count: int) -> None:
    message = f"{count} items in {table}"
    wait_until(lambda: _count_items(emulator, table) >= count, PATIENCE_SECONDS, message, 0.1)


def test_a_sent_definition_makes_the_routes_of_an_api(emulators: Emulators) -> None:
    def definition(*paths: str) -> bytes:
        integration = {"type": "aws_proxy", "httpMethod": "POST", "uri": _ROLE}
        operation = {"responses": {}, "x-amazon-apigateway-integration": integration}
        return json.dumps(
            {
                "swagger": "2.0",
                "info": {"title": "imported", "version": "1"},
                "x-amazon-apigateway-binary-media-types": ["application/pdf"],
                "paths": {path: {"get": operation} for path in paths},
            }
        ).encode()

    def paths_of(gateway: Any, api_id: str) -> set[str]:
        items = gateway.get_resources(restApiId=api_id)["items"]
        return {item["path"] for item in items if item.get("resourceMethods")}

    plain, shimmed = (emulator.client("apigateway") for emulator in emulators.both())

    assert paths_of(plain, plain.import_rest_api(body=definition("/a"))["id"]) == set()

    parameters = {"endpointConfigurationTypes": "REGIONAL"}
    made = shimmed.import_rest_api(body=definition("/a", "/b/{id}"), parameters=parameters)
    assert made["binaryMediaTypes"] == ["application/pdf"]
    assert made["endpointConfiguration"]["types"] == ["REGIONAL"]
    assert paths_of(shimmed, made["id"]) == {"/a", "/b/{id}"}
    shimmed.put_rest_api(restApiId=made["id"], mode="overwrite", body=definition("/b/{id}", "/c"))
    assert paths_of(shimmed, made["id"]) == {"/b/{id}", "/c"}


def test_an_api_without_compression_can_be_read(emulators: Emulators) -> None:
    change = {"op": "replace", "path": "/minimumCompressionSize", "value": ""}
    plain, shimmed = (emulator.client("apigateway") for emulator in emulators.both())

    api_id = plain.create_rest_api(name="uncompressed")["id"]
    with pytest.raises(ValueError, match="invalid literal"):
        plain.update_rest_api(restApiId=api_id, patchOperations=[change])
    plain.delete_rest_api(restApiId=api_id)

    api_id = shimmed.create_rest_api(name="uncompressed")["id"]
    shimmed.update_rest_api(restApiId=api_id, patchOperations=[change])
    assert "minimumCompressionSize" not in shimmed.get_rest_api(restApiId=api_id)


def test_a_new_function_is_ready_at_once(emulators: Emulators) -> None:
    seconds = {
        emulator.kind: min(_seconds_until_active(emulator.client("lambda")) for _ in range(3))
        for emulator in emulators.both()
    }

    # The pause that is left out is half a second; the shortest of some tries shows it on a busy
    # machine, too.
    assert seconds["shimmed"] < seconds["plain"]


def _seconds_until_active(functions: Any) -> float:
    code = io.BytesIO()
    with zipfile.ZipFile(code, "w") as bundle:
        bundle.writestr("ready.py", "def handler(event, context):\n    return None\n")
    started = time.monotonic()
    functions.create_function(
        FunctionName="ready",
        Runtime="python3.11",
        Handler="ready.handler",
        Role=_ROLE,
        Code={"ZipFile": code.getvalue()},
    )

    def is_active() -> bool:
        found = functions.get_function(FunctionName="ready")["Configuration"]
        return bool(found["State"] == "Active")

    wait_until(is_active, PATIENCE_SECONDS, "the function is active", pause_seconds=0.02)
    seconds = time.monotonic() - started
    functions.delete_function(FunctionName="ready")
    return seconds
