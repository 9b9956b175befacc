"""A field's label, help and faults belong together for every reader."""

from django import forms

from allied.foundation.ui.fields import form_errors, form_field


class Sample(forms.Form):
    name = forms.CharField(label="Name <b>", help_text="Short & plain", max_length=10)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    agreed = forms.BooleanField(label="Agreed", required=False)
    room = forms.ChoiceField(label="Room", choices=[("a", "A")], widget=forms.RadioSelect)
    version = forms.IntegerField(widget=forms.HiddenInput)


def test_label_and_help_are_tied_to_the_control() -> None:
    html = form_field(Sample()["name"])
    assert '<label for="id_name">Name &lt;b&gt;</label>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert '<p class="help" id="id_name_helptext">Short &amp; plain</p>' in html


def test_faults_are_tied_to_the_control_and_what_was_typed_stays() -> None:
    html = form_field(Sample({"name": "<i>" * 9})["name"])
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_error"' in html
    assert 'value="&lt;i&gt;' in html


def test_optional_fields_say_so() -> None:
    assert "optional" in form_field(Sample()["note"])
    assert "optional" not in form_field(Sample()["name"])


def test_attributes_units_and_own_words() -> None:
    html = form_field(Sample()["note"], data_draft="n", rows=4, suffix="days", label="Why", help="")
    assert 'data-draft="n"' in html
    assert 'rows="4"' in html
    assert '<span class="affix">days</span>' in html
    assert ">Why <" in html
    assert "aria-describedby" not in html


def test_choices_stand_in_a_fieldset_and_a_tick_before_its_label() -> None:
    html = form_field(Sample({})["room"])
    assert "<legend>Room</legend>" in html
    assert 'aria-describedby="id_room_error"' in html
    html = form_field(Sample()["agreed"])
    assert html.index("<input") < html.index("<label")


def test_the_summary_speaks_of_the_whole_form_and_links_to_the_fields() -> None:
    assert form_errors(Sample()) == ""
    one = Sample({"name": "x", "room": "a"})
    assert "This field is required." in form_errors(one)  # the hidden version
    many = Sample({"version": 1})
    assert 'href="#id_name"' in form_errors(many)
    many.add_error(None, "Locked <b>")
    assert "<p>Locked &lt;b&gt;</p>" in form_errors(many)
    assert 'role="alert"' in form_errors(many)


def test_one_fault_beside_its_field_needs_no_summary() -> None:
    assert form_errors(Sample({"version": 1, "room": "a"})) == ""
