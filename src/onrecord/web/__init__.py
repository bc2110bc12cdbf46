"""The desk: pages and feeds over one record, for a browser on the same machine or, with accounts, on others."""
