"""Items of any kind, read and written through itemadapter."""
