"""What a person fills in; what is allowed is the rules' business."""
