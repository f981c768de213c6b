"""The object store of report bodies: one private S3 bucket."""

from chalicelib import aws
from chalicelib.config import get_settings


class Documents:
    """Texts by key."""

    def put(self, key: str, text: str, content_type: str) -> None:
        """Store a text; the same key again replaces it."""
        aws.client("s3").put_object(
            Bucket=get_settings().documents_bucket,
            Key=key,
            Body=text.encode(),
            ContentType=content_type,
        )

    def get(self, key: str) -> str:
        """Fetch a text that was stored."""
        answer = aws.client("s3").get_object(Bucket=get_settings().documents_bucket, Key=key)
        return bytes(answer["Body"].read()).decode()

    def check(self) -> None:
        """Ask for the bucket, and raise what AWS says when it is away."""
        aws.client("s3").head_bucket(Bucket=get_settings().documents_bucket)
