# roadmap for fish 3.1 and later: put this in ~/.config/fish/config.fish
#   roadmap init fish | source

# Prints where you stand, such as "backend 34% > SQL", or nothing. Its argument
# is a format for printf: roadmap_prompt ' (%s)'
function roadmap_prompt --description 'Where you stand on your roadmap'
    set -l code $status
    set -l format %s
    set -q argv[1]; and set format $argv[1]
    set -l segment
    # A program that is gone would be complained of in spite of 2>/dev/null.
    command --query @PROGRAM@; and set segment (command @PROGRAM@ prompt 2>/dev/null)
    if test -n "$segment"
        printf $format "$segment"
    end
    return $code
end

function __roadmap_complete
    command --query @PROGRAM@; or return
    set -lx COMPLETE fish
    command @PROGRAM@ -- (commandline --current-process --tokenize --cut-at-cursor) \
        (commandline --current-token --cut-at-cursor) 2>/dev/null
end

complete --command roadmap --erase
complete --command roadmap --no-files --keep-order --arguments '(__roadmap_complete)'
