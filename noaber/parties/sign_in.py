"""Signing in: staff only, no self-made accounts, a second factor for everybody outside the demo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.utils import is_mfa_enabled
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from noaber.parties.models import Person

FROM_PROVIDER = "signed_in_by_provider"


class Staff(AuthenticationBackend):
    """Who is signed in: the person with the functions that every page asks for, in one question instead of two."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.with_positions(user_id)
        return person if person is not None and self.user_can_authenticate(person) else None


class StaffOnly(DefaultAccountAdapter):
    """Accounts are made by the administrator; nobody makes one of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class StaffOfProvider(DefaultSocialAccountAdapter):
    """The municipality's own identity provider says who somebody is, and asks the second factor itself.

    It opens accounts that are there already, by the address that the provider vouches for.
    """

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        request.session[FROM_PROVIDER] = sociallogin.user.email


class SecondFactor:
    """Lead somebody without a second factor to where one is set up, before anything else opens."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if (
            user.is_authenticated
            and not settings.DEMO
            and not request.path.startswith(("/account/", "/static/"))
            and not is_mfa_enabled(user)
            and request.session.get(FROM_PROVIDER) != user.email
        ):
            return redirect("mfa_index")
        return self.get_response(request)
