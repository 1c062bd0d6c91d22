"""A room full of people who write on one board, ours and others side by side: what each delivery takes and costs.

Every system has one process on one core, a load generator that measures it has another. Everybody gets every note;
times count from the moment a note is due until each receiver's socket has it, over all receivers. Rounds go from one
system to the next, so that a machine that slows down slows all of them, and ratios are taken within a round.
"""
