# roadmap for bash 3.2 and later. Add this line to ~/.bashrc:
#   eval "$(roadmap init bash)"

# Prints the current step, such as "backend 34% > SQL", or nothing. The argument
# is a format for printf. Call it from PS1, as here: bash does not expand what a
# command in PS1 prints.
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
    local line about='' width=0 count=0 columns="${COLUMNS:-80}" at
    local words=("${COMP_WORDS[@]:0:COMP_CWORD+1}") abouts=()
    # The word up to the cursor; bash 3.2 gives it without its "--option=".
    if [ "${BASH_VERSINFO[0]}" -ge 4 ]; then
        words[COMP_CWORD]="${2-}"
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            '') continue ;;
            # No value: let bash complete paths.
            $'\t'files) compopt +o nosort -o default 2>/dev/null || : ; continue ;;
            $'\t'folders) compopt +o nosort -o dirnames 2>/dev/null || : ; continue ;;
        esac
        abouts[count]="${line#*$'\t'}"
        about="$about${abouts[count]}"
        line="${line%%$'\t'*}"
        # Bash replaces only what follows the last word break.
        case "$COMP_WORDBREAKS" in
            *=*) case "$line" in --*=*) line="${line#*=}" ;; esac ;;
        esac
        COMPREPLY[count]="$line"
        count=$((count + 1))
        if [ "${#line}" -gt "$width" ]; then width="${#line}"; fi
    done <<< "$(COMPLETE=bash command @PROGRAM@ -- "${words[@]}" 2>/dev/null)"
    # When bash lists the candidates (?, ! and @ in COMP_TYPE), each gets a line
    # with its description. Bash inserts their common prefix. That never reaches
    # into a description, since the values differ.
    case "$count ${COMP_TYPE-}" in
        [01]' '*) ;;
        *' '33 | *' '63 | *' '64)
            if [ -n "$about" ]; then
                for ((at = 0; at < count; at++)); do
                    printf -v line '%-*s  %s' "$width" "${COMPREPLY[at]}" "${abouts[at]}"
                    printf -v line '%-*s' $((columns - 1)) "${line:0:columns-1}"
                    COMPREPLY[at]="$line"
                done
            fi
            ;;
    esac
    return 0
}

# Bash before 4.4 has no nosort; before 4.0, only "default" completes paths.
complete -o nosort -F _roadmap_complete roadmap 2>/dev/null ||
    complete -o default -F _roadmap_complete roadmap 2>/dev/null || :
