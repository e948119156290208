"""In which roles a person has had a dossier in hand: nobody approves what he or she filed (DOMAIN.md §5)."""

OF_DOSSIER = """
    ARRAY(SELECT t.role FROM task t
           WHERE t.dossier_id = :id AND t.closed_by = :actor AND t.outcome = 'completed'
          UNION
          SELECT 'reception_clerk' FROM journal j WHERE j.dossier_id = :id AND j.seq = 1 AND j.actor = :actor)
"""
"""The roles of the tasks that `:actor` completed, and the desk's where the actor received it."""
