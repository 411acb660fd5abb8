"""What permits need from an agreement."""

from dataclasses import dataclass

from noaber.values import Term, Terms


@dataclass(frozen=True)
class PermitTerms(Terms, prefix="permits"):
    """How long an applicant has to complete an application, and how long the link of a mason opens its page, in days.

    `consent_tries` is how often a right holder may try to say who they are before the link is closed.
    """

    completion_days: Term[int]
    link_days: Term[int]
    consent_tries: Term[int]
