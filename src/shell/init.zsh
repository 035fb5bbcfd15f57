# roadmap for zsh: put this in ~/.zshrc
#   eval "$(roadmap init zsh)"

# Prints where you stand, such as "backend 34% > SQL", or nothing. Its argument
# is a format for printf. What a prompt would expand is doubled; PROMPT holds a
# call, never the text.
#   setopt prompt_subst; PROMPT='%~$(roadmap_prompt " (%s)") %# '
roadmap_prompt() {
    local -i code=$?
    local bang='!'
    if [[ -o prompt_bang ]]; then bang='!!'; fi
    emulate -L zsh
    local segment
    segment=$(command @PROGRAM@ prompt 2>/dev/null) || segment=
    if [[ -n $segment ]]; then
        segment=${segment//\%/%%}
        printf -- "${1:-%s}" "${segment//\!/$bang}"
    fi
    return code
}

_roadmap_complete() {
    local -a offered
    local line
    for line in "${(@f)$(COMPLETE=zsh command @PROGRAM@ -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        if [[ -n $line ]]; then
            offered+=("${${line%%$'\t'*}//:/\\:}:${${line#*$'\t'}//$'\t'/ }")
        fi
    done
    if (( $#offered )); then
        local -a folders=(${(M)offered:#*/:*}) others=(${offered:#*/:*})
        if (( $#folders )); then _describe -V folder folders -S ''; fi
        if (( $#others )); then _describe -V roadmap others; fi
    fi
}

# Where compinit has not run yet, the first prompt after it completes this.
_roadmap_register() {
    if (( $+functions[compdef] )); then
        compdef _roadmap_complete roadmap
        precmd_functions=(${precmd_functions[@]:#_roadmap_register})
    fi
    return 0
}
typeset -ga precmd_functions
precmd_functions=(${precmd_functions[@]:#_roadmap_register} _roadmap_register)
_roadmap_register
