"""Who may deploy, and how far: infrastructure/deployer.yaml.

Shown on the template. Only AWS can show that nothing else is asked for behind an action's name, and
that the conditions on tags hold while a resource is being made.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from cfnlint.api import lint

from ops.stages.names import HANDLERS
from ops.stages.policy_rendering import read_policy
from tests.ops.delivery.deployer_policies import (
    BOUNDARY,
    DEPLOYERS,
    PEOPLE,
    Statement,
    allows,
    document_of,
    matches,
    statements_of,
)
from tests.ops.delivery.needed_actions import (
    BESIDE_CALLS,
    STILL_READ,
    UNUSED,
    actions_of_call,
    actions_of_type,
    calls_in_ops,
    listed_actions,
)
from tests.templates import INFRASTRUCTURE, load_template, texts_of

LARGEST_POLICY_CHARACTERS = 6_144
"""White space is not counted.
Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, 2026-11."""
MOST_POLICIES_OF_A_ROLE = 10
"""The same."""
LONGEST_VALUES = {
    "AWS::Partition": "aws-us-gov",
    "AWS::Region": "ap-southeast-2",
    "AWS::AccountId": "123456789012",
    "Environment": "e" * 24,
    "SenderIdentity": "s" * 64,
}

RESOURCES_BY_ACTION: dict[str, list[str]] = json.loads(
    (Path(__file__).parent / "service_authorization.json").read_text()
)["resources_by_action"]
"""Kinds of resources that an action can be allowed on, none where only `*` can be said."""

EVERY = (*DEPLOYERS, *PEOPLE, BOUNDARY)


@pytest.fixture(scope="module")
def kinds(app_template: dict[str, Any]) -> set[str]:
    """Give the resource types of every stack that ops deploys."""
    names = ("data.yaml", "alerts.yaml", "edge.yaml", "stage.yaml")
    templates = [*map(load_template, names), app_template]
    return {
        resource["Type"] for template in templates for resource in template["Resources"].values()
    }


def test_template_has_no_lint() -> None:
    text = (INFRASTRUCTURE / "deployer.yaml").read_text()

    assert [str(finding) for finding in lint(text, regions=["us-east-1"])] == []


def test_whatever_cloudformation_needs_for_the_stacks_is_allowed(kinds: set[str]) -> None:
    statements = statements_of(*DEPLOYERS, "RemovalPolicy")

    missing = {
        f"{kind}: {action}"
        for kind in kinds
        for action in actions_of_type(kind)
        if not allows(statements, action)
    }

    assert missing == set()


def test_whatever_ops_calls_is_allowed() -> None:
    statements = statements_of(*DEPLOYERS, *PEOPLE)
    calls = calls_in_ops()

    missing = {
        f"{service}.{operation}: {action}"
        for service, operation in calls
        for action in actions_of_call((service, operation))
        if not allows(statements, action)
    }

    assert missing == set()
    # The scan finds what is known to be called; otherwise nothing could be missing.
    assert {
        ("cloudformation", "CreateChangeSet"),
        ("cloudfront-keyvaluestore", "DescribeKeyValueStore"),
        ("s3", "ListObjectVersions"),
        ("sts", "GetCallerIdentity"),
    } <= calls


def test_a_missing_permission_is_named() -> None:
    without = [
        statement for statement in statements_of(*DEPLOYERS) if statement.sid != "KeysOfTheEdge"
    ]

    missing = {
        action
        for call in calls_in_ops()
        for action in actions_of_call(call)
        if not allows([*without, *statements_of("PeoplePolicy", "RemovalPolicy")], action)
    }

    assert missing == {"ssm:AddTagsToResource", "ssm:GetParameter", "ssm:PutParameter"}


def test_nothing_is_allowed_that_nothing_needs(kinds: set[str]) -> None:
    needed = {action for kind in kinds for action in actions_of_type(kind)}
    needed |= {action for call in calls_in_ops() for action in actions_of_call(call)}

    unused = {
        action
        for statement in statements_of(*DEPLOYERS, *PEOPLE)
        for action in statement.actions
        if not any(matches(action, each) for each in needed) and action not in BESIDE_CALLS
    }

    assert unused == set()


def test_what_is_left_out_is_listed_by_a_schema(kinds: set[str]) -> None:
    listed = listed_actions(kinds)

    stale = [
        pattern
        for pattern in (*UNUSED, *STILL_READ)
        if not any(matches(pattern, action) for action in listed)
    ]

    assert stale == []


def test_reasons_beside_the_calls_are_about_allowed_actions() -> None:
    statements = statements_of(*DEPLOYERS, *PEOPLE)

    assert [action for action in BESIDE_CALLS if not allows(statements, action)] == []


@pytest.mark.parametrize("policy", EVERY)
def test_a_star_stands_only_where_aws_has_no_resource(policy: str) -> None:
    nameless = {
        action
        for statement in statements_of(policy)
        if not statement.names_resources()
        for action in statement.actions
    }

    assert {action for action in nameless if RESOURCES_BY_ACTION[action]} == set()


@pytest.mark.parametrize("policy", EVERY)
def test_actions_are_of_the_kinds_that_their_statement_names(policy: str) -> None:
    nameless = [
        f"{statement.sid}: {action}"
        for statement in statements_of(policy)
        if statement.names_resources()
        for action in statement.actions
        if "*" not in action and not RESOURCES_BY_ACTION[action]
    ]

    assert nameless == []


CHOSEN_BY_AWS = {
    ":apigateway:${AWS::Region}::/restapis",
    ":apigateway:${AWS::Region}::/restapis/*",
    ":apigateway:${AWS::Region}::/tags/*",
    ":bedrock:${AWS::Region}:${AWS::AccountId}:inference-profile/*",
    ":bedrock:*::foundation-model/*",
    ":billing::${AWS::AccountId}:billingview/primary",
    ":cloudformation:${AWS::Region}:${AWS::AccountId}:stack/*",
    ":cloudformation:${AWS::Region}:aws:transform/LanguageExtensions",
    ":cloudfront::${AWS::AccountId}:cache-policy/*",
    ":cloudfront::${AWS::AccountId}:distribution/*",
    ":cloudfront::${AWS::AccountId}:key-value-store/*",
    ":cloudfront::${AWS::AccountId}:origin-access-control/*",
    ":cloudfront::${AWS::AccountId}:response-headers-policy/*",
    ":lambda:${AWS::Region}:${AWS::AccountId}:event-source-mapping:*",
    ":ses:${AWS::Region}:${AWS::AccountId}:identity/*",
    ":ses:${AWS::Region}:${AWS::AccountId}:identity/${SenderIdentity}",
}
"""Resources whose names are not ours to choose, or are the operator's."""


