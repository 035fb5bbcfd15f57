# roadmap for elvish 0.18 and later: put this in ~/.config/elvish/rc.elv
#   eval (roadmap init elvish | slurp)

use str

# Prints where you stand, such as "backend 34% > SQL", or nothing. Its argument
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

set edit:completion:arg-completer[roadmap] = {|@words|
    try {
        tmp E:COMPLETE = elvish
        (external @PROGRAM@) -- $@words 2>/dev/null | from-lines | each {|line|
            var value about = (str:split &max=2 "\t" $line"\t")
            set about = (str:trim-space $about)
            if (eq $about '') {
                put $value
            } else {
                edit:complex-candidate $value &display=$value'  '$about
            }
        }
    } catch { }
}

edit:add-var roadmap_prompt~ $roadmap_prompt~
