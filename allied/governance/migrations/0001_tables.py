import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from allied.foundation.tables import CreateTables


class Migration(migrations.Migration):
    replaces = [
        ("governance", "0001_bodies_meetings_decisions_actions_proposals_escalations"),
        ("governance", "0002_calendar_feeds_and_late_topics"),
        ("governance", "0003_clock_of_topics_and_signed_minutes"),
        ("governance", "0004_look_backs_votes_on_options_and_what_approves"),
        ("governance", "0005_weekend_of_the_ladder_and_clock_of_escalations"),
    ]

    initial = True

    dependencies = [
        ("alliances", "0001_tables"),
        ("people", "0001_tables"),
        ("scorecard", "0001_tables"),
        ("strategy", "0001_tables"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("steering", "joint steering committee"),
                                    ("development", "joint development committee"),
                                    ("project_team", "project team"),
                                    ("theme_team", "theme team"),
                                    ("clinical_team", "clinical team"),
                                    ("functional_team", "functional team"),
                                    ("other", "another kind"),
                                ],
                                max_length=20,
                                verbose_name="kind",
                            ),
                        ),
                        (
                            "kind_name",
                            models.CharField(
                                blank=True,
                                help_text="Where it is another kind, such as: joint commercialization committee.",
                                max_length=80,
                                verbose_name="name of the kind",
                            ),
                        ),
                        ("name", models.CharField(max_length=140, verbose_name="name")),
                        (
                            "purpose",
                            models.TextField(blank=True, max_length=4000, verbose_name="purpose"),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "quorum_members",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="members present, at least"
                            ),
                        ),
                        (
                            "quorum_each_partner",
                            models.PositiveSmallIntegerField(
                                default=1, verbose_name="of each partner, at least"
                            ),
                        ),
                        (
                            "quorum_percent",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                null=True,
                                verbose_name="share of members present, at least, in percent",
                            ),
                        ),
                        (
                            "quorum_needs_chair",
                            models.BooleanField(
                                default=False, verbose_name="the chair must be present"
                            ),
                        ),
                        (
                            "rule",
                            models.CharField(
                                choices=[
                                    ("unanimous_by_partner", "each partner one vote, unanimous"),
                                    ("consensus", "consensus: nobody present objects"),
                                    ("majority", "majority"),
                                    ("final_say", "final say of a partner on listed matters"),
                                ],
                                default="unanimous_by_partner",
                                max_length=24,
                                verbose_name="decision rule",
                            ),
                        ),
                        (
                            "majority_of",
                            models.CharField(
                                choices=[
                                    ("cast", "votes cast"),
                                    ("present", "members present"),
                                    ("all", "all members"),
                                ],
                                default="cast",
                                max_length=10,
                                verbose_name="majority of",
                            ),
                        ),
                        (
                            "majority_numerator",
                            models.PositiveSmallIntegerField(default=1, verbose_name="share"),
                        ),
                        (
                            "majority_denominator",
                            models.PositiveSmallIntegerField(default=2, verbose_name="out of"),
                        ),
                        (
                            "majority_by_partner",
                            models.BooleanField(default=False, verbose_name="counted by partner"),
                        ),
                        (
                            "cadence_unit",
                            models.CharField(
                                choices=[
                                    ("none", "as needed"),
                                    ("week", "weeks"),
                                    ("month", "months"),
                                ],
                                default="none",
                                max_length=6,
                                verbose_name="meets every",
                            ),
                        ),
                        (
                            "cadence_every",
                            models.PositiveSmallIntegerField(default=1, verbose_name="how many"),
                        ),
                        (
                            "cadence_from",
                            models.DateField(blank=True, null=True, verbose_name="first meeting"),
                        ),
                        (
                            "cadence_weekday_of_month",
                            models.BooleanField(
                                default=False,
                                help_text="Such as the second Tuesday, as the first meeting was; else the same day.",
                                verbose_name="on the same weekday of the month",
                            ),
                        ),
                        (
                            "meets_at",
                            models.TimeField(blank=True, null=True, verbose_name="begins at"),
                        ),
                        (
                            "meets_minutes",
                            models.PositiveSmallIntegerField(
                                default=90, verbose_name="length in minutes"
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC", max_length=60, verbose_name="time zone"
                            ),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="ended on"),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "final_say",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                                verbose_name="final say",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="governance.body",
                                verbose_name="reports to",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="strategy.theme",
                                verbose_name="theme",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "bodies",
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("ended_on__isnull", True)),
                                fields=("alliance", "room", "name"),
                                name="body_name_unique",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("majority_denominator__gt", 0),
                                    ("majority_numerator__lt", models.F("majority_denominator")),
                                ),
                                name="majority_is_a_share",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "title",
                            models.CharField(
                                blank=True,
                                help_text="Such as: head of R&D, or CFO.",
                                max_length=140,
                                verbose_name="seat",
                            ),
                        ),
                        (
                            "office",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("secretary", "secretary"),
                                    ("member", "member"),
                                    ("alternate", "alternate"),
                                    ("adviser", "adviser, without a vote"),
                                ],
                                default="member",
                                max_length=10,
                                verbose_name="office",
                            ),
                        ),
                        ("votes", models.BooleanField(default=True, verbose_name="has a vote")),
                        (
                            "since",
                            models.DateField(
                                default=django.utils.timezone.localdate, verbose_name="since"
                            ),
                        ),
                        ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "alternate_for",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="alternates",
                                to="governance.bodymember",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="members",
                                to="governance.body",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty for an outside adviser",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats_on_bodies",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("partner__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("person__isnull", False), ("until__isnull", True)
                                ),
                                fields=("body", "person"),
                                name="one_open_seat_on_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="seat_ends_after_start",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Matter",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(max_length=140, verbose_name="matter")),
                        (
                            "has_amount",
                            models.BooleanField(
                                default=False,
                                help_text="A body's right may then have a limit.",
                                verbose_name="has an amount",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("removed_at__isnull", True)),
                                fields=("alliance", "room", "name"),
                                name="matter_name_unique",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ladder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC", max_length=60, verbose_name="time zone"
                            ),
                        ),
                        (
                            "business_days",
                            models.BooleanField(default=True, verbose_name="count business days"),
                        ),
                        (
                            "holidays",
                            models.TextField(
                                blank=True,
                                help_text="One date a line: 2026-12-25.",
                                max_length=4000,
                                verbose_name="holidays",
                            ),
                        ),
                        (
                            "end",
                            models.CharField(
                                choices=[
                                    ("returned", "goes back with advice"),
                                    (
                                        "final_say",
                                        "a partner's final say within listed matters, else back",
                                    ),
                                ],
                                default="returned",
                                max_length=10,
                                verbose_name="when the last level's time is over",
                            ),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "final_say",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                                verbose_name="final say",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "final_matters",
                            models.ManyToManyField(
                                blank=True, related_name="+", to="governance.matter"
                            ),
                        ),
                        (
                            "weekend",
                            models.CharField(
                                blank=True,
                                default="56",
                                help_text="days of the week from 0, Monday, one digit each",
                                max_length=7,
                                verbose_name="weekend",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("room",), name="one_ladder_per_room")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DecisionRight",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "up_to",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="up to",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(blank=True, max_length=3, verbose_name="currency"),
                        ),
                        (
                            "is_final_say",
                            models.BooleanField(
                                default=False,
                                help_text="The partner with the final say decides it where the body does not agree.",
                                verbose_name="final say",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rights",
                                to="governance.body",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rights",
                                to="governance.matter",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("matter__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("body", "matter"), name="right_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("name", models.CharField(blank=True, max_length=140, verbose_name="name")),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(
                                default=90, verbose_name="length in minutes"
                            ),
                        ),
                        (
                            "timezone",
                            models.CharField(
                                default="UTC", max_length=60, verbose_name="time zone"
                            ),
                        ),
                        (
                            "place",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="place or link"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("agreed", "agenda agreed"),
                                    ("under_way", "under way"),
                                    ("ended", "minutes to sign off"),
                                    ("signed_off", "signed off"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=12,
                            ),
                        ),
                        (
                            "state_reason",
                            models.CharField(
                                blank=True, help_text="why it was cancelled", max_length=500
                            ),
                        ),
                        (
                            "sequence",
                            models.PositiveIntegerField(
                                default=0, help_text="of the calendar invitation"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("tick", models.PositiveIntegerField(default=0)),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="governance.body",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                help_text="the scorecard as this meeting saw it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="scorecard.review",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "changed_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now,
                                help_text="of what a calendar file says: its stamp",
                            ),
                        ),
                        (
                            "sent_at",
                            models.DateTimeField(
                                blank=True,
                                help_text="when the agreed agenda first went out to the members",
                                null=True,
                            ),
                        ),
                        (
                            "signed_minutes",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="the minutes as every partner signed them: what is shown from then on",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-starts_at", "-id"),
                        "indexes": [
                            models.Index(
                                fields=["alliance", "starts_at"],
                                name="governance__allianc_e9f6cc_idx",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "name",
                            models.CharField(
                                help_text="at the time", max_length=140, verbose_name="name"
                            ),
                        ),
                        (
                            "presence",
                            models.CharField(
                                choices=[
                                    ("present", "present"),
                                    ("excused", "excused"),
                                    ("absent", "absent"),
                                ],
                                default="present",
                                max_length=8,
                            ),
                        ),
                        ("is_guest", models.BooleanField(default=False, verbose_name="guest")),
                        (
                            "partner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "member",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="governance.bodymember",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance",
                                to="governance.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("is_guest", "partner__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("member__isnull", False)),
                                fields=("meeting", "member"),
                                name="member_once_in_meeting",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AgendaAgreement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="agreements",
                                to="governance.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("withdrawn_at__isnull", True)),
                                fields=("meeting", "partner"),
                                name="one_agreement_to_agenda",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Addendum",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("text", models.TextField(max_length=10000, verbose_name="addendum")),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="addenda",
                                to="governance.meeting",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "addenda",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Rung",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        ("name", models.CharField(max_length=140, verbose_name="level")),
                        ("days", models.PositiveSmallIntegerField(default=10, verbose_name="days")),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="empty: the executive sponsors",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.body",
                            ),
                        ),
                        (
                            "ladder",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="rungs",
                                to="governance.ladder",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(fields=("ladder", "position"), name="rung_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignOff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("signed", "signed off"),
                                    ("correction", "asks for a correction"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "comment",
                            models.TextField(blank=True, max_length=2000, verbose_name="comment"),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sign_offs",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                blank=True, help_text="of the minutes that were read", max_length=64
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("superseded_at__isnull", True)),
                                fields=("meeting", "partner"),
                                name="one_word_on_minutes",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="topic")),
                        (
                            "why",
                            models.TextField(
                                blank=True, max_length=2000, verbose_name="why it is on the agenda"
                            ),
                        ),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                help_text="objective, measure, decision, action, proposal, escalation, initiative",
                                max_length=20,
                            ),
                        ),
                        ("source_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "minutes",
                            models.PositiveSmallIntegerField(default=10, verbose_name="minutes"),
                        ),
                        (
                            "wanted",
                            models.CharField(
                                choices=[
                                    ("inform", "inform"),
                                    ("discuss", "discuss"),
                                    ("decide", "decide"),
                                ],
                                default="discuss",
                                max_length=8,
                                verbose_name="wanted outcome",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("done", "done"),
                                    ("carried_over", "carried over"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("began_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="topics",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="owner",
                            ),
                        ),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "added_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "author",
                            models.CharField(
                                blank=True, help_text="who added it, at the time", max_length=200
                            ),
                        ),
                        (
                            "running_since",
                            models.DateTimeField(
                                blank=True, help_text="while it is the topic at hand", null=True
                            ),
                        ),
                        (
                            "used_seconds",
                            models.PositiveIntegerField(
                                default=0, help_text="before `running_since`"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("removed_at__isnull", True), ("source_id__isnull", False)
                                ),
                                fields=("meeting", "source_kind", "source_id"),
                                name="source_once_on_agenda",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("running_since__isnull", False)),
                                fields=("meeting",),
                                name="one_topic_at_hand",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        ("url", models.URLField(max_length=1000, verbose_name="address")),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="papers",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="papers",
                                to="governance.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="MinuteEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "kind",
                            models.CharField(
                                choices=[("note", "note"), ("dissent", "dissent")],
                                default="note",
                                max_length=8,
                            ),
                        ),
                        ("text", models.TextField(max_length=10000, verbose_name="note")),
                        ("key", models.UUIDField(default=uuid.uuid4)),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(blank=True, null=True)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="entries",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="entries",
                                to="governance.topic",
                            ),
                        ),
                        (
                            "whose",
                            models.CharField(
                                blank=True, max_length=140, verbose_name="whose dissent"
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "minute entries",
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "key"), name="entry_written_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CalendarFeed",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "token_hash",
                            models.CharField(
                                help_text="SHA-256 of the token", max_length=64, unique=True
                            ),
                        ),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("last_used_at", models.DateTimeField(blank=True, null=True)),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="calendar_feeds",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("revoked_at__isnull", True)),
                                fields=("person",),
                                name="one_live_feed",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Decision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        (
                            "number",
                            models.PositiveIntegerField(
                                help_text="counts up within a room, from 1"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="decision")),
                        (
                            "situation",
                            models.TextField(blank=True, max_length=8000, verbose_name="situation"),
                        ),
                        (
                            "amount",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="amount",
                            ),
                        ),
                        (
                            "currency",
                            models.CharField(blank=True, max_length=3, verbose_name="currency"),
                        ),
                        (
                            "importance",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (1, "minor"),
                                    (2, "small"),
                                    (3, "moderate"),
                                    (4, "great"),
                                    (5, "decisive"),
                                ],
                                default=3,
                                verbose_name="importance",
                            ),
                        ),
                        (
                            "reversibility",
                            models.CharField(
                                choices=[
                                    ("reversible", "reversible"),
                                    ("costly", "reversible at a cost"),
                                    ("final", "cannot be reversed"),
                                ],
                                default="reversible",
                                max_length=10,
                                verbose_name="reversibility",
                            ),
                        ),
                        (
                            "raised_at",
                            models.DateTimeField(
                                default=django.utils.timezone.now, verbose_name="raised"
                            ),
                        ),
                        ("due_on", models.DateField(blank=True, null=True, verbose_name="due on")),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("taken", "taken"),
                                    ("superseded", "superseded"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        (
                            "taken_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="taken"),
                        ),
                        (
                            "decided",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="what was decided"
                            ),
                        ),
                        (
                            "rule",
                            models.JSONField(
                                default=dict,
                                editable=False,
                                help_text="rule, quorum, votes and outcome as they were, by pure/voting",
                            ),
                        ),
                        (
                            "deciders",
                            models.JSONField(
                                default=list, help_text="who decided, by name at the time"
                            ),
                        ),
                        (
                            "on_the_spot",
                            models.BooleanField(
                                default=False,
                                help_text="at the first meeting that saw it",
                                verbose_name="on the spot",
                            ),
                        ),
                        (
                            "toss",
                            models.JSONField(
                                default=dict, editable=False, help_text="the coin, if it was tossed"
                            ),
                        ),
                        ("withdrawn_why", models.CharField(blank=True, max_length=500)),
                        (
                            "key",
                            models.UUIDField(
                                blank=True,
                                help_text="made where it is typed: sent twice, written once",
                                null=True,
                            ),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "source",
                            models.CharField(blank=True, max_length=500, verbose_name="source"),
                        ),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "supersedes",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="superseded_by",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.matter",
                                verbose_name="matter",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                help_text="at which it was taken",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "chosen",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.option",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="decisions",
                                to="governance.topic",
                            ),
                        ),
                        (
                            "look_back_on",
                            models.DateField(
                                blank=True,
                                help_text="chosen when it was taken",
                                null=True,
                                verbose_name="look back on",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-number",),
                        "indexes": [
                            models.Index(
                                fields=["alliance", "state", "-number"],
                                name="governance__allianc_af84fb_idx",
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("room", "number"), name="decision_number_once"
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("key__isnull", False)),
                                fields=("room", "key"),
                                name="decision_written_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "withdrawn"]),
                                    ("taken_at__isnull", False),
                                    _connector="OR",
                                ),
                                name="taken_has_its_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=300, verbose_name="action")),
                        (
                            "details",
                            models.TextField(blank=True, max_length=4000, verbose_name="details"),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        (
                            "first_due_on",
                            models.DateField(
                                help_text="as promised first; a later day does not change it"
                            ),
                        ),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                help_text="another source: escalation, objective, risk …",
                                max_length=20,
                            ),
                        ),
                        ("source_id", models.BigIntegerField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "open"),
                                    ("done", "done"),
                                    ("dropped", "dropped"),
                                ],
                                default="open",
                                max_length=8,
                            ),
                        ),
                        (
                            "ended_on",
                            models.DateField(blank=True, null=True, verbose_name="done on"),
                        ),
                        (
                            "ended_note",
                            models.CharField(
                                blank=True, max_length=1000, verbose_name="what came of it"
                            ),
                        ),
                        ("promised_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "reminded_on",
                            models.DateField(
                                blank=True, help_text="of the last reminder by mail", null=True
                            ),
                        ),
                        (
                            "key",
                            models.UUIDField(
                                blank=True,
                                help_text="made where it is typed: sent twice, written once",
                                null=True,
                            ),
                        ),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="people.person",
                                verbose_name="owner",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                help_text="the owner's side when it was promised",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "promised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.body",
                                verbose_name="body",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="governance.meeting",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="actions",
                                to="governance.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("due_on", "id"),
                        "indexes": [
                            models.Index(
                                fields=["alliance", "state", "due_on"],
                                name="governance__allianc_bce9c4_idx",
                            ),
                            models.Index(
                                fields=["owner", "state", "due_on"],
                                name="governance__owner_i_e452c5_idx",
                            ),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("key__isnull", False)),
                                fields=("room", "key"),
                                name="action_written_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DayMoved",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("before", models.DateField()),
                        ("after", models.DateField()),
                        ("why", models.CharField(max_length=500, verbose_name="why")),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="moves",
                                to="governance.action",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "days moved",
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Escalation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="matter")),
                        (
                            "situation",
                            models.TextField(blank=True, max_length=8000, verbose_name="situation"),
                        ),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True, help_text="decision, action …", max_length=20
                            ),
                        ),
                        ("source_id", models.BigIntegerField(blank=True, null=True)),
                        ("ladder", models.JSONField(default=dict)),
                        (
                            "presented_at",
                            models.DateTimeField(
                                blank=True, null=True, verbose_name="presented in writing"
                            ),
                        ),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                default=0, help_text="position of the rung it is on"
                            ),
                        ),
                        ("level_since", models.DateTimeField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "being written"),
                                    ("open", "open"),
                                    ("decided", "decided"),
                                    ("final_say", "decided by final say"),
                                    ("returned", "returned with advice"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "outcome",
                            models.TextField(blank=True, max_length=8000, verbose_name="outcome"),
                        ),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("raised_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="escalations",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "presented_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "raised_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "matter",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.matter",
                                verbose_name="kind of matter",
                            ),
                        ),
                        ("clock", models.JSONField(default=dict, editable=False)),
                    ],
                    options={
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Climb",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "act",
                            models.CharField(
                                choices=[
                                    ("presented", "presented in writing"),
                                    ("asked", "wants it one level up"),
                                    ("up", "moved up"),
                                    ("reminded", "reminded"),
                                    ("paused", "clock stopped"),
                                    ("resumed", "clock runs again"),
                                    ("ended", "ended"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("level", models.PositiveSmallIntegerField(default=0)),
                        ("why", models.CharField(blank=True, max_length=1000, verbose_name="why")),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "escalation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="climbs",
                                to="governance.escalation",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("act", "up")),
                                fields=("escalation", "level"),
                                name="up_once_to_a_level",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("act", "asked")),
                                fields=("escalation", "level", "partner"),
                                name="asked_up_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ground",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "text",
                            models.CharField(blank=True, max_length=500, verbose_name="in words"),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="grounds",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "initiative",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="scorecard.initiative",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="strategy.objective",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="JournalEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="about")),
                        (
                            "before",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="how it felt before"
                            ),
                        ),
                        (
                            "after",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="how it felt after"
                            ),
                        ),
                        (
                            "surprised",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="what surprised"
                            ),
                        ),
                        (
                            "reactions",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="how people reacted"
                            ),
                        ),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="journal",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "journal entries",
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="LookBack",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("better", "better than expected"),
                                    ("as_expected", "as expected"),
                                    ("worse", "worse than expected"),
                                    ("too_early", "too early to say"),
                                ],
                                max_length=12,
                                verbose_name="outcome",
                            ),
                        ),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what happened"
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="look_backs",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "again_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="look back again on"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="Option",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="option")),
                        (
                            "for_it",
                            models.TextField(blank=True, max_length=4000, verbose_name="for it"),
                        ),
                        (
                            "against_it",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="against it"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="options",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "id"),
                    },
                ),
                migrations.CreateModel(
                    name="Ballot",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("name", models.CharField(help_text="at the time", max_length=200)),
                        (
                            "answer",
                            models.CharField(
                                choices=[
                                    ("yes", "for it"),
                                    ("no", "against it"),
                                    ("abstain", "abstains"),
                                ],
                                max_length=8,
                            ),
                        ),
                        ("why", models.CharField(blank=True, max_length=1000, verbose_name="why")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("superseded_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "partner",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="ballots",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "option",
                            models.ForeignKey(
                                blank=True,
                                help_text="what a yes is for; empty: what was put to the vote",
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="governance.option",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Proposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("title", models.CharField(max_length=200, verbose_name="proposal")),
                        (
                            "text",
                            models.TextField(
                                blank=True, max_length=8000, verbose_name="what to do"
                            ),
                        ),
                        (
                            "why",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what it is good for"
                            ),
                        ),
                        (
                            "change",
                            models.DecimalField(
                                blank=True,
                                decimal_places=10,
                                max_digits=30,
                                null=True,
                                verbose_name="by how much",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suggested", "suggested"),
                                    ("taken_up", "taken up"),
                                    ("put_forward", "before the body"),
                                    ("approved", "approved"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                default="suggested",
                                max_length=12,
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("is_illustrative", models.BooleanField(default=False)),
                        (
                            "alliance",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="alliances.alliance",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                help_text="the body that may approve it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.body",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="people.person",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "initiative",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposal",
                                to="scorecard.initiative",
                            ),
                        ),
                        (
                            "measure",
                            models.ForeignKey(
                                blank=True,
                                help_text="the measure it is to move",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="scorecard.measure",
                            ),
                        ),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="strategy.objective",
                            ),
                        ),
                        (
                            "room",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.room",
                            ),
                        ),
                        (
                            "team",
                            models.ForeignKey(
                                blank=True,
                                help_text="the team that takes it up or declines it",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposals",
                                to="governance.body",
                            ),
                        ),
                        (
                            "approving",
                            models.ForeignKey(
                                blank=True,
                                help_text="the answer of the decision that approves it",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="governance.option",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-id",),
                    },
                ),
                migrations.CreateModel(
                    name="ProposalStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("suggested", "suggested"),
                                    ("taken_up", "taken up"),
                                    ("put_forward", "before the body"),
                                    ("approved", "approved"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=1000, verbose_name="reason"),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                        (
                            "proposal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="governance.proposal",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("id",),
                    },
                ),
                migrations.CreateModel(
                    name="Standpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True,
                                primary_key=True,
                                serialize=False,
                                verbose_name="ID",
                            ),
                        ),
                        ("version", models.PositiveIntegerField(default=1, editable=False)),
                        ("holds", models.TextField(max_length=4000, verbose_name="what we hold")),
                        ("why", models.TextField(blank=True, max_length=4000, verbose_name="why")),
                        (
                            "accepts",
                            models.TextField(
                                blank=True, max_length=4000, verbose_name="what would be acceptable"
                            ),
                        ),
                        ("author", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "escalation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="standpoints",
                                to="governance.escalation",
                            ),
                        ),
                        (
                            "partner",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="alliances.partner",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="people.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("partner__position", "id"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("escalation", "partner"), name="one_standpoint"
                            )
                        ],
                    },
                ),
            ]
        )
    ]
