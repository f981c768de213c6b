"""What production and a sleeping staging cost without a visitor stays below a dollar."""

import json
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ops.cost.charges import UnknownCharge
from ops.cost.facts import BYTES_A_GIGABYTE, DECLARED_SIZES, STORED_PER_INQUIRY, TEMPLATE
from ops.cost.idle import IdleCost, Line, price_stacks
from ops.cost.prices import PriceMissing, read_prices
from ops.cost.resolution import Stack, list_resources
from ops.cost.resources import RULES
from ops.cost.synthesis import choose_switches
from ops.stages.config import PROJECT, read_stage_config
from ops.stages.switches import ASLEEP, AWAKE
from tests.ops.cost.conftest import Mutate, alarms, resource

MOST_USD = Decimal("1.00")
BASELINE_FILE = Path(__file__).parent / "baseline.json"
BASELINE_TOLERANCE_USD = Decimal("0.01")
DATA, BLUE, GREEN = "consulting-prod-data", "consulting-prod-blue-app", "consulting-prod-green-app"
TRIGGER = "AWS::Lambda::EventSourceMapping"


def price(stacks: Sequence[Stack], metrics: Sequence[str] = ()) -> IdleCost:
    return price_stacks(stacks, sizes=DECLARED_SIZES, custom_metrics=metrics)


def is_within_limit(cost: IdleCost) -> bool:
    return cost.total_usd < MOST_USD


def is_within_baseline(cost: IdleCost) -> bool:
    baseline = Decimal(json.loads(BASELINE_FILE.read_text())["total_usd"])
    return cost.total_usd <= baseline + BASELINE_TOLERANCE_USD


def lines_of(cost: IdleCost, price_key: str, stack: str | None = None) -> list[Line]:
    return [
        line for line in cost.lines if line.price.key == price_key and stack in (None, line.stack)
    ]


def paid(cost: IdleCost, price_key: str, stack: str | None = None) -> Decimal:
    return sum((line.total_usd for line in lines_of(cost, price_key, stack)), Decimal(0))


@pytest.fixture(scope="session")
def cost(stacks: Sequence[Stack]) -> IdleCost:
    return price(stacks)


def test_idle_costs_less_than_a_dollar(cost: IdleCost) -> None:
    assert is_within_limit(cost)


def test_limit_refuses_what_costs_a_dollar(mutated: Mutate) -> None:
    assert not is_within_limit(price(mutated(DATA, alarms(10 + 9))))


def test_docs_tell_what_idle_costs(cost: IdleCost) -> None:
    told = (PROJECT / "docs" / "cost.md").read_text()

    assert f"{cost.total_usd:.4f} USD a month without a visitor" in told
    assert f"{cost.list_usd:.4f} USD without free tiers" in told


def test_idle_costs_what_it_did(cost: IdleCost) -> None:
    assert is_within_baseline(cost), f"{cost.total_usd}; see docs/cost.md on the baseline"


def test_baseline_refuses_a_colour_that_polls_needlessly(mutated: Mutate) -> None:
    assert not is_within_baseline(price(mutated(GREEN, EventSources="on")))


def test_every_resource_has_a_line_with_a_source(stacks: Sequence[Stack], cost: IdleCost) -> None:
    declared = {
        (stack.name, each.logical_id, each.kind)
        for stack in stacks
        for each in list_resources(stack)
    }

    priced = {(line.stack, line.resource, line.kind) for line in cost.lines}
    made_elsewhere = {kind for _, _, kind in priced - declared}
    assert declared <= priced
    assert made_elsewhere == {"AWS::SSM::Parameter", "AWS::CloudWatch::Metric"}
    assert all(line.price.source and line.price.as_of and line.charge.basis for line in cost.lines)


def test_json_has_the_shape_that_docs_promise(cost: IdleCost) -> None:
    facts = json.loads(json.dumps(cost.as_json()))

    assert list(facts) == ["total_usd", "list_usd", "lines"]
    for line in facts["lines"]:
        assert list(line) == [
            *("stack", "resource", "type", "quantity", "unit", "unit_price", "usd"),
            *("free_tier_usd", "basis", "source", "as_of"),
        ]
        assert line["usd"] == pytest.approx(line["quantity"] * line["unit_price"], abs=1e-12)
    listed = sum(line["usd"] for line in facts["lines"])
    free = sum(line["free_tier_usd"] for line in facts["lines"])
    assert facts["list_usd"] == pytest.approx(listed, abs=1e-7)
    assert facts["total_usd"] == pytest.approx(listed - free, abs=1e-7)


def test_each_enabled_queue_trigger_polls(cost: IdleCost) -> None:
    polling = Counter(
        line.stack for line in cost.lines if line.kind == TRIGGER and line.charge.quantity
    )
    silent = Counter(
        line.stack for line in cost.lines if line.kind == TRIGGER and not line.charge.quantity
    )

    assert polling == {BLUE: 2}
    assert silent == {GREEN: 2, "consulting-staging-app": 2}
    assert {
        line.charge.quantity for line in cost.lines if line.stack == BLUE and line.kind == TRIGGER
    } == {648_000}


