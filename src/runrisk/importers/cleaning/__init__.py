"""From a recording to an activity that counts: cleaned, dated, measured."""