def test_every_other_resource_is_one_of_the_environment() -> None:
    ours = ("consulting-${Environment}", "consulting/${Environment}")
    others = {
        resource.removeprefix("arn:${AWS::Partition}")
        for statement in statements_of(*EVERY)
        for resource in statement.resources
        if resource != "*" and not any(name in resource for name in ours)
    }

    assert others == CHOSEN_BY_AWS


def test_an_environment_does_not_reach_one_whose_name_begins_alike() -> None:
    """`pr` covers pr-123, and neither prod nor production's parameters."""
    ends = {
        resource.partition("${Environment}")[2][:1]
        for statement in statements_of(*EVERY)
        for resource in statement.resources
        if "${Environment}" in resource
    }

    assert ends == {"", "-", "/", ":"}


def test_what_carries_the_tag_of_another_environment_is_refused() -> None:
    guarded = {
        resource.rpartition(":")[2]
        for statement in statements_of(*EVERY)
        for resource in statement.resources
        if (statement.condition or {}).get("StringLikeIfExists")
    }

    assert guarded == {"/restapis/*", "distribution/*"}


def test_no_statement_allows_a_whole_service() -> None:
    wide = [
        action
        for statement in statements_of(*EVERY)
        for action in statement.actions
        if "*" in action and action != "s3:GetBucket*"
    ]

    assert wide == []


@pytest.mark.parametrize("policy", EVERY)
def test_policy_is_as_small_as_iam_takes_it(policy: str) -> None:
    text = json.dumps(document_of(policy), separators=(",", ":"))
    for name, value in LONGEST_VALUES.items():
        text = text.replace(f"${{{name}}}", value)
    characters = len("".join(text.split()))

    assert characters <= LARGEST_POLICY_CHARACTERS, f"{policy} has {characters}"


def test_role_has_no_more_policies_than_iam_takes() -> None:
    role = load_template("deployer.yaml")["Resources"]["Role"]["Properties"]

    assert len(role["ManagedPolicyArns"]) <= MOST_POLICIES_OF_A_ROLE


def test_only_a_job_in_the_named_environment_takes_the_role() -> None:
    role = load_template("deployer.yaml")["Resources"]["Role"]["Properties"]
    (statement,) = role["AssumeRolePolicyDocument"]["Statement"]

    assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
    assert statement["Condition"] == {
        "StringEquals": {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": {
                "Fn::Sub": "${GitHubSubject}:environment:${GitHubEnvironment}"
            },
        }
    }


