"""The object store of report bodies: one private S3 bucket."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.errors import DocumentsUnavailable


class Documents:
    """Texts by key."""

    def put(self, key: str, text: str, content_type: str) -> None:
        """Store a text; the same key again replaces it.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            aws.client("s3").put_object(
                Bucket=get_settings().documents_bucket,
                Key=key,
                Body=text.encode(),
                ContentType=content_type,
            )

    def get(self, key: str) -> str:
        """Fetch a text that was stored.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            answer = aws.client("s3").get_object(Bucket=get_settings().documents_bucket, Key=key)
            return bytes(answer["Body"].read()).decode()

    def check(self) -> None:
        """Ask for the bucket, and raise what AWS says when it is away."""
        aws.client("s3").head_bucket(Bucket=get_settings().documents_bucket)


@contextmanager
def _explaining() -> Iterator[None]:
    """Tell an outage, which a debt may wait for, from a fault of ours."""
    try:
        yield
    except ClientError as refused:
        if refused.response["ResponseMetadata"]["HTTPStatusCode"] < 500:
            raise
        raise DocumentsUnavailable("The store of reports is away") from refused
    except BotoCoreError as lost:
        raise DocumentsUnavailable("The store of reports does not answer") from lost
