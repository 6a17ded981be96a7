"""The pages of this room: appraisals, schemes, the sponsor's yearly comments, lots, and what a rectification came to."""
