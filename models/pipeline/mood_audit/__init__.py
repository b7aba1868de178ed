"""The audit of the mood reader: what is measured, and the page that shows it."""
