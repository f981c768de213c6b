"""placeholder until merge"""

PDF_LAYOUT = "1"