@pytest.mark.parametrize(
    ("subject", "is_taken"),
    [
        ("", True),
        ("repo:octo-org/octo-repo", True),
        ("repo:octo-org@123456/octo-repo@456789", True),
        ("repo:octo-org@123456/octo-repo@*", False),
        ("repo:octo-org/*", False),
        ("repo:octo-org", False),
        ("repo:octo-org/octo-repo:ref:refs/heads/main", False),
    ],
)
def test_subject_is_one_repository_in_either_form_of_github(subject: str, is_taken: bool) -> None:
    """GitHub's forms are told in docs.github.com/en/actions/reference/security/oidc."""
    pattern = load_template("deployer.yaml")["Parameters"]["GitHubSubject"]["AllowedPattern"]

    assert (re.fullmatch(pattern, subject) is not None) == is_taken


def test_deployer_can_change_neither_itself_nor_the_boundary() -> None:
    changing = [
        resource
        for statement in statements_of(*EVERY)
        for resource in statement.resources
        if ":iam:" in resource
    ]

    assert set(changing) == {
        "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/consulting-${Environment}-*"
    }
    resources = load_template("deployer.yaml")["Resources"]
    for logical_id, resource in resources.items():
        name = resource["Properties"].get("ManagedPolicyName") or resource["Properties"].get(
            "RoleName"
        )
        assert name is None or not name["Fn::Sub"].startswith("consulting-"), logical_id


GRANTING = (
    "iam:AttachRolePolicy",
    "iam:CreateRole",
    "iam:PutRolePermissionsBoundary",
    "iam:PutRolePolicy",
)


@pytest.mark.parametrize("action", GRANTING)
def test_roles_are_given_permissions_only_within_the_boundary(action: str) -> None:
    granting = [each for each in statements_of(*EVERY) if allows([each], action)]

    assert [each.condition for each in granting] == [
        {"StringEquals": {"iam:PermissionsBoundary": {"Ref": BOUNDARY}}}
    ]


@pytest.mark.parametrize("handler", HANDLERS)
def test_boundary_holds_whatever_a_function_may_do(handler: str) -> None:
    boundary = statements_of(BOUNDARY)

    beyond = {
        f"{action} on {resource}"
        for statement in read_policy(handler)["Statement"]
        for action in texts_of(statement["Action"])
        for resource in texts_of(statement["Resource"])
        if not _is_within(boundary, action, resource)
    }

    assert beyond == set()


def test_roles_of_functions_have_the_boundary_that_the_settings_name(
    app_template: dict[str, Any],
) -> None:
    boundaries = [
        resource["Properties"]["PermissionsBoundary"]
        for resource in app_template["Resources"].values()
        if resource["Type"] == "AWS::IAM::Role"
    ]

    assert len(boundaries) == len(HANDLERS)
    assert all(
        boundary
        == {
            "Fn::If": [
                "HasBoundary",
                {
                    "Fn::Sub": "arn:${AWS::Partition}:iam::${AWS::AccountId}"
                    ":policy/${PermissionsBoundary}"
                },
                {"Ref": "AWS::NoValue"},
            ]
        }
        for boundary in boundaries
    )
    assert app_template["Parameters"]["PermissionsBoundary"]["Default"] == ""


def test_what_a_workflow_does_not_do_it_may_not_do() -> None:
    """Clients' and users' data is for people, deletion of data for who says so."""
    workflow = statements_of(*DEPLOYERS)

    for action in ("dynamodb:Scan", "dynamodb:DeleteTable", "s3:DeleteBucket"):
        assert not allows(workflow, action)
    documents = [
        statement.sid
        for statement in workflow
        for resource in statement.resources
        if ":s3:::" in resource and resource.endswith("/*")
    ]
    assert documents == ["Packages", "Site"]


def test_schemas_list_permissions() -> None:
    """A cfn-lint that drops them would make every comparison here true."""
    assert {"lambda:CreateFunction", "iam:PassRole"} <= actions_of_type("AWS::Lambda::Function")


def _is_within(boundary: list[Statement], action: str, resource: str) -> bool:
    return all(
        any(
            allows([statement], action)
            and any(matches(pattern, resource.replace("${Stage}", stage)) for pattern in names)
            for statement in boundary
            for names in [statement.resources]
        )
        # The name of a stage is that of its environment, or has the colour after it.
        for stage in ("${Environment}", "${Environment}-blue")
    )
