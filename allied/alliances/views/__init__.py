"""The pages of an alliance's frame: rooms, people, invitations, settings, history, sharing."""
