"""What an analyzer is, and what holds over all of them: the policy, manual pages, sources. No pattern is named here."""
