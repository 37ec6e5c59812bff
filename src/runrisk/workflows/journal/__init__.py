"""What the runner tells: plain words, the questionnaire, the journal as CSV."""
