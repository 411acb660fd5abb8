"""What the subjects of the product declare in their `acts.py` and `terms.py`."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from noaber.agreement.checks import Known, known


def declared() -> Known:
    """Every act and every class of terms of the installed subjects."""
    import_module("noaber.agreement.acting")  # it names an act of its own, for refusals only
    ours = [app.module for app in apps.get_app_configs() if app.module and app.name.startswith("noaber.")]
    return known(
        import_module(f"{module.__name__}.{part}")
        for module in ours
        for part in ("acts", "terms")
        if module_has_submodule(module, part)
    )
