"""Is it right, and did this change make it better?"""
