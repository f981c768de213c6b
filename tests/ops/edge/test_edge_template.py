"""Rules over infrastructure/edge.yaml, and that the local edge behaves as it says."""

import json
from typing import Any

import pytest
from cfnlint.api import lint

from ops.edge.deployment import edge_parameters, edge_template
from ops.local.edge import security_headers
from ops.stages.config import PROJECT, read_stage_config
from tests.templates import load_template

_HEADER_OF_POLICY = {
    "ContentTypeOptions": ("X-Content-Type-Options", None),
    "FrameOptions": ("X-Frame-Options", "FrameOption"),
    "ReferrerPolicy": ("Referrer-Policy", "ReferrerPolicy"),
    "ContentSecurityPolicy": ("Content-Security-Policy", "ContentSecurityPolicy"),
}
_CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
_CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
"""Its settings have no query strings. Source: docs.aws.amazon.com/AmazonCloudFront/latest/
DeveloperGuide/using-managed-cache-policies.html"""
_NAMEABLE_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]
"""Source: docs.aws.amazon.com/cloudfront/latest/APIReference/API_CustomErrorResponse.html"""
_ALL_VIEWER_EXCEPT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
_EVERY_METHOD = {"GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"}


def properties_of(logical_id: str) -> dict[str, Any]:
    found: dict[str, Any] = load_template("edge.yaml")["Resources"][logical_id]["Properties"]
    return found


def behaviours() -> dict[str, dict[str, Any]]:
    """Give the cache behaviours by their path patterns, the default one by an asterisk."""
    config = properties_of("Distribution")["DistributionConfig"]
    return {
        **{each["PathPattern"]: each for each in config["CacheBehaviors"]},
        "*": config["DefaultCacheBehavior"],
    }


def headers_of(policy: str) -> dict[str, str]:
    """Give the headers that a policy sets, HSTS left out, which only HTTPS has."""
    config = properties_of(policy)["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    found = {
        header: security[kind][key] if key else "nosniff"
        for kind, (header, key) in _HEADER_OF_POLICY.items()
        if kind in security
    }
    custom = config.get("CustomHeadersConfig", {"Items": []})["Items"]
    return found | {item["Header"]: item["Value"] for item in custom}


def test_pages_have_the_headers_of_the_local_edge() -> None:
    assert headers_of("PublicHeadersPolicy") == security_headers.PUBLIC
    assert headers_of("AdminHeadersPolicy") == security_headers.ADMIN


@pytest.mark.parametrize(
    "policy", ["PublicHeadersPolicy", "AdminHeadersPolicy", "ApiHeadersPolicy"]
)
def test_browsers_are_told_to_stay_on_https(policy: str) -> None:
    security = properties_of(policy)["ResponseHeadersPolicyConfig"]["SecurityHeadersConfig"]

    assert security["StrictTransportSecurity"]["AccessControlMaxAgeSec"] >= 31_536_000
    assert all(header["Override"] is True for header in security.values())


def test_each_path_has_the_behaviour_that_the_local_edge_gives_it() -> None:
    found = behaviours()
    origins = {pattern: each["TargetOriginId"] for pattern, each in found.items()}
    policies = {pattern: each["ResponseHeadersPolicyId"]["Ref"] for pattern, each in found.items()}

    # The order counts: the first that fits is taken.
    assert list(found) == ["/assets/*", "/api/*", "/health", "/admin*", "*"]
    assert {pattern for pattern, origin in origins.items() if origin == "api"} == {
        "/api/*",
        "/health",
    }
    assert policies == {
        "/assets/*": "PublicHeadersPolicy",
        "/api/*": "ApiHeadersPolicy",
        "/health": "ApiHeadersPolicy",
        "/admin*": "AdminHeadersPolicy",
        "*": "PublicHeadersPolicy",
    }
    assert all(each["ViewerProtocolPolicy"] == "redirect-to-https" for each in found.values())
    assert all(each["Compress"] is True for each in found.values())


def test_the_router_runs_before_everything_but_assets() -> None:
    events = {
        pattern: [each["EventType"] for each in behaviour.get("FunctionAssociations", [])]
        for pattern, behaviour in behaviours().items()
    }

    assert events == {
        "/assets/*": [],
        "/api/*": ["viewer-request"],
        "/health": ["viewer-request"],
        "/admin*": ["viewer-request", "viewer-response"],
        "*": ["viewer-request", "viewer-response"],
    }


