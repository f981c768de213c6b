"""The contract suite, run against one colour of a deployed environment."""

from ops.contract_suite import ContractFailure, run_contract_suite, temporary_verifier
from ops.release.steps import Tell

_TOLD_FAILURES = 5


def verify_colour(
    url: str, *, stage: str, code: str, header: tuple[str, str], tell: Tell
) -> str | None:
    """Play the contract on a colour; tell what failed, and give it in short, None if nothing did.

    The caller has set the variables of the environment, in which a user is made for the while.

    Raises: ContractSuiteError when the suite can't be run.
    """
    with temporary_verifier() as verifier:
        found = run_contract_suite(
            url, stage=stage, release=code, verifier=verifier, header=header, scope="synthetic"
        )
    tell(
        f"contract: {found.passed} passed, {len(found.failures)} failed, {found.skipped} left out, "
        f"{found.seconds:.0f} s"
    )
    for failure in found.failures:
        tell(f"  {failure.line}: {failure.reason}")
    if found.is_kept:
        return None
    return _in_short(found.failures) if found.failures else "not one of its lines was played"


def _in_short(failures: tuple[ContractFailure, ...]) -> str:
    named = ", ".join(failure.line for failure in failures[:_TOLD_FAILURES])
    more = len(failures) - _TOLD_FAILURES
    rest = f" and {more} more" if more > 0 else ""
    lines = "line" if len(failures) == 1 else "lines"
    return f"{len(failures)} {lines} of the contract: {named}{rest}"
