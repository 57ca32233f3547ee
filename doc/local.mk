# Manual pages and what else is worth reading.
dist_man1_MANS = %D%/mathtutor.1
dist_doc_DATA = README.md %D%/architecture.md %D%/lessons.md %D%/progress-database.md %D%/reference.md
