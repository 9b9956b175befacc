"""What a server process does not load until somebody needs it. Two of them hold 160 MB at most."""

import os
import subprocess
import sys

HEAVY = {
    "cryptography": "by the library of passkeys, which nobody here signs in with",
    "django.contrib.admin": "by an app that was installed for its loader alone",
    "duckdb": "by a benchmark",
    "fido2": "the library of passkeys",
    "icalendar": "by a calendar file",
    "numpy": "by scoring of thousands of measures at once",
    "psycopg": "on PostgreSQL only",
    "bidi": "by a poster with text that runs to the left",
    "uharfbuzz": "by a poster",
    "xlsxwriter": "by an export",
}
LOAD_ALL = """
import sys
import allied.config.wsgi
from django.urls import get_resolver
assert get_resolver().reverse_dict
print(*sys.modules)
"""


def test_heavy_libraries_are_not_loaded_at_the_start():
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env["DJANGO_SETTINGS_MODULE"] = "allied.config.settings_test"
    answer = subprocess.run(
        [sys.executable, "-c", LOAD_ALL], env=env, check=True, capture_output=True, text=True
    )
    loaded = set(answer.stdout.split())
    assert "allied.scorecard.views.scorecard" in loaded
    assert not {name: why for name, why in HEAVY.items() if name in loaded}
