"""Papers to print and sign: a template's text and its data, typeset; nothing of the machine is used."""
