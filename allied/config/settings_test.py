"""Settings for the tests: the product's own, with what would slow a test taken out."""

import os
import tempfile

os.environ.setdefault("ALLIED_DATA", tempfile.mkdtemp(prefix="allied-test-"))
os.environ["ALLIED_DEMO"] = "1"
os.environ["ALLIED_EMAIL"] = "console"

from allied.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file: threads that write at once cannot share a database in memory.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA / "test.sqlite3")}  # noqa: F405
