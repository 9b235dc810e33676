"""From files to pages: what a file says, and which part of it is the article."""
