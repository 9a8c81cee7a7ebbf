"""One outline, two documents: an accessible PDF and a DOCX that people may edit."""
