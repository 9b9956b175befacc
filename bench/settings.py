"""The product's settings with one page more: the floor that its pages are measured against."""

from allied.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.floor"
STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
