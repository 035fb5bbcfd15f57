# Records ten months of learning, for the tests and the picture in the README.
set -e
r() { on=$1; shift; ROADMAP_NOW="${on}T19:00[UTC]" "$roadmap" "$@" >/dev/null; }
r 2026-02-02 use backend
r 2026-02-02 check --known command-line how-the-web-works
r 2026-02-03 start html-and-css
r 2026-02-05 spent html-and-css 1h30m
r 2026-02-08 spent html-and-css 2h
r 2026-02-14 spent html-and-css 45m
r 2026-02-21 spent html-and-css 3h
r 2026-03-03 check html-and-css/1
r 2026-03-07 check html-and-css --evidence https://example.org/my-first-page --note 'Flexbox finally clicked.'
r 2026-03-08 start git
r 2026-03-11 spent git 1h
r 2026-03-15 spent git 2h30m
r 2026-03-22 check git --evidence https://example.org/repo
r 2026-03-25 check know-the-role
r 2026-04-01 start javascript
r 2026-04-04 spent javascript 2h
r 2026-04-09 spent javascript 1h
r 2026-04-18 spent javascript 3h30m
r 2026-05-02 spent javascript 2h
r 2026-05-16 check javascript --evidence 'A to-do list, shown to Ana'
r 2026-05-20 start http
r 2026-05-24 spent http 2h
r 2026-06-06 check http client-server
r 2026-06-10 start python
r 2026-06-14 spent python 4h
r 2026-06-28 spent python 2h
r 2026-07-12 spent python 3h
r 2026-07-26 spent python 5h
r 2026-08-09 spent python 1h30m
r 2026-08-29 check python --evidence https://example.org/cli-tool
r 2026-09-01 start sql
r 2026-09-06 spent sql 2h
r 2026-09-13 spent sql 2h30m
r 2026-09-27 spent sql 3h
r 2026-10-11 check code-hosting
r 2026-10-18 spent sql 2h
r 2026-10-31 check sql --evidence https://example.org/report --note 'Window functions: look again.'
r 2026-11-01 start postgresql
r 2026-11-05 check postgresql/1
r 2026-11-08 spent postgresql 1h30m
r 2026-11-14 spent postgresql 2h
r 2026-11-15 note postgresql 'Indexes: chapter 11.'
r 2026-11-16 skip study-routine
r 2026-11-18 spent postgresql 45m
r 2026-11-19 plan --hours-per-week 14 --by 2028-12-31 --save
