"""The CloudFormation templates, for tests that make tables from them in moto."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import boto3
import moto
from cfnlint.decode import cfn_yaml

from chalicelib import aws

INFRASTRUCTURE = Path(__file__).parent.parent / "infrastructure"
_CREATED_WITH = ("BillingMode", "AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes")


@lru_cache
def load_template(name: str) -> dict[str, Any]:
    """Read a template; intrinsic functions in their long form."""
    loaded = cfn_yaml.load(str(INFRASTRUCTURE / name))
    return dict(json.loads(json.dumps(loaded)))


def texts_of(value: Any) -> list[str]:
    """Give the texts of a value of a template, without names of conditions."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict) and "Fn::If" in value:
        return texts_of(value["Fn::If"][1:])
    values = value.values() if isinstance(value, dict) else value
    return [text for each in values for text in texts_of(each)]


def create_tables(environment: str) -> None:
    """Make the tables of an environment as infrastructure/data.yaml has them."""
    dynamodb = boto3.client("dynamodb")
    for resource in load_template("data.yaml")["Resources"].values():
        if resource["Type"] != "AWS::DynamoDB::Table":
            continue
        declared = resource["Properties"]
        name = declared["TableName"]["Fn::Sub"].replace("${Environment}", environment)
        kept = {key: declared[key] for key in _CREATED_WITH if key in declared}
        dynamodb.create_table(TableName=name, **kept)


@contextmanager
def tables_in_moto(environment: str = "local") -> Iterator[None]:
    """Have AWS imitated by moto, with the tables of an environment, while the context lasts."""
    with moto.mock_aws():
        aws.forget_clients()
        create_tables(environment)
        yield
    aws.forget_clients()
