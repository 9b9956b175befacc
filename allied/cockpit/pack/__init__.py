"""The pack of a meeting: page, slides and PDF from one source, of the joint room always."""
