"""What stands in an opened record, part by part."""
