"""A form's field with its label, help and faults, tied together for every reader."""

from typing import Any

from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from .marks import icon


def form_field(
    field: BoundField,
    *,
    label: str = "",
    hide_label: bool = False,
    help: str | None = None,
    suffix: str = "",
    prefix: str = "",
    css: str = "",
    **attributes: Any,
) -> SafeString:
    """Label, control, help and faults. Other keywords become attributes: data_draft, rows.

    `label` and `help` stand in for the form's own texts; `suffix` is for a unit.
    """
    attrs = {name.replace("_", "-"): value for name, value in attributes.items()}
    if help is not None:
        field.help_text = help
    control = _affixed(field.as_widget(attrs=attrs), prefix, suffix)
    named = _label(field, label, hide_label)
    help_html = _help(field)
    faults = _faults(field)
    if isinstance(field.field.widget, CheckboxInput):
        shape = '<div class="field check {}">{}{}{}{}</div>'
        return format_html(shape, css, control, named, help_html, faults)
    if field.use_fieldset:  # the framework ties help and faults to the control, but not to these
        ids = field.aria_describedby
        told = format_html(' aria-describedby="{}"', ids) if ids else ""
        shape = '<fieldset class="field {}"{}>{}{}{}{}</fieldset>'
        return format_html(shape, css, told, named, help_html, control, faults)
    shape = '<div class="field {}">{}{}{}{}</div>'
    return format_html(shape, css, named, help_html, control, faults)


def _label(field: BoundField, label: str, hidden: bool) -> SafeString:
    text = label or field.label
    optional: SafeString | str = ""
    if not field.field.required and not isinstance(field.field.widget, CheckboxInput):
        optional = format_html(' <span class="optional">{}</span>', gettext("optional"))
    css = mark_safe(' class="visually-hidden"') if hidden else ""
    if field.use_fieldset:
        return format_html("<legend{}>{}{}</legend>", css, text, optional)
    return format_html('<label for="{}"{}>{}{}</label>', field.id_for_label, css, text, optional)


def _affixed(control: SafeString, prefix: str, suffix: str) -> SafeString:
    if not (prefix or suffix):
        return control
    part = '<span class="affix">{}</span>'
    before = format_html(part, prefix) if prefix else ""
    after = format_html(part, suffix) if suffix else ""
    return format_html('<span class="affixed">{}{}{}</span>', before, control, after)


def _help(field: BoundField) -> SafeString:
    if not field.help_text:
        return mark_safe("")
    return format_html('<p class="help" id="{}_helptext">{}</p>', field.auto_id, field.help_text)


def _faults(field: BoundField) -> SafeString:
    if not field.errors:
        return mark_safe("")
    sign = icon("circle-alert", 14)
    rows = format_html_join(
        "", '<p class="fault">{}<span>{}</span></p>', ((sign, fault) for fault in field.errors)
    )
    return format_html('<div class="faults" id="{}_error">{}</div>', field.auto_id, rows)


def form_errors(form: BaseForm) -> SafeString:
    """What is wrong with the whole form and, where several fields are at fault, links to them."""
    general = [*form.non_field_errors(), *_hidden_faults(form)]
    fields = [field for field in form.visible_fields() if field.errors]
    if not general and len(fields) < 2:
        return mark_safe("")
    said = format_html_join("", "<p>{}</p>", ((fault,) for fault in general))
    links: SafeString | str = ""
    if len(fields) > 1:
        links = format_html(
            "<p>{} {}</p>",
            gettext("Please look again at:"),
            format_html_join(
                ", ", '<a href="#{}">{}</a>', ((f.id_for_label, f.label) for f in fields)
            ),
        )
    return format_html(
        '<div class="notice error" role="alert">{}<div>{}{}</div></div>',
        icon("circle-alert"),
        said,
        links,
    )


def _hidden_faults(form: BaseForm) -> list[str]:
    return [str(fault) for field in form.hidden_fields() for fault in field.errors]
