"""Results to text: `records` (JSON, CSV), `plain` (pipes) and `screen` (rich objects for a terminal).

Nothing here prints: functions return strings or rich objects, and the caller owns the stream. `screen` alone
imports rich, so that a pipe does not pay for it. Text from articles passes `safe` on every way out.
"""
