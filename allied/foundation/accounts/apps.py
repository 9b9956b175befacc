import sys
from importlib.util import LazyLoader, find_spec, module_from_spec

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "allied.foundation.accounts"
    label = "accounts"

    def ready(self) -> None:
        # It loads the library of passkeys, 11 MB in each process, which nobody here can sign in by.
        load_when_used("allauth.mfa.webauthn.internal.auth")


def load_when_used(name: str) -> None:
    """Let `from package import module` give a module that loads when something of it is used."""
    spec = find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    package, _, short = name.rpartition(".")
    setattr(sys.modules[package], short, module)
