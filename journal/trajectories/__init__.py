"""What happened after each treatment: pure functions over plain values."""
