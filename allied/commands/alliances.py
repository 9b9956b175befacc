"""Commands on alliances: starting one, inviting the first people."""

import click

from .address import address
from .framework import alliance_by, refuse, start


@click.command("new-alliance")
@click.argument("name")
@click.option(
    "--partner", "partners", multiple=True, required=True, help="A company; at least two."
)
@click.option("--template", default="empty", show_default=True, help="Where the map starts from.")
@click.option("--currency", default="EUR", show_default=True)
@click.option("--first-month", type=click.IntRange(1, 12), default=1, help="Of the fiscal year.")
def new_alliance(
    name: str, partners: tuple[str, ...], template: str, currency: str, first_month: int
) -> None:
    """Start an alliance between companies and print its slug.

    Companies that are not known are created. A template that does not exist names those that do.
    """
    start()
    from allied.foundation.access.refusal import Refused
    from allied.launch.catalogue import keys
    from allied.launch.services import start_alliance

    try:
        alliance = start_alliance(
            by=None, name=name, companies=list(partners), starter=template, currency=currency,
            fiscal_start_month=first_month,
        )  # fmt: skip
    except Refused as refusal:
        hint = [] if template in keys() else [f"Templates: {', '.join(keys())}"]
        refuse(refusal, *hint)
    click.echo(alliance.slug)


@click.command()
@click.argument("email")
@click.option("--alliance", "slug", required=True, help="The slug of the alliance.")
@click.option("--company", required=True, help="The partner that the person works for.")
@click.option("--name", required=True, help="Who is invited.")
def invite(email: str, slug: str, company: str, name: str) -> None:
    """Invite the first alliance manager of a company; prints the link that the mail carries.

    Once a company has an alliance manager, that person invites the others in the browser.
    """
    start()
    from django.urls import reverse

    from allied.alliances.actors import operator_of
    from allied.alliances.models import Role
    from allied.alliances.services import invite as send
    from allied.foundation.access.refusal import Refused

    alliance = alliance_by(slug)
    partner = alliance.partners.filter(company__name__iexact=company.strip()).first()
    if partner is None:
        refuse(f"{company} is not a partner of {alliance}.")
    links: list[str] = []

    def link_to(token: str) -> str:
        links.append(address() + reverse("alliances:invitation", args=[token]))
        return links[-1]

    try:
        send(
            by=operator_of(alliance), partner=partner, email=email, name=name,
            role=Role.ALLIANCE_MANAGER, link_to=link_to,
        )  # fmt: skip
    except Refused as refusal:
        refuse(refusal)
    click.echo(links[-1])
