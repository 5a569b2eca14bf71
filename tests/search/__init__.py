"""Search: what was typed, taken apart; what is found, by whom; and that both databases find the same."""
