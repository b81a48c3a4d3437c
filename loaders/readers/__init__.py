"""A reader for each format that interviews come in; `identify.read` picks the right one."""
