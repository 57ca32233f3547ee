# Installed under $(pkgdatadir)/lessons with their folders.  `make list-lessons' writes this list
# anew; tests/manifest.test fails when a file is missing from it.
nobase_dist_pkgdata_DATA +=
