# roadmap for zsh. Add this line to ~/.zshrc:
#   eval "$(roadmap init zsh)"

# Prints the current step, such as "backend 34% > SQL", or nothing. The argument
# is a format for printf. Call it from PROMPT, as here: zsh expands the output
# again as a prompt, so "%" and "!" in a title are doubled.
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
    return $code
}

# Runs with the options that zsh's completion sets for its functions.
_roadmap_complete() {
    local -a offered
    local line paths=
    local -i none=1
    for line in "${(@f)$(COMPLETE=zsh command @PROGRAM@ -- "${(@Q)words[1,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}"; do
        case $line in
            '') continue ;;
            # No value: let zsh complete paths.
            $'\t'*) paths=${line#$'\t'}; continue ;;
        esac
        # _describe splits at colons and removes backslashes.
        line=${line//\\/\\\\}
        offered+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    if (( ${#offered} )); then
        _describe -V roadmap offered && none=0
    fi
    if [[ -n $paths ]]; then
        # The path starts after "--option=".
        if [[ $PREFIX == --*=* ]]; then compset -P 1 '*='; fi
        case $paths in
            folders) _files -/ && none=0 ;;
            *) _files && none=0 ;;
        esac
    fi
    return $none
}

# Until compinit has run, try again at every prompt.
_roadmap_register() {
    emulate -L zsh
    typeset -ga precmd_functions
    precmd_functions=(${precmd_functions:#_roadmap_register})
    if (( ${+functions[compdef]} )); then
        compdef _roadmap_complete roadmap
    else
        precmd_functions+=(_roadmap_register)
    fi
}
_roadmap_register
