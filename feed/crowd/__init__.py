"""The crowd: plain values in, plain values out. Time and randomness are arguments."""
