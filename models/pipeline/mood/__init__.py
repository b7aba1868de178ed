"""Training of the heads that read mood, the ask for a person and small talk."""
