"""One Vietnamese sentence for each code of an error, by area; `SENTENCES` is all of them."""

from api.sentences import administration, desk, dossier_life, machine, migration, process, results, stuck

SENTENCES = {
    **process.SENTENCES,
    **desk.SENTENCES,
    **dossier_life.SENTENCES,
    **stuck.SENTENCES,
    **administration.SENTENCES,
    **migration.SENTENCES,
    **machine.SENTENCES,
    **results.SENTENCES,
}

NAMED = desk.NAMED
"""Sentences that say who was first; for errors whose facts tell `by` whom and `at` which moment."""
