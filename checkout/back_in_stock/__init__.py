"""“Tell me when it is back”: asked on the product page, told once by mail, forgotten then."""
