"""`python -m allied` is the command `allied`."""

from allied.commands import main

main()
