"""The domain: records, figures, charts and exchange. Knows nothing of windows."""
