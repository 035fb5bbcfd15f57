# roadmap for elvish 0.18 and later. Add this line to ~/.config/elvish/rc.elv:
#   eval (roadmap init elvish | slurp)

use str

# Prints the current step, such as "backend 34% > SQL", or nothing. The argument
# is a format for printf: roadmap_prompt ' (%s)'
fn roadmap_prompt {|@format|
    var segment = ''
    try {
        set segment = (str:trim-right ((external @PROGRAM@) prompt 2>/dev/null | slurp) "\r\n")
    } catch { }
    if (not-eq $segment '') {
        printf (put $@format '%s' | take 1) $segment
    }
}

# The candidates for a path, which starts after "--option=".
fn roadmap_paths {|word kind|
    var option path = '' $word
    if (str:has-prefix $word --) {
        set option path = (str:split &max=2 '=' $word)
        set option = $option'='
    }
    edit:complete-filename $path | each {|found|
        if (or (eq $kind files) (str:has-suffix $found[stem] /)) {
            edit:complex-candidate $option$found[stem] ^
                &code-suffix=$found[code-suffix] &display=$found[display]
        }
    }
}

set edit:completion:arg-completer[roadmap] = {|@words|
    try {
        tmp E:COMPLETE = elvish
        (external @PROGRAM@) -- $@words 2>/dev/null | from-lines | each {|line|
            var value about = (str:split &max=2 "\t" $line"\t")
            set about = (str:trim-space $about)
            if (eq $value '') {
                # No value: let elvish complete paths.
                roadmap_paths $words[-1] $about
            } elif (eq $about '') {
                put $value
            } else {
                edit:complex-candidate $value &display=$value'  '$about
            }
        }
    } catch { }
}

edit:add-var roadmap_prompt~ $roadmap_prompt~
