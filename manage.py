#!/usr/bin/env python
"""Django's own commands, for those who build the product. Everybody else uses `allied`."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allied.config.settings")
    from django.core.management import execute_from_command_line

    from allied.foundation.access.admission import every_room

    with every_room("Django's own commands, migrations among them"):
        execute_from_command_line(sys.argv)
