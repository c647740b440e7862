"""The pages: a local server for one ledger, and a report in one file. No model is loaded, no request goes out."""
