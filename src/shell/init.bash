# roadmap for bash 3.2 and later: put this in ~/.bashrc
#   eval "$(roadmap init bash)"

# Prints where you stand, such as "backend 34% > SQL", or nothing. Its argument
# is a format for printf. PS1 holds a call, never the text: what is printed is
# not expanded again.
#   PS1='\w$(roadmap_prompt " (%s)") \$ '
roadmap_prompt() {
    local status=$? segment
    segment="$(command @PROGRAM@ prompt 2>/dev/null)" || segment=
    if [ -n "$segment" ]; then
        printf -- "${1:-%s}" "$segment"
    fi
    return "$status"
}

_roadmap_complete() {
    local line count=0
    local words=("${COMP_WORDS[@]:0:COMP_CWORD+1}")
    # The word up to the cursor; bash 3 gives it without its "--option=".
    if [ "${BASH_VERSINFO[0]}" -ge 4 ]; then
        words[COMP_CWORD]="${2-}"
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        # Only what follows a break of words is replaced.
        case "$COMP_WORDBREAKS" in
            *=*) case "$line" in --*=*) line="${line#*=}" ;; esac ;;
        esac
        case "$line" in
            '') continue ;;
            */) compopt -o nospace 2>/dev/null || : ;;
        esac
        case "$line" in
            *[!a-zA-Z0-9_./~:=,@%+-]*) printf -v line %q "$line" ;;
        esac
        COMPREPLY[count]="$line"
        count=$((count + 1))
    done <<< "$(COMPLETE=bash command @PROGRAM@ -- "${words[@]}" 2>/dev/null)"
    return 0
}

complete -o nosort -F _roadmap_complete roadmap 2>/dev/null ||
    complete -F _roadmap_complete roadmap 2>/dev/null || :
