"""One file a source: each turns what people bring into plain records on their way in."""
