"""One file a kind of mistake; each check looks at one deployment and returns findings (BPMN.md §4)."""
