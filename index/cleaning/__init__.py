"""What in a scraped text is not the article; `blocks` puts the stages in order."""
