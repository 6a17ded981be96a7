"""What writes: schemes, appraisals, lots. Everything written is for ever."""
