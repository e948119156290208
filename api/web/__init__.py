"""The pages: drawn on the server, complete without JavaScript, Vietnamese first."""
