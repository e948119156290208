"""Pages of files as pictures, drawn where a broken or hostile file can do no harm."""
