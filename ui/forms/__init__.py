"""Forms: a value goes in, a value comes out."""
