#!/usr/bin/env bash
# Measures whole processes and prints a table: medians, and their ratios to a
# bare Rust hello world. Needs cargo and hyperfine; compares
# with Taskwarrior and todo.txt-cli where they are installed.
#
#   scripts/bench.sh [RUNS]
set -euo pipefail
cd "$(dirname "$0")/.."
runs=${1:-1500}

command -v hyperfine >/dev/null || { echo "bench.sh needs hyperfine" >&2; exit 1; }
cargo build --release --locked --quiet
roadmap=$PWD/target/release/roadmap
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo 'fn main() { println!("hello, world"); }' >"$work/hello.rs"
rustc -O -C strip=symbols "$work/hello.rs" -o "$work/hello"

# Ignore the settings of this machine.
export HOME=$work/home LANG=C.UTF-8
mkdir "$HOME"
unset "${!ROADMAP_@}" "${!XDG_@}" LC_ALL LC_CTYPE NO_COLOR

# yaml SKILLS [STYLE]: one roadmap with this many skills, 50 to a stage, each needing
# the one before. Styles: block (default), flow, crlf, escape (one escape), comment (one
# comment).
yaml() {
    awk -v skills="$1" -v style="${2:-block}" 'BEGIN {
        if (style == "crlf") ORS = "\r\n"
        print style == "escape" ? "title: \"Lar\\x67e\"" : "title: Large"
        print style == "comment" ? "stages: # the parts" : "stages:"
        for (n = 0; n < skills; n++) {
            if (n % 50 == 0) {
                print "  - id: stage-" n
                print "    title: Stage " n
                print "    skills:"
            }
            hours = (n % 7 + 1) "-" (n % 7 + 5)
            link = "https://example.com/learn/" n
            summary = "What it is, and why it stands here."
            if (style == "flow") {
                needs = n % 50 ? ", needs: [skill-" n - 1 "]" : ""
                print "      - { id: skill-" n ", title: The skill of number " n ", summary: \"" summary "\", hours: " hours ", resources: [\"" link "\"]" needs " }"
                continue
            }
            print "      - id: skill-" n
            print "        title: The skill of number " n
            print "        summary: " summary
            print "        hours: " hours
            print "        resources:"
            print "          - " link
            if (n % 50) print "        needs: [skill-" n - 1 "]"
        }
    }'
}

# events COUNT: lines of a journal, as the program writes them.
events() {
    awk -v count="$1" 'BEGIN {
        for (n = 0; n < count; n++)
            printf "{\"v\":1,\"id\":\"00000000-0000-7000-8000-%012x\",\"at\":\"2026-01-01T00:00:00Z\",\"event\":\"done\",\"skills\":[\"skill-%d\"],\"on\":\"2026-01-01\"}\n", n, n % 500
    }'
}

# at FOLDER SKILLS EVENTS [STYLE]: a home with a roadmap and a journal.
at() {
    mkdir -p "$work/$1/.config/roadmap/roadmaps"
    yaml "$2" "${4:-block}" >"$work/$1/.config/roadmap/roadmaps/large.yaml"
    # Files that were just written are not cached.
    touch -d '1 hour ago' "$work/$1/.config/roadmap/roadmaps/large.yaml"
    HOME=$work/$1 "$roadmap" use large >/dev/null
    events "$3" >>"$work/$1/.local/share/roadmap/progress.jsonl"
    HOME=$work/$1 "$roadmap" prompt >/dev/null
}

"$roadmap" use backend >/dev/null
"$roadmap" check git html-and-css >/dev/null
"$roadmap" prompt >/dev/null
at 150 150 150
for style in block flow crlf escape comment; do
    at "1k-$style" 1000 1000 "$style"
done
at 10k 10000 1000
at events 10000 100000
journal=$HOME/.local/share/roadmap/progress.jsonl
cp "$journal" "$work/journal"

