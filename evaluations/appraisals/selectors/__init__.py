"""What is read: measurements, schemes, appraisals, lots."""
