"""The command that sends reminders; a timer runs it once a day."""

import click

from .framework import start


@click.command("remind")
@click.option("--dry-run", is_flag=True, help="Count the mails; send none.")
def remind(dry_run: bool) -> None:
    """Send by mail what is due soon or overdue, and write down what the clocks did meanwhile.

    Each owner's actions, once for each alliance; escalations, to those who must act. Run it once
    a day. A second run on the same day sends nothing twice.
    """
    start()
    from django.utils import timezone

    from allied.governance.actions.reminding import remind_owners
    from allied.governance.escalations.reminding import remind_of_clocks
    from allied.governance.escalations.services import write_down_all
    from allied.governance.figures import count_anew

    from .address import address

    if not dry_run:
        write_down_all()
        count_anew()
    mails = remind_owners(today=timezone.localdate(), address=address(), dry_run=dry_run)
    mails += remind_of_clocks(address=address(), dry_run=dry_run)
    click.echo(f"{mails} reminders {'would be' if dry_run else 'were'} sent.")
