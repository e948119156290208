"""Every way in and out of motcua: command line, and later REST and pages."""