def test_free_tier_belongs_to_the_account_and_not_to_a_stage(
    cost: IdleCost, mutated: Mutate
) -> None:
    both = price(mutated(GREEN, EventSources="on"))

    million = Decimal("0.4")
    polls = 2 * 648_000 * Decimal("0.0000004")
    assert paid(cost, "sqs.standard.request").quantize(Decimal("1e-9")) == polls - million
    assert paid(both, "sqs.standard.request").quantize(Decimal("1e-9")) == 2 * polls - million
    assert paid(both, "sqs.standard.request", BLUE) == paid(both, "sqs.standard.request", GREEN)


def test_schedules_run_on_the_live_colour_alone(cost: IdleCost, mutated: Mutate) -> None:
    both = price(mutated(GREEN, Schedules="on"))

    def invocations(of: IdleCost) -> Counter[str]:
        found: Counter[str] = Counter()
        for line in lines_of(of, "lambda.request"):
            found[line.stack] += int(line.charge.quantity)
        return +found

    sweeps, retentions = 30 * 24 * 12, 30
    assert invocations(cost) == {BLUE: sweeps + retentions}
    assert invocations(both) == {BLUE: sweeps + retentions, GREEN: sweeps + retentions}
    reads = [
        sum(line.charge.quantity for line in lines_of(of, "ddb.ondemand.rru"))
        for of in (cost, both)
    ]
    assert reads == [4 * (sweeps + retentions), 8 * (sweeps + retentions)]


def test_recovery_is_paid_where_data_is_protected(cost: IdleCost) -> None:
    assert paid(cost, "ddb.pitr", DATA) > 0
    assert paid(cost, "ddb.pitr", "consulting-staging-data") == 0


def test_log_lines_are_paid_for_as_long_as_they_are_kept(cost: IdleCost, mutated: Mutate) -> None:
    longer = price(mutated("consulting-prod-blue-stage", LogRetentionDays="90"))

    def kept(of: IdleCost) -> Decimal:
        return sum((line.list_usd for line in lines_of(of, "cw.logs.storage")), Decimal(0))

    assert kept(cost) > 0
    assert kept(longer) == 3 * kept(cost)


@pytest.mark.parametrize(
    ("bucket", "stored_bytes"),
    [
        ("SiteBucket", [5 * DECLARED_SIZES.site.size_bytes]),
        (
            "ArtefactsBucket",
            [
                52 * DECLARED_SIZES.package.size_bytes,
                4 * DECLARED_SIZES.layer.size_bytes,
                5 * TEMPLATE.size_bytes,
            ],
        ),
        ("DocumentsBucket", [1_000 * STORED_PER_INQUIRY.documents, 0]),
    ],
)
def test_bucket_is_paid_for_what_is_kept(
    cost: IdleCost, bucket: str, stored_bytes: list[int]
) -> None:
    lines = [line for line in cost.lines if line.resource == bucket and "-prod-" in line.stack]

    assert [line.charge.quantity * BYTES_A_GIGABYTE for line in lines] == stored_bytes


def test_eleventh_alarm_is_paid(mutated: Mutate) -> None:
    ten, eleven = price(mutated(DATA, alarms(10))), price(mutated(DATA, alarms(11)))

    assert paid(ten, "cw.alarm.standard") == 0
    assert paid(eleven, "cw.alarm.standard").quantize(Decimal("1e-9")) == Decimal("0.1")


@pytest.mark.parametrize(
    ("properties", "price_key", "quantity"),
    [
        ({"Period": 10}, "cw.alarm.highres", 1),
        (
            {
                "Metrics": [
                    {"Id": "a", "MetricStat": {"Period": 300}},
                    {"Id": "b", "MetricStat": {"Period": 300}},
                    {"Id": "c", "Expression": "a / b"},
                ]
            },
            "cw.alarm.standard",
            2,
        ),
    ],
    ids=["fast", "of two metrics"],
)
def test_alarm_is_paid_by_metric(
    mutated: Mutate, properties: dict[str, Any], price_key: str, quantity: int
) -> None:
    alarm = {"New": resource("AWS::CloudWatch::Alarm", **properties)}

    (line,) = lines_of(price(mutated(DATA, alarm)), price_key)
    assert line.charge.quantity == quantity


def test_custom_metrics_of_the_code_are_lines_of_awake_environments(
    stacks: Sequence[Stack],
) -> None:
    metrics = [f"metric{number}" for number in range(11)]

    lines = lines_of(price(stacks, metrics), "cw.metric.custom")

    assert [(line.stack, line.charge.quantity) for line in lines] == [
        (DATA, 11),
        ("consulting-staging-data", 0),
    ]
    assert lines[0].total_usd.quantize(Decimal("1e-9")) == Decimal("0.3")


REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "unknown type": (DATA, resource("AWS::EC2::NatGateway"), r"AWS::EC2::NatGateway"),
    "table with capacity": (
        DATA,
        resource("AWS::DynamoDB::Table", TableName="a-b-new", ProvisionedThroughput={"x": 1}),
        "ProvisionedThroughput",
    ),
    "table by the hour": (
        DATA,
        resource("AWS::DynamoDB::Table", TableName="a-b-new", BillingMode="PROVISIONED"),
        "not paid per request",
    ),
    "trigger of a stream": (
        BLUE,
        resource(TRIGGER, EventSourceArn="arn:aws:kinesis:us-east-1:1:stream/a"),
        "no standard queue",
    ),
    "group without retention": (
        DATA,
        resource("AWS::Logs::LogGroup", LogGroupName="/aws/lambda/new"),
        "for ever",
    ),
    "unknown bucket": (DATA, resource("AWS::S3::Bucket", BucketName="new"), "nobody has measured"),
    "schedule by cron": (
        BLUE,
        resource(
            "AWS::Events::Rule",
            State="ENABLED",
            ScheduleExpression="cron(0 * * * ? *)",
            Targets=[{"Id": "new", "Arn": {"Fn::GetAtt": ["SettleOwedWork", "Arn"]}}],
        ),
        "no rate",
    ),
    "schedule of a handler that nobody measured": (
        BLUE,
        resource(
            "AWS::Events::Rule",
            State="ENABLED",
            ScheduleExpression="rate(1 hour)",
            Targets=[{"Id": "new", "Arn": {"Fn::GetAtt": ["SendEmails", "Arn"]}}],
        ),
        "send_emails",
    ),
    "mail by text message": (
        DATA,
        resource("AWS::SNS::Subscription", Protocol="sms"),
        "delivers by sms",
    ),
}


@pytest.mark.parametrize(("stack", "added", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_what_has_no_price_is_refused_by_name(
    mutated: Mutate, stack: str, added: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnknownCharge, match=reason):
        price(mutated(stack, {"New": added}))


def table(**properties: Any) -> dict[str, Any]:
    paid_per_request = {"TableName": "a-b-new", "BillingMode": "PAY_PER_REQUEST"}
    return resource("AWS::DynamoDB::Table", **paid_per_request, **properties)


def bucket(**properties: Any) -> dict[str, Any]:
    return resource("AWS::S3::Bucket", BucketName="a-documents-b", **properties)


def encrypted_by(algorithm: str) -> dict[str, Any]:
    default = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}
    return {"ServerSideEncryptionConfiguration": [default]}


SILENTLY_DEARER: dict[str, tuple[dict[str, Any], str]] = {
    "address of a distribution's own": (
        resource(
            "AWS::CloudFront::Distribution",
            DistributionConfig={"ViewerCertificate": {"SslSupportMethod": "vip"}},
        ),
        "vip",
    ),
    "table class": (table(TableClass="STANDARD_INFREQUENT_ACCESS"), "TableClass"),
    "key of a table": (table(SSESpecification={"KMSMasterKeyId": "k"}), "SSESpecification"),
    "transitions": (
        bucket(LifecycleConfiguration={"Rules": [{"Transitions": [{"StorageClass": "GLACIER"}]}]}),
        "Transitions",
    ),
    "transitions of former versions": (
        bucket(LifecycleConfiguration={"Rules": [{"NoncurrentVersionTransitions": [{}]}]}),
        "NoncurrentVersionTransitions",
    ),
    "key of a bucket": (bucket(BucketEncryption=encrypted_by("aws:kms")), "aws:kms"),
    "key of a function": (
        resource("AWS::Lambda::Function", FunctionName="new", KmsKeyArn="arn:aws:kms:r:1:key/k"),
        "KmsKeyArn",
    ),
    "alarm without a period": (resource("AWS::CloudWatch::Alarm", MetricName="m"), "no Period"),
    "metric without a period": (
        resource("AWS::CloudWatch::Alarm", Metrics=[{"Id": "a", "MetricStat": {"Stat": "Sum"}}]),
        "no Period",
    ),
}


@pytest.mark.parametrize(("added", "reason"), SILENTLY_DEARER.values(), ids=list(SILENTLY_DEARER))
def test_property_that_makes_a_resource_dearer_is_refused(
    mutated: Mutate, added: dict[str, Any], reason: str
) -> None:
    with pytest.raises(UnknownCharge, match=reason):
        price(mutated(DATA, {"New": added}))


def test_missing_price_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, stacks: Sequence[Stack]
) -> None:
    monkeypatch.delitem(read_prices(), "ddb.pitr")

    with pytest.raises(PriceMissing, match=r"ddb\.pitr"):
        price(stacks)


def test_every_rule_is_for_a_type_of_cloudformation() -> None:
    assert all(kind.count("::") == 2 and kind.startswith("AWS::") for kind in RULES)


def test_first_colour_named_is_live_and_staging_sleeps() -> None:
    stages = ("prod-green", "staging", "prod-blue", "pr-123")

    chosen = choose_switches([read_stage_config(stage) for stage in stages])

    assert chosen == {
        "prod-green": AWAKE,
        "staging": ASLEEP,
        "prod-blue": ASLEEP,
        "pr-123": AWAKE,
    }
