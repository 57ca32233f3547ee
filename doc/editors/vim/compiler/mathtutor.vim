" mathtutor --check as a compiler: :compiler mathtutor, then :make.
if exists('current_compiler')
  finish
endif
let current_compiler = 'mathtutor'

if exists(':CompilerSet') != 2
  command -nargs=* CompilerSet setlocal <args>
endif

CompilerSet makeprg=mathtutor\ --check\ --format\ gcc\ %:S
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%-G%.%#
