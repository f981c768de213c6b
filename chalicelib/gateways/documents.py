"""The object store of reports, mails and exports: one private S3 bucket."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib import aws
from chalicelib.config import get_settings
from chalicelib.errors import DocumentsUnavailable


class Documents:
    """Texts and files by key."""

    def put(self, key: str, text: str, content_type: str) -> None:
        """Store a text; the same key again replaces it.

        Raises: DocumentsUnavailable.
        """
        self.put_bytes(key, text.encode(), content_type)

    def put_bytes(self, key: str, content: bytes, content_type: str) -> None:
        """Store a file; the same key again replaces it.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            aws.client("s3").put_object(
                Bucket=get_settings().documents_bucket,
                Key=key,
                Body=content,
                ContentType=content_type,
            )

    def get(self, key: str) -> str:
        """Fetch a text that was stored.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            answer = aws.client("s3").get_object(Bucket=get_settings().documents_bucket, Key=key)
            return bytes(answer["Body"].read()).decode()

    def delete(self, keys: Sequence[str]) -> None:
        """Remove what is stored under some keys; what is not there is no fault.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            for key in keys:
                aws.client("s3").delete_object(Bucket=get_settings().documents_bucket, Key=key)

    def list_keys(self, prefix: str) -> list[str]:
        """Name everything whose key begins so.

        Raises: DocumentsUnavailable.
        """
        with _explaining():
            pages = (
                aws.client("s3")
                .get_paginator("list_objects_v2")
                .paginate(Bucket=get_settings().documents_bucket, Prefix=prefix)
            )
            return [found["Key"] for page in pages for found in page.get("Contents", [])]

    def download_url(
        self,
        key: str,
        *,
        file_name: str,
        content_type: str,
        seconds: int,
        is_inline: bool = False,
    ) -> str:
        """Give an address that anybody can fetch a file from for some seconds; asks AWS nothing.

        A browser shows the file itself when it is inline, and saves it otherwise.
        """
        disposition = "inline" if is_inline else "attachment"
        url = aws.client("s3").generate_presigned_url(
            "get_object",
            Params={
                "Bucket": get_settings().documents_bucket,
                "Key": key,
                "ResponseContentType": content_type,
                "ResponseContentDisposition": f'{disposition}; filename="{file_name}"',
            },
            ExpiresIn=seconds,
        )
        return str(url)

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
