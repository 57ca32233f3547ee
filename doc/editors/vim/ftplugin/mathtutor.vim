" In a lesson :make checks the file and the quickfix list jumps to what is found.
if exists('b:did_mathtutor')
  finish
endif
let b:did_mathtutor = 1

compiler mathtutor
setlocal commentstring=#\ %s
let b:undo_ftplugin = get(b:, 'undo_ftplugin', 'execute') . ' | setlocal commentstring< makeprg< errorformat<'
