"""My work: what needs the person, across all alliances."""
