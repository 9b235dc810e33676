"""From articles to files on disk and back: a Whoosh index whose segments are mapped arrays."""
