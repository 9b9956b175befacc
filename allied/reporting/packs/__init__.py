"""Meeting packs and minutes: one set of pages, written as PPTX and as PDF."""
