# roadmap for fish 3.1 and later. Add this line to ~/.config/fish/config.fish:
#   roadmap init fish | source

# Prints the current step, such as "backend 34% > SQL", or nothing. The argument
# is a format for printf: roadmap_prompt ' (%s)'
function roadmap_prompt --description 'The current step of your roadmap'
    set -l code $status
    set -l format %s
    set -q argv[1]; and set format $argv[1]
    set -l segment
    # Fish reports a missing program despite 2>/dev/null.
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

# A line without a value: let fish complete paths.
function __roadmap_wants_paths
    __roadmap_complete | string match --quiet --regex '^\t'
end

complete --command roadmap --erase
complete --command roadmap --no-files --keep-order \
    --arguments '(__roadmap_complete | string match --invert --regex "^\t")'
complete --command roadmap --condition __roadmap_wants_paths --force-files
