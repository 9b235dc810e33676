"""From typed words to a page of results: a neutral tree, sets of documents, scores, snippets."""
