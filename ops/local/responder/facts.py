"""What a client's words say that a consultant would pick up: amounts, dates, systems, rules."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBER = r"\d(?:[\d,.]*\d)?"
_AMOUNT = re.compile(
    rf"(?:[$€£]\s?{_NUMBER}\s?(?:k|m|million|thousand)?(?:\s?(?:per|a|/)\s?(?:month|year|day))?"
    rf"|\b{_NUMBER}\s?(?:%|percent|TB|GB|PB|servers?|VMs?|virtual machines|instances|databases?|"
    r"applications?|apps|users|customers|employees|developers|engineers|people|accounts|"
    r"requests(?: per second)?|microservices|services|sites|offices|regions|data ?cent(?:er|re)s))"
    r"(?!\w)",
    re.IGNORECASE,
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DEADLINE = re.compile(
    r"\b(?:(?:by|before|until|on|in|end of|within|no later than)\s+(?:the\s+)?(?:end of\s+)?"
    rf"(?:(?:\d{{1,2}}\s+)?(?:{_MONTH})(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+\d{{4}})?|"
    r"Q[1-4](?:\s+\d{4})?|next (?:week|month|quarter|year)|"
    r"(?:this|the) (?:week|month|quarter|year)|\d{4}|\d+\s+(?:days|weeks|months|years)|"
    r"(?:two|three|four|five|six|nine|twelve)\s+(?:days|weeks|months|years))"
    r"|today|tomorrow|\d{4}-\d{2}-\d{2})\b",
    re.IGNORECASE,
)
_SYSTEMS = (
    "Oracle", "PostgreSQL", "MySQL", "SQL Server", "MongoDB", "Redis", "Elasticsearch", "Kafka",
    "VMware", "Hyper-V", "Kubernetes", "EKS", "ECS", "Docker", "OpenShift", "Terraform", "Jenkins",
    "EC2", "RDS", "Aurora", "DynamoDB", "S3", "Lambda", "Redshift", "CloudFront", "NAT Gateway",
    "SAP", "Windows", "Linux", ".NET", "Java", "PHP", "WordPress", "Active Directory", "Azure",
    "GCP", "Google Cloud", "Salesforce", "Snowflake", "Spark", "Hadoop", "mainframe",
)  # fmt: skip
_RULES = (
    "HIPAA", "PCI DSS", "PCI", "GDPR", "SOC 2", "SOC2", "ISO 27001", "FedRAMP", "NIST", "HITRUST",
    "DORA", "Well-Architected",
)  # fmt: skip
_CONCERNS = {
    "cost": ("cost", "bill", "spend", "expensive", "budget", "savings"),
    "availability": ("outage", "downtime", "is down", "unavailable", "availability", "failover"),
    "security": ("security", "breach", "audit", "compliance", "encrypt", "vulnerab"),
    "speed": ("slow", "latency", "performance", "timeout", "scal"),
    "recovery": ("backup", "disaster", "data loss", "recovery"),
}


@dataclass(frozen=True, slots=True)
class Facts:
    """Findings, each in the client's own words and in their order."""

    amounts: tuple[str, ...]
    deadlines: tuple[str, ...]
    systems: tuple[str, ...]
    rules: tuple[str, ...]
    concerns: tuple[str, ...]


def find_facts(words: str) -> Facts:
    """Pick up what is countable, dated or named in a text."""
    lower = words.lower()
    return Facts(
        amounts=_distinct(_AMOUNT.findall(words)),
        deadlines=_distinct(_DEADLINE.findall(words)),
        systems=_named(words, _SYSTEMS),
        rules=_named(words, _RULES),
        concerns=tuple(
            name for name, signs in _CONCERNS.items() if any(sign in lower for sign in signs)
        ),
    )


def _named(words: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(
        name
        for name in names
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words, re.IGNORECASE)
    )


def _distinct(found: Iterable[str], most: int = 8) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(each.split()) for each in found))[:most]
