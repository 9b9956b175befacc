"""What each partner hopes to win, objective by objective, on one page; drafts in our room."""
