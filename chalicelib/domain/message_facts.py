"""What can be picked out of a message by rules: amounts, times and technologies.

Nothing is interpreted: a fact is a stretch of the client's own words. Each pattern is bounded, so
that a message of any shape is read in linear time.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_MOST_FACTS = 8

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_WEEKDAY = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_TIME = re.compile(
    rf"""\b(?:
        \d{{4}}-\d\d-\d\d
      | \d{{1,2}}(?:st|nd|rd|th)?\ (?:of\ )?{_MONTH}\b(?:\ \d{{4}})?
      | {_MONTH}\ \d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\ \d{{4}}\b)?
      | (?:in|by|until|since|before|after|end\ of|early|mid|late)\ {_MONTH}\b(?:\ \d{{4}}\b)?
      | (?:(?:by|until|on|before|next|this)\ )?{_WEEKDAY}
      | (?:by\ |before\ |at\ )?(?:the\ )?end\ of\ (?:the\ |this\ |next\ )?
        (?:day|week|month|quarter|year)
      | (?:this|next)\ (?:week|weekend|month|quarter|year|spring|summer|autumn|fall|winter)
      | (?:with)?in\ (?:the\ next\ )?\w{{1,9}}\ (?:hours?|days?|weeks?|months?)
      | q[1-4](?:\ \d{{4}})?
      | today | tomorrow | tonight
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_NUMBER = r"\d{1,3}(?:[,.\u2019' ]\d{3}){0,4}(?:[.,]\d{1,2})?(?!\d)|\d{1,12}(?:[.,]\d{1,3})?"
_UNIT = (
    r"(?:[kmgtp]i?b(?:/s)?|[gm]bit/s|%|percent|ms|milliseconds?|seconds?|minutes?|hours?|days?"
    r"|weeks?|months?|years?|servers?|vms?|virtual\ machines?|instances?|hosts?|machines?|nodes?"
    r"|containers?|clusters?|databases?|tables?|applications?|apps?|services?|microservices"
    r"|accounts?|regions?|sites?|offices?|users?|customers?|clients?|developers?|engineers?|people"
    r"|employees|teams?|requests?(?:/s|\ per\ (?:second|minute|hour|day))?|orders?|tps|rps|vcpus?"
    r"|cores?|usd|eur|dollars?|euros?|buckets?|functions?|queues?|terabytes?|gigabytes?"
    r"|petabytes?)"
)
_AMOUNT = re.compile(
    rf"(?:[$€£]\ ?(?:{_NUMBER})(?:\ ?[km]\b)?(?:\ (?:per|a)\ (?:day|week|month|year))?"
    rf"|(?<![\w.,])(?:{_NUMBER})[\ -]?(?:[a-z]{{1,12}}\ )?{_UNIT}(?![\w]))",
    re.IGNORECASE,
)

_TECHNOLOGY_NAMES = (
    "AWS|Azure|GCP|Google Cloud|on-premises|VMware|vSphere|Hyper-V|OpenStack|Heroku|DigitalOcean|"
    "EC2|ECS|EKS|Fargate|Lambda|Lightsail|Elastic Beanstalk|S3|EBS|EFS|FSx|Glacier|RDS|Aurora|"
    "DynamoDB|Redshift|ElastiCache|OpenSearch|CloudFront|Route 53|API Gateway|Step Functions|SQS|"
    "SNS|EventBridge|Kinesis|Glue|Athena|SageMaker|Bedrock|CloudFormation|CloudWatch|CloudTrail|"
    "IAM|Cognito|WAF|GuardDuty|Security Hub|Organizations|Control Tower|Direct Connect|"
    "Transit Gateway|VPC|VPN|NAT gateway|load balancer|Kubernetes|Docker|Terraform|CDK|Ansible|"
    "Jenkins|GitHub Actions|GitLab|PostgreSQL|Postgres|MySQL|MariaDB|Oracle|SQL Server|MongoDB|"
    "Cassandra|Redis|Elasticsearch|Kafka|RabbitMQ|Snowflake|Databricks|Hadoop|Spark|Airflow|Java|"
    "Spring|.NET|Python|Django|Node.js|PHP|Laravel|WordPress|Ruby on Rails|Go|COBOL|SAP|"
    "Salesforce|Windows|Linux|Active Directory|LDAP|SSO|SAML|HIPAA|GDPR|PCI DSS|PCI-DSS|SOC 2|"
    "ISO 27001|FedRAMP|SOX"
)
_TECHNOLOGIES = tuple(_TECHNOLOGY_NAMES.split("|"))
_CASE_MATTERS = frozenset({"Go", "Glue", "Spring", "Spark", "Organizations", "Oracle", "Bedrock"})
"""Words of everyday English when written small."""

_TECHNOLOGY = re.compile(
    r"(?<![\w.-])(?:"
    + "|".join(re.escape(name) for name in sorted(_TECHNOLOGIES, key=len, reverse=True))
    + r")(?![\w])",
    re.IGNORECASE,
)
_NAME_BY_KEY = {name.casefold(): name for name in _TECHNOLOGIES}


@dataclass(frozen=True, slots=True)
class MessageFacts:
    """Stretches of the client's words, in their order, each once."""

    amounts: tuple[str, ...]
    times: tuple[str, ...]
    technologies: tuple[str, ...]


def find_facts(message: str) -> MessageFacts:
    """Pick amounts with a unit, dates and terms, and names of technologies out of a message."""
    text = " ".join(message.split())
    return MessageFacts(
        amounts=_distinct(match.group().strip() for match in _AMOUNT.finditer(text)),
        times=_distinct(match.group().strip() for match in _TIME.finditer(text)),
        technologies=_find_technologies(text),
    )


def _distinct(found: Iterable[str]) -> tuple[str, ...]:
    first_by_key: dict[str, str] = {}
    for words in found:
        first_by_key.setdefault(words.casefold(), words)
    return tuple(first_by_key.values())[:_MOST_FACTS]


def _find_technologies(text: str) -> tuple[str, ...]:
    names = []
    for match in _TECHNOLOGY.finditer(text):
        name = _NAME_BY_KEY[match.group().casefold()]
        if name not in _CASE_MATTERS or match.group() == name:
            names.append(name)
    return _distinct(names)
