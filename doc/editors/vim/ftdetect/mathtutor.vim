" Lessons of mathtutor are Markdown files whose head names a slug and a track.
function! s:Detect() abort
  if getline(1) !=# '---'
    return
  endif
  let l:head = getline(2, 30)
  let l:end = index(l:head, '---')
  if l:end > 0
    let l:head = l:head[: l:end - 1]
  endif
  if match(l:head, '^slug:') >= 0 && match(l:head, '^\(track\|skills\):') >= 0
    set filetype=markdown.mathtutor
  endif
endfunction

augroup mathtutor_detect
  autocmd!
  autocmd BufRead,BufNewFile *.md call s:Detect()
augroup END
