"""The soak: many nights of a fleet whose workers, database and disk fail (make soak)."""
