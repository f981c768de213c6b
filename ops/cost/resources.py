"""A pricing rule for each type of resource: what it costs in a month without a visitor.

A type without a rule is an error, and so is a property of a known type that costs something and
that its rule does not know. What is free has a line, too: a quantity of zero of what it is billed
by, or the price `configuration` where AWS bills nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from ops.cost.charges import (
    Charge,
    Idle,
    Invocations,
    Rule,
    UnknownCharge,
    describe,
    find_property,
    refuse,
)
from ops.cost.facts import (
    BYTES_A_GIGABYTE,
    DAYS_A_MONTH,
    JOBS,
    KEPT_INQUIRIES,
    KEPT_LAYERS,
    KEPT_PACKAGES,
    KEPT_SITE_RELEASES,
    KEPT_TEMPLATES,
    MINUTES_A_MONTH,
    POLLS_A_MONTH,
    STORED_PER_INQUIRY,
    TEMPLATE,
    Job,
    Size,
    log_bytes,
)
from ops.cost.resolution import Resource
from ops.packaging.template import handler_of

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
_FREE_CONFIGURATION = (
    "AWS::CloudFront::CachePolicy",
    "AWS::CloudFront::OriginAccessControl",
    "AWS::CloudFront::OriginRequestPolicy",
    "AWS::CloudFront::ResponseHeadersPolicy",
    "AWS::IAM::Role",
    "AWS::Lambda::EventInvokeConfig",
    "AWS::Lambda::Permission",
    "AWS::S3::BucketPolicy",
    "AWS::SES::ConfigurationSetEventDestination",
    "AWS::SES::EmailIdentity",
    "AWS::SNS::TopicPolicy",
)


def gigabytes(size_bytes: int) -> Decimal:
    """Convert bytes to what AWS calls GB."""
    return Decimal(size_bytes) / BYTES_A_GIGABYTE


def count_invocations(rule: Resource) -> int:
    """Give how often an enabled schedule fires in a month.

    Raises: UnknownCharge for an expression that is no rate.
    """
    rate = _RATE.fullmatch(str(rule.properties.get("ScheduleExpression", "")))
    if rate is None:
        raise UnknownCharge(f"{describe(rule)} has a schedule that is no rate(…)")
    return MINUTES_A_MONTH // (int(rate[1]) * _MINUTES[rate[2]])


def find_job(handler: str) -> Job:
    """Give what is known of a scheduled handler.

    Raises: UnknownCharge.
    """
    if handler not in JOBS:
        raise UnknownCharge(f"nobody has measured what a run of {handler} needs: ops/cost/facts.py")
    return JOBS[handler]


def _configuration(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("configuration", 1, "not billed")


def _api(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("apigw.rest.request", 0, "no request")


def _api_stage(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "CacheClusterEnabled", "AccessLogSetting")
    yield Charge("configuration", 1, "no cache, no access log")


def _budget(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("budgets.monitoring", 1, "a budget without actions")


def _distribution(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(
        resource,
        "DistributionConfig.Logging",
        "DistributionConfig.WebACLId",
        "DistributionConfig.AnycastIpListId",
    )
    support = find_property(resource, "DistributionConfig.ViewerCertificate.SslSupportMethod")
    if support not in (None, "sni-only"):
        raise UnknownCharge(f"{describe(resource)} has an address of its own: {support}")
    for behaviour in [
        find_property(resource, "DistributionConfig.DefaultCacheBehavior") or {},
        *(find_property(resource, "DistributionConfig.CacheBehaviors") or []),
    ]:
        for key in ("RealtimeLogConfigArn", "LambdaFunctionAssociations", "FieldLevelEncryptionId"):
            if behaviour.get(key):
                raise UnknownCharge(f"{describe(resource)} has {key}, which no rule prices")
    yield Charge("cf.request.https.us", 0, "no request")
    yield Charge("cf.dto.us_eu", 0, "nothing is sent")
    if find_property(resource, "DistributionConfig.ViewerCertificate.AcmCertificateArn"):
        yield Charge("acm.public_cert", 1, "made by hand, named by the settings")


def _edge_function(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("cf.function.invocation", 0, "no request")


def _key_value_store(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("cf.kvs.read", 0, "only the router reads, and only with a request")


def _alarm(resource: Resource, idle: Idle) -> Iterator[Charge]:
    properties = resource.properties
    if "ThresholdMetricId" in properties:
        raise UnknownCharge(f"{describe(resource)} detects anomalies, which no rule prices")
    queries = [query for query in properties.get("Metrics", ()) if "MetricStat" in query]
    periods = [query["MetricStat"].get("Period") for query in queries] or [properties.get("Period")]
    if None in periods:
        raise UnknownCharge(f"{describe(resource)} has no Period, by which its price is chosen")
    is_fast = any(int(period) < 60 for period in periods)
    price = "cw.alarm.highres" if is_fast else "cw.alarm.standard"
    yield Charge(price, len(periods), f"metrics watched: {len(periods)}")


def _composite_alarm(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("cw.alarm.composite", 1, "one composite alarm")


def _dashboard(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("cw.dashboard", 1, "one dashboard")


def _metric_filter(resource: Resource, idle: Idle) -> Iterator[Charge]:
    if any(part.get("Dimensions") for part in resource.properties["MetricTransformations"]):
        raise UnknownCharge(f"{describe(resource)} makes as many metrics as there are dimensions")
    count = len(resource.properties["MetricTransformations"])
    yield Charge("cw.metric.custom", count, f"metrics made of log lines: {count}")


def _table(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(
        resource,
        *("ProvisionedThroughput", "StreamSpecification", "KinesisStreamSpecification"),
        *("ContributorInsightsSpecification", "OnDemandThroughput", "WarmThroughput"),
        # Without it a key of DynamoDB's own is used, which costs nothing.
        "SSESpecification",
    )
    if resource.properties.get("TableClass", "STANDARD") != "STANDARD":
        raise UnknownCharge(f"{describe(resource)} has a TableClass that no rule prices")
    if resource.properties.get("BillingMode") != "PAY_PER_REQUEST":
        raise UnknownCharge(f"{describe(resource)} is not paid per request")
    table = str(resource.properties["TableName"]).rpartition("-")[2]
    has_inquiries = table == "inquiries"
    items = STORED_PER_INQUIRY.items * KEPT_INQUIRIES if has_inquiries else _SMALL_TABLE_BYTES
    indexes = STORED_PER_INQUIRY.indexes * KEPT_INQUIRIES if has_inquiries else 0
    kept = f"{KEPT_INQUIRIES:,} inquiries" if has_inquiries else "users, counts"
    yield Charge("ddb.storage.standard", gigabytes(items + indexes), f"{kept}, with indexes")
    recovery = "PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled"
    if find_property(resource, recovery):
        yield Charge("ddb.pitr", gigabytes(items), f"{kept}, without indexes")
    else:
        yield Charge("ddb.pitr", 0, "off")
    runs = [
        (each, find_job(each.handler))
        for each in idle.invocations_by_function.values()
        if each.environment == resource.stack.environment
    ]
    reads = [(each, job.read_units[table]) for each, job in runs if table in job.read_units]
    writes = [(each, job.write_units[table]) for each, job in runs if table in job.write_units]
    yield Charge("ddb.ondemand.rru", *_units(reads))
    yield Charge("ddb.ondemand.wru", *_units(writes))


_SMALL_TABLE_BYTES = 1_000_000
"""Upper bound for tables that grow with days and users, not with inquiries: some hundred bytes for
each kind of mail and day, and for each user."""


def _units(used: Iterable[tuple[Invocations, Decimal]]) -> tuple[Decimal, str]:
    """Give the capacity units of schedules in a month, from the units of a run, and in words."""
    parts = [
        (each.count * units, f"{each.count:,} {each.handler} x {units}") for each, units in used
    ]
    quantity = sum((units for units, _ in parts), Decimal(0))
    return quantity, " + ".join(words for _, words in parts) or "no schedule needs any"


def _schedule(resource: Resource, idle: Idle) -> Iterator[Charge]:
    if resource.properties.get("EventBusName", "default") != "default":
        raise UnknownCharge(f"{describe(resource)} is not on the default bus")
    if resource.properties.get("State") == "ENABLED":
        quantity, basis = count_invocations(resource), resource.properties["ScheduleExpression"]
    else:
        quantity, basis = 0, "disabled"
    yield Charge("eb.scheduled_rule", quantity, str(basis))


def _trigger(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "ProvisionedPollerConfig")
    source = str(resource.properties["EventSourceArn"])
    if ":sqs:" not in source or source.endswith(".fifo"):
        raise UnknownCharge(f"{describe(resource)} is about {source}, no standard queue")
    if resource.properties.get("Enabled", True):
        basis = "5 pollers x 3 empty receives of 20 s a minute x 30 days"
        yield Charge("sqs.standard.request", POLLS_A_MONTH, basis)
    else:
        yield Charge("sqs.standard.request", 0, "disabled: nothing polls")


def _function(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "SnapStart", "FileSystemConfigs", "VpcConfig", "DurableConfig", "KmsKeyArn")
    properties = resource.properties
    if int(find_property(resource, "EphemeralStorage.Size") or 512) > 512:
        raise UnknownCharge(f"{describe(resource)} has more than 512 MB of storage of its own")
    (architecture,) = properties.get("Architectures", ["x86_64"])
    runs = idle.invocations_by_function.get(str(properties["FunctionName"]))
    count = runs.count if runs else 0
    seconds, basis = Decimal(0), "nothing invokes it"
    if runs:
        job = find_job(runs.handler)
        memory = Decimal(properties["MemorySize"]) / 1024
        seconds = count * memory * job.billed_ms / 1000
        basis = f"{count:,} x {job.billed_ms} ms x {properties['MemorySize']} MB"
    yield Charge("lambda.request", count, "by its schedule" if runs else basis)
    yield Charge(f"lambda.duration.{architecture}", seconds, basis)
    if find_property(resource, "TracingConfig.Mode") == "Active":
        traced = "each run: fewer than one a second" if runs else basis
        yield Charge("xray.trace.recorded", count, traced)


def _layer(resource: Resource, idle: Idle) -> Iterator[Charge]:
    yield Charge("configuration", 1, "code storage is free, 75 GB at most")


def _log_group(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "KmsKeyId")
    if "RetentionInDays" not in resource.properties:
        raise UnknownCharge(f"{describe(resource)} keeps its lines for ever")
    if resource.properties.get("LogGroupClass", "STANDARD") != "STANDARD":
        raise UnknownCharge(f"{describe(resource)} is of a class that no rule prices")
    days = int(resource.properties["RetentionInDays"])
    function = str(resource.properties["LogGroupName"]).rpartition("/")[2]
    runs = idle.invocations_by_function.get(function)
    size_bytes, basis = 0, "nothing writes"
    if runs:
        each = log_bytes(find_job(runs.handler).own_log_lines)
        size_bytes = runs.count * each
        basis = f"{runs.count:,} x {each} bytes"
    yield Charge("cw.logs.ingest.standard", gigabytes(size_bytes), basis)
    kept = gigabytes(size_bytes * days) / DAYS_A_MONTH
    yield Charge("cw.logs.storage", kept, f"{basis}, for {days} days, not compressed")


def _bucket(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(
        resource,
        *("ReplicationConfiguration", "InventoryConfigurations", "MetricsConfigurations"),
        *("IntelligentTieringConfigurations", "AccelerateConfiguration", "AnalyticsConfigurations"),
        *("LoggingConfiguration", "MetadataTableConfiguration", "MetadataConfiguration"),
    )
    _refuse_other_storage(resource)
    name = str(resource.properties["BucketName"])
    if "-documents-" in name:
        kept = Size(STORED_PER_INQUIRY.documents, "as a test measures them")
        yield _stored(kept, KEPT_INQUIRIES, "files of inquiries")
    elif "-artefacts-" in name:
        yield _stored(idle.sizes.package, KEPT_PACKAGES, "a year of weekly packages")
        yield _stored(idle.sizes.layer, KEPT_LAYERS, "a layer a quarter")
        yield _stored(TEMPLATE, KEPT_TEMPLATES, "templates of 30 days")
    elif "-site-" in name:
        yield _stored(idle.sizes.site, KEPT_SITE_RELEASES, "kept releases, sharing no file")
    else:
        raise UnknownCharge(f"{describe(resource)} holds what nobody has measured")
    if find_property(resource, "VersioningConfiguration.Status") == "Enabled":
        yield Charge("s3.standard.storage", 0, "former versions: none without a change")


def _refuse_other_storage(bucket: Resource) -> None:
    """Refuse classes of storage and keys that are paid for."""
    for rule in find_property(bucket, "LifecycleConfiguration.Rules") or []:
        for key in rule:
            if "Transition" in key:
                raise UnknownCharge(f"{describe(bucket)} has {key}, which no rule prices")
    encryption = "BucketEncryption.ServerSideEncryptionConfiguration"
    for rule in find_property(bucket, encryption) or []:
        algorithm = rule.get("ServerSideEncryptionByDefault", {}).get("SSEAlgorithm", "AES256")
        if algorithm != "AES256":
            raise UnknownCharge(f"{describe(bucket)} is encrypted by {algorithm}, paid by key")


def _stored(size: Size, count: int, meaning: str) -> Charge:
    basis = f"{meaning}: {count:,} x {size.size_bytes:,} bytes, {size.origin}"
    return Charge("s3.standard.storage", gigabytes(size.size_bytes * count), basis)


def _configuration_set(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "ReputationOptions.ReputationMetricsEnabled", "VdmOptions")
    refuse(resource, "DeliveryOptions.SendingPoolName")
    yield Charge("ses.send.essentials", 0, "no mail")


def _topic(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "KmsMasterKeyId", "FifoTopic", "ArchivePolicy")
    yield Charge("sns.publish", 0, "nothing is published")


def _subscription(resource: Resource, idle: Idle) -> Iterator[Charge]:
    protocol = resource.properties["Protocol"]
    if protocol == "email":
        yield Charge("sns.email", 0, "nothing is published")
    elif protocol in ("lambda", "sqs"):
        yield Charge("configuration", 1, "deliveries to Lambda and SQS are free")
    else:
        raise UnknownCharge(f"{describe(resource)} delivers by {protocol}, which no rule prices")


def _queue(resource: Resource, idle: Idle) -> Iterator[Charge]:
    refuse(resource, "KmsMasterKeyId", "FifoQueue")
    yield Charge("sqs.standard.request", 0, "nothing is sent; triggers have lines of their own")


RULES: Mapping[str, Rule] = {
    **dict.fromkeys(_FREE_CONFIGURATION, _configuration),
    "AWS::ApiGateway::Deployment": _configuration,
    "AWS::ApiGateway::RestApi": _api,
    "AWS::ApiGateway::Stage": _api_stage,
    "AWS::Budgets::Budget": _budget,
    "AWS::CloudFront::Distribution": _distribution,
    "AWS::CloudFront::Function": _edge_function,
    "AWS::CloudFront::KeyValueStore": _key_value_store,
    "AWS::CloudWatch::Alarm": _alarm,
    "AWS::CloudWatch::CompositeAlarm": _composite_alarm,
    "AWS::CloudWatch::Dashboard": _dashboard,
    "AWS::DynamoDB::Table": _table,
    "AWS::Events::Rule": _schedule,
    "AWS::Lambda::EventSourceMapping": _trigger,
    "AWS::Lambda::Function": _function,
    "AWS::Lambda::LayerVersion": _layer,
    "AWS::Logs::LogGroup": _log_group,
    "AWS::Logs::MetricFilter": _metric_filter,
    "AWS::S3::Bucket": _bucket,
    "AWS::SES::ConfigurationSet": _configuration_set,
    "AWS::SNS::Subscription": _subscription,
    "AWS::SNS::Topic": _topic,
    "AWS::SQS::Queue": _queue,
}
"""By CloudFormation's name of the type."""


def list_invocations(resources: list[Resource]) -> Iterator[tuple[str, Invocations]]:
    """Give for each function that enabled schedules invoke: its name, and how often."""
    functions = {
        (resource.stack.name, f"${{{resource.logical_id}.Arn}}"): resource
        for resource in resources
        if resource.kind == "AWS::Lambda::Function"
    }
    for rule in resources:
        if rule.kind != "AWS::Events::Rule" or rule.properties.get("State") != "ENABLED":
            continue
        for target in rule.properties["Targets"]:
            function = functions.get((rule.stack.name, target["Arn"]))
            if function is None:
                raise UnknownCharge(f"{describe(rule)} invokes {target['Arn']}, no function here")
            yield (
                str(function.properties["FunctionName"]),
                Invocations(
                    handler_of(function.properties),
                    rule.stack.environment,
                    count_invocations(rule),
                ),
            )


def list_charges(resource: Resource, idle: Idle) -> Iterator[Charge]:
    """Give what a resource is charged for.

    Raises: UnknownCharge for a type without a rule.
    """
    rule = RULES.get(resource.kind)
    if rule is None:
        raise UnknownCharge(f"{describe(resource)}: no rule prices this type")
    yield from rule(resource, idle)
