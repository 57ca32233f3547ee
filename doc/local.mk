# Manual pages and what else is worth reading.
dist_man1_MANS = %D%/mathtutor.1
dist_doc_DATA = README.md %D%/architecture.md %D%/board.md %D%/class.md %D%/gallery.md %D%/lessons.md %D%/octave.md %D%/progress-database.md %D%/reference.md

# Colours for lessons, and --check as a compiler.
nobase_dist_pkgdata_DATA += \
  %D%/editors/README.md \
  %D%/editors/vim/compiler/mathtutor.vim \
  %D%/editors/vim/ftdetect/mathtutor.vim \
  %D%/editors/vim/ftplugin/mathtutor.vim \
  %D%/editors/vim/syntax/mathtutor.vim \
  %D%/editors/vscode/package.json \
  %D%/editors/vscode/syntaxes/mathtutor.tmLanguage.json
