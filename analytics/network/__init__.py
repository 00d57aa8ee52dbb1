"""The network of a question: posts replaced by holders, one tie a pair, arrays and draws."""
