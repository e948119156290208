"""What the browser loads, built from npm packages at set-up; the pages work without it."""
