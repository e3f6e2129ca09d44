"""Taking out of a result what is waived or was there before, and saying which waivers want looking at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal, Self, TypeAlias

from labelwarden.errors import Fault
from labelwarden.findings.finding import Finding, LabelResult, Waived
from labelwarden.findings.scales import Verdict
from labelwarden.findings.verdict import verdict_of
from labelwarden.waivers.baseline import Known, is_known
from labelwarden.waivers.model import Waiver

Account: TypeAlias = Counter[str]
"""How often each waiver, by its number, had its label `seen`, its finding `hit`, and was `used`: `used 3`."""


class Settling:
    """Settles the results of one run. It keeps account of which waivers were of use, for the remarks at its end.

    `versions` has the version of the pack of each rule. What is settled stays visible among what is `waived`.
    A copy, as in another process, begins an account of its own, which the run adds to that of the original.
    """

    def __init__(
        self,
        waivers: Iterable[Waiver] = (),
        baseline: Known = frozenset(),
        *,
        versions: Mapping[str, str],
        as_of: date,
        experimental: bool = False,
    ) -> None:
        self._waivers = tuple(waivers)
        self._for_label: dict[str | None, list[int]] = {}
        for number, waiver in enumerate(self._waivers):
            self._for_label.setdefault(waiver.granted.label, []).append(number)
        self._baseline = baseline
        self._versions = versions
        self._as_of = as_of
        self._experimental = experimental
        self._account: Account = Counter()

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_account": Counter()}

    @classmethod
    def of(cls, settle: object) -> Self | None:
        """What a checker settles its results by, if it is this; another function keeps no account."""
        return settle if isinstance(settle, cls) else None

    @property
    def has_waivers(self) -> bool:
        """Whether there are any, and not a baseline alone."""
        return bool(self._waivers)

    @property
    def mark(self) -> str:
        """What tells it from one with other waivers, another baseline, or of another day; the same in every process."""
        parts = (self._waivers, sorted(self._baseline), sorted(self._versions.items()), self._as_of, self._experimental)
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def __call__(self, result: LabelResult) -> LabelResult:
        """The result without the findings that are answered for."""
        numbers = self._numbers_for(result) if self._waivers else []
        for number in numbers:
            self._note("seen", number)
        judged = [self._judged(finding, result, numbers) for finding in result.findings]
        waived = tuple(item for item in judged if isinstance(item, Waived))
        if not waived:
            return result
        left = tuple(item for item in judged if isinstance(item, Finding))
        # A label of which too much could not be read is to be reviewed, with or without findings.
        unread = result.verdict is Verdict.REVIEW and self._verdict(result.findings, unread=False) is Verdict.PASS
        verdict = self._verdict(left, unread=unread)
        return replace(result, findings=left, verdict=verdict, waived=(*result.waived, *waived))

    def take_account(self) -> Account:
        """The account since the last time that it was taken."""
        taken, self._account = self._account, Counter()
        return taken

    def add_account(self, account: Mapping[str, int]) -> None:
        """Adds what was settled elsewhere."""
        self._account.update(account)

    def remarks(self, *, saw_all: bool = True) -> tuple[Fault, ...]:
        """What is to be said of the waivers after all labels: expired, reopened, or of no use.

        Without `saw_all` the labels were settled elsewhere, in other processes; then only what has expired is told.
        """
        told = [self._remark(number, waiver, saw_all=saw_all) for number, waiver in enumerate(self._waivers)]
        remarks = [remark for remark in told if remark is not None]
        elsewhere = sum(
            not self._was("seen", number) and waiver.granted.until >= self._as_of
            for number, waiver in enumerate(self._waivers)
        )
        if saw_all and elsewhere:
            message = f"{elsewhere} of {len(self._waivers)} waivers are for labels that are not in this run"
            remarks.append(Fault(self._waivers[0].file, 0, 0, message))
        return tuple(remarks)

    def _remark(self, number: int, waiver: Waiver, *, saw_all: bool) -> Fault | None:
        granted = waiver.granted
        if granted.until < self._as_of:
            again = "; the finding is reported again" if self._was("hit", number) else ""
            message = f"the waiver of {granted.rule} expired on {granted.until}{again}"
            return waiver.fault(message, f"Ask {granted.who}, or remove it.")
        if not saw_all or self._was("used", number) or not self._was("seen", number):
            return None
        if self._was("hit", number):
            message = f"the waiver of {granted.rule} was for version {granted.version} of its pack, not for this one"
            return waiver.fault(message, f"Ask {granted.who} to look at the rule, and renew the version.")
        message = f"the waiver of {granted.rule} is of no use: the label has no such finding any more"
        return waiver.fault(message, "Remove it; words that changed have to be judged anew.")

    def _note(self, what: _What, number: int) -> None:
        self._account[f"{what} {number}"] += 1

    def _was(self, what: _What, number: int) -> bool:
        return self._account[f"{what} {number}"] > 0

    def _verdict(self, findings: Iterable[Finding], *, unread: bool) -> Verdict:
        return verdict_of(findings, experimental=self._experimental, unread=unread)

    def _numbers_for(self, result: LabelResult) -> list[int]:
        """The waivers for that label, in their order."""
        names = {"*", result.product, result.source, Path(result.source).name}
        return sorted(number for name in names for number in self._for_label.get(name, ()))

    def _judged(self, finding: Finding, result: LabelResult, numbers: Iterable[int]) -> Waived | Finding:
        """The finding as it is waived, or itself where it stands."""
        for number in numbers:
            waiver = self._waivers[number]
            granted = waiver.granted
            if finding.rule != granted.rule or not _is_meant(waiver, finding):
                continue
            self._note("hit", number)
            if granted.until < self._as_of:
                continue
            if granted.version is not None and granted.version != self._versions.get(finding.rule):
                continue
            self._note("used", number)
            return Waived(finding, f"waived by {granted.who} until {granted.until}: {granted.reason}", "waiver")
        if is_known(self._baseline, result.product, result.source, finding.fingerprint):
            return Waived(finding, "it was there already, see the baseline", "baseline")
        return finding


_What: TypeAlias = Literal["seen", "hit", "used"]


def _is_meant(waiver: Waiver, finding: Finding) -> bool:
    granted = waiver.granted
    if granted.fingerprint is not None:
        return granted.fingerprint == finding.fingerprint
    if granted.quote is None:
        return not _quotes(finding)
    wanted = " ".join(granted.quote.split())
    return any(wanted == " ".join((evidence.quote or "").split()) for evidence in finding.evidence)


def _quotes(finding: Finding) -> bool:
    return any(evidence.quote is not None for evidence in finding.evidence)
