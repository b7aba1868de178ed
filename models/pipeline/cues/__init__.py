"""What a message tells of the course of a conversation, and when a conversation needs a person."""
