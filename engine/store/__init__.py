"""Everything that SQL says: connections, the one unit of work, one repository a noun."""