def test_the_api_is_never_cached_and_gets_what_the_viewer_sent() -> None:
    for pattern in ("/api/*", "/health"):
        behaviour = behaviours()[pattern]
        assert behaviour["CachePolicyId"] == _CACHING_DISABLED
        assert behaviour["OriginRequestPolicyId"] == _ALL_VIEWER_EXCEPT_HOST
        assert set(behaviour["AllowedMethods"]) == _EVERY_METHOD


def test_errors_are_kept_for_no_other_viewer_and_left_as_they_are() -> None:
    config = properties_of("Distribution")["DistributionConfig"]
    responses = config["CustomErrorResponses"]

    # Each code that can be named. A page or a code of its own would replace the API's answers.
    assert [each.pop("ErrorCode") for each in responses] == _NAMEABLE_ERRORS
    assert all(each == {"ErrorCachingMinTTL": 0} for each in responses)
    assert "Logging" not in config
    assert "WebACLId" not in config


def test_what_a_viewer_asks_of_an_asset_beyond_its_name_never_reaches_the_bucket() -> None:
    assets = behaviours()["/assets/*"]

    assert assets["CachePolicyId"] == _CACHING_OPTIMIZED
    assert "OriginRequestPolicyId" not in assets


def test_the_distribution_is_modern_and_cheap() -> None:
    config = properties_of("Distribution")["DistributionConfig"]
    own, given = config["ViewerCertificate"]["Fn::If"][1:]

    assert config["HttpVersion"] == "http2and3"
    assert config["PriceClass"] == "PriceClass_100"
    assert own["MinimumProtocolVersion"] == "TLSv1.2_2021"
    assert own["SslSupportMethod"] == "sni-only"  # an address of one's own costs USD 600 a month
    assert given == {"CloudFrontDefaultCertificate": True}


def test_only_the_distribution_reads_the_bucket() -> None:
    bucket = properties_of("SiteBucket")
    statements = properties_of("SiteBucketPolicy")["PolicyDocument"]["Statement"]
    allowed = [each for each in statements if each["Effect"] == "Allow"]
    denied = [each for each in statements if each["Effect"] == "Deny"]
    (site,) = [
        each
        for each in properties_of("Distribution")["DistributionConfig"]["Origins"]
        if each["Id"] == "site"
    ]

    assert set(bucket["PublicAccessBlockConfiguration"].values()) == {True}
    assert bucket["OwnershipControls"]["Rules"] == [{"ObjectOwnership": "BucketOwnerEnforced"}]
    assert {each["Action"] for each in allowed} == {"s3:GetObject", "s3:ListBucket"}
    for statement in allowed:
        assert statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert set(statement["Condition"]["StringEquals"]) == {"aws:SourceArn"}
    assert [each["Condition"] for each in denied] == [{"Bool": {"aws:SecureTransport": "false"}}]
    assert site["OriginAccessControlId"] == {"Fn::GetAtt": ["SiteAccess", "Id"]}
    assert site["S3OriginConfig"] == {"OriginAccessIdentity": ""}


def test_the_template_that_is_deployed_has_the_router_in_it_and_no_lint() -> None:
    text = edge_template()

    findings = lint(text, regions=["us-east-1"])

    assert [str(finding) for finding in findings] == []
    assert json.dumps((PROJECT / "infrastructure" / "router.js").read_text()) in text
    assert len(text.encode()) < 51_200


def test_a_host_name_of_ones_own_comes_from_the_settings(tmp_path: Any) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(
        '[prod]\nemail_sender = "a@b.example"\nemail_reply_to = "a@b.example"\n'
        'email_consultancy = "a@b.example"\n[prod.stack]\ndomain_name = "www.b.example"\n'
        'certificate_arn = "arn:aws:acm:us-east-1:123456789012:certificate/1"\n'
    )

    own = edge_parameters(read_stage_config("prod-blue", settings_file=settings))

    assert own == {
        "Environment": "prod",
        "DomainName": "www.b.example",
        "CertificateArn": "arn:aws:acm:us-east-1:123456789012:certificate/1",
    }
    assert edge_parameters(read_stage_config("local")) == {"Environment": "local"}
