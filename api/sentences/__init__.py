"""One Vietnamese sentence for each code of an error, by area; `SENTENCES` is all of them."""

from api.sentences import administration, desk, machine, migration, process, results, stuck

SENTENCES = {
    **process.SENTENCES,
    **desk.SENTENCES,
    **stuck.SENTENCES,
    **administration.SENTENCES,
    **migration.SENTENCES,
    **machine.SENTENCES,
    **results.SENTENCES,
}
