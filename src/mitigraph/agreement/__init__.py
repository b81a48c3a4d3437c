"""Agreement between coders: what is compared, how much they agree, and where they do not."""