# measure NAME COMMAND [PREPARE]: a row of the table, from five rounds, each with its
# own hello world, so that short load on the machine does not matter.
measure() {
    local count=$((runs / 5)) prepare=()
    case $1 in
        Task*|todo*|*10*000*) count=$((runs / 50 > 5 ? runs / 50 : 5)) ;;
    esac
    [ -z "${3:-}" ] || prepare=(--prepare "$3")
    for _ in 1 2 3 4 5; do
        hyperfine -N --style none --warmup 3 --runs "$count" --export-csv "$work/times.csv" \
            "${prepare[@]}" "$work/hello" "$2" >/dev/null 2>&1
        tail -n +2 "$work/times.csv"
    done | awk -F, -v name="$1" '
        NR % 2 { hello[(NR + 1) / 2] = $4 }
        NR % 2 == 0 { command[NR / 2] = $4 }
        function middle(of,    i, j, swap) {
            for (i = 1; i < 5; i++) for (j = i + 1; j <= 5; j++)
                if (of[j] < of[i]) { swap = of[i]; of[i] = of[j]; of[j] = swap }
            return of[3]
        }
        END { printf "| %s | %.2f | %.2f |\n", name, middle(command) * 1000, middle(command) / middle(hello) }'
}

echo "| command | median, ms | ratio to hello world |"
echo "|---|---:|---:|"
measure 'a bare hello world' "$work/hello --again"
measure 'roadmap prompt' "$roadmap prompt"
HOME=$work/events measure 'roadmap prompt, 10,000 skills, 100,000 events' "$roadmap prompt"
measure 'roadmap next' "$roadmap next"
# Compiled roadmaps are cached; the first run has no cache.
empty="rm -rf $work/cache"
first() {
    local home=$1
    shift
    HOME=$work/$home XDG_CACHE_HOME=$work/cache measure "$@" "$roadmap next" "$empty"
}
HOME=$work/150 measure 'roadmap next, 150 skills' "$roadmap next"
first 150 'roadmap next, 150 skills, first run'
for style in block flow crlf escape comment; do
    HOME=$work/1k-$style measure "roadmap next, 1,000 skills, $style" "$roadmap next"
    first "1k-$style" "roadmap next, 1,000 skills, $style, first run"
done
HOME=$work/10k measure 'roadmap next, 10,000 skills' "$roadmap next"
first 10k 'roadmap next, 10,000 skills, first run'
HOME=$work/10k measure 'roadmap find, 10,000 hits' "$roadmap find skill"
HOME=$work/events measure 'roadmap next, 10,000 skills, 100,000 events' "$roadmap next"
measure 'roadmap check' "$roadmap check sql" "cp $work/journal $journal"

if command -v task >/dev/null; then
    for count in 1000 10000; do
        export TASKRC=$work/taskrc-$count
        printf 'data.location=%s\nconfirmation=off\n' "$work/task-$count" >"$TASKRC"
        mkdir "$work/task-$count"
        awk -v count="$count" 'BEGIN {
            for (n = 0; n < count; n++)
                printf "{\"description\":\"The skill of number %d\",\"status\":\"pending\",\"entry\":\"20260101T000000Z\",\"project\":\"stage-%d\"}\n", n, n / 50
        }' | task import - >/dev/null 2>&1
        measure "Taskwarrior $(task --version) next, $count tasks" "task next"
    done
fi
todo=$(command -v todo-txt || command -v todo.sh || true)
if [ -n "$todo" ]; then
    mkdir "$work/todo"
    printf 'export TODO_DIR=%s\nexport TODO_FILE=$TODO_DIR/todo.txt\nexport DONE_FILE=$TODO_DIR/done.txt\nexport REPORT_FILE=$TODO_DIR/report.txt\n' "$work/todo" >"$work/todo.cfg"
    awk 'BEGIN { for (n = 0; n < 1000; n++) printf "The skill of number %d +stage-%d\n", n, n / 50 }' >"$work/todo/todo.txt"
    measure 'todo.txt-cli ls, 1000 items' "$todo -d $work/todo.cfg ls"
fi
