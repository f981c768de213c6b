"""dynalite: DynamoDB on Node. It measures reads as AWS does, and refuses what AWS refuses.

It has no transactions, and writes to its indexes cost nothing; tests that need either use moto.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import boto3

from chalicelib import aws
from tests.templates import create_tables

_ENDPOINT = "AWS_ENDPOINT_URL_DYNAMODB"


@contextmanager
def start_dynalite() -> Iterator[str]:
    """Run a server while the context lasts, and give its address. It is ended with its parent."""
    process = subprocess.Popen(
        ["node", "server.mjs"],
        cwd=Path(__file__).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port, "dynalite did not start; ops/local/prepare.sh dynalite installs it"
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def tables_in_dynalite(url: str, environment: str = "local") -> Iterator[None]:
    """Have chalicelib work on the tables of an environment, empty, while the context lasts."""
    os.environ[_ENDPOINT] = url
    aws.forget_clients()
    try:
        dynamodb = boto3.client("dynamodb")
        for name in dynamodb.list_tables()["TableNames"]:
            dynamodb.delete_table(TableName=name)
            dynamodb.get_waiter("table_not_exists").wait(TableName=name, WaiterConfig={"Delay": 1})
        create_tables(environment)
        yield
    finally:
        del os.environ[_ENDPOINT]
        aws.forget_clients()
