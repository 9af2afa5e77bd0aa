"""The record files of a store, as all who read them need them."""
