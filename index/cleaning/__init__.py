"""What in a scraped text is not the article: the stages behind `blocks` (see stages.py for their order)."""
