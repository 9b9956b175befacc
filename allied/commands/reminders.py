"""The command that sends reminders; a timer runs it once a day."""

import click

from .framework import start


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Count the mails; send none.")
def remind(dry_run: bool) -> None:
    """Send by mail what is due soon or overdue: each owner's actions, once for each alliance.

    Run it once a day. A second run on the same day sends nothing twice.
    """
    start()
    from django.utils import timezone

    from allied.governance.actions.reminding import remind_owners

    from .address import address

    mails = remind_owners(today=timezone.localdate(), address=address(), dry_run=dry_run)
    click.echo(f"{mails} reminders {'would be' if dry_run else 'were'} sent.")
