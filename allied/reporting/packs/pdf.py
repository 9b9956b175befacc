"""Packs and minutes as PDF: a page for each slide, so that all speak of the same number."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from allied.reporting.sheets.pdf import document_of

from . import words
from .content import Cover, Minutes, Pack
from .drawn import Frame, sheets_of
from .minutes import minutes_pages
from .pages import pages_of
from .paper import A4, SLIDE, name


def pdf_of(pack: Pack) -> bytes:
    """The pack, in the shape of its slides. The same pack gives the same bytes."""
    with override(pack.language):
        frame = frame_of(pack, _("Meeting pack"))
        return document_of(sheets_of(pages_of(pack), SLIDE, frame))


def minutes_pdf(minutes: Minutes) -> bytes:
    """The minutes on A4."""
    with override(minutes.language):
        frame = frame_of(minutes, _("Minutes"))
        return document_of(sheets_of(minutes_pages(minutes, A4), A4, frame))


def frame_of(document: Pack | Minutes, kind: str) -> Frame:
    """Every page says which meeting it is of, that it is of the joint room, and of a draft that
    it is one."""
    cover: Cover = document.cover
    told = [name(cover.alliance), name(cover.body), words.day(cover.at.date()), _("Joint room")]
    if isinstance(document, Minutes) and not document.digest:
        told.append(words.draft().rstrip("."))
    title = f"{name(cover.body)}, {name(cover.meeting)} – {kind}"
    return Frame(title, " · ".join(told), document.language, document.made_at)
