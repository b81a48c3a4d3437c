"""The study in transcripts/: what it promises about five interviews."""
