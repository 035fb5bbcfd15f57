//! Remotes over http and ssh on this machine, and unreachable remotes.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Stdio;
use std::time::Duration;

use super::*;

/// Starts git's server behind a small web server, which asks for a password if `login`.
pub fn serve(root: &Path, login: bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let root = root.to_owned();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, root) = (stream.unwrap(), root.clone());
            // A client that disconnects does not fail the test.
            std::thread::spawn(move || answer(stream, &root, login).ok());
        }
    });
    format!("http://{address}/progress.git")
}

fn answer(stream: TcpStream, root: &Path, login: bool) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut command = Command::new("git");
    command.arg("http-backend").env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    command.env("GIT_PROJECT_ROOT", root).env("GIT_HTTP_EXPORT_ALL", "1");
    command.env("REQUEST_METHOD", method).env("PATH_INFO", path).env("QUERY_STRING", query);
    command.env("REMOTE_USER", "tester").env("REMOTE_ADDR", "127.0.0.1");
    let mut length = 0;
    loop {
        let mut header = String::new();
        reader.read_line(&mut header)?;
        let Some((name, value)) = header.trim().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse().unwrap(),
            "content-type" => drop(command.env("CONTENT_TYPE", value)),
            "content-encoding" => drop(command.env("HTTP_CONTENT_ENCODING", value)),
            "git-protocol" => drop(command.env("GIT_PROTOCOL", value)),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    if login {
        let answer = "HTTP/1.0 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n";
        return stream.write_all(answer.as_bytes());
    }
    command.env("CONTENT_LENGTH", length.to_string());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    child.stdin.take().unwrap().write_all(&body)?;
    let output = child.wait_with_output()?.stdout;
    let text = String::from_utf8_lossy(&output);
    let status = text.lines().find_map(|line| line.strip_prefix("Status: ")).unwrap_or("200 OK");
    stream.write_all(format!("HTTP/1.0 {status}\r\n").as_bytes())?;
    stream.write_all(&output)
}

/// Checks that two machines can sync with this URL of the remote.
#[track_caller]
fn works(remote: &Remote, url: &str) {
    let (desk, laptop) = (Home::new().with_skills(), Home::new().with_skills());
    for home in [&desk, &laptop] {
        note(home, "before");
        home.ok(&["sync", "--setup", url]);
    }
    for n in 0..3 {
        for home in [&desk, &laptop] {
            note(home, &n.to_string());
            home.ok(&["sync"]);
        }
    }
    desk.ok(&["sync"]);
    assert_eq!(lines(&desk), lines(&laptop));
    assert_eq!(lines(&desk), remote.lines("main", "progress.jsonl"));
    assert_eq!(lines(&desk).len(), 8);
}

#[test]
fn sync_works_over_http() {
    if !Command::new("git").args(["http-backend"]).output().is_ok_and(|ran| ran.status.success()) {
        common::missing("git http-backend");
        return;
    }
    let remote = Remote::new();
    remote.git(&["config", "http.receivepack", "true"]);
    works(&remote, &serve(remote.folder.path(), false));
}

/// A fake ssh: records its options and runs the command here.
fn ssh(home: &Home) -> Command {
    use std::os::unix::fs::PermissionsExt as _;

    let script = "#!/bin/sh\necho \"$@\" >>\"$HOME/ssh.log\"\n\
        for last do :; done\nexec sh -c \"$last\"\n";
    let ssh = home.file("bin/ssh", script);
    fs::set_permissions(&ssh, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = home.command(&[]);
    let path = std::env::var_os("PATH").unwrap();
    let folders = [home.path().join("bin")].into_iter().chain(std::env::split_paths(&path));
    command.env("PATH", std::env::join_paths(folders).unwrap());
    command
}

#[test]
fn sync_works_over_ssh_without_prompts() {
    let remote = Remote::new();
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = format!("me@example.invalid:{}", remote.url());
    for args in [&["sync", "--setup", &url][..], &["sync"]] {
        let ran = Ran::of(&ssh(&home).args(args).output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    }
    assert_eq!(lines(&home), remote.lines("main", "progress.jsonl"));
    let log = fs::read_to_string(home.path().join("ssh.log")).unwrap();
    let batch = log.lines().filter(|line| line.starts_with("-o BatchMode=yes "));
    assert_eq!(batch.count(), log.lines().count());
}

#[test]
fn a_remote_that_asks_for_a_password_is_an_error_at_once() {
    let remote = Remote::new();
    let url = serve(remote.folder.path(), true);
    let home = Home::new().with_skills();
    note(&home, "a");
    let mut command = home.command(&["sync", "--setup", &url]);
    // A program that prompts would wait for input.
    command.env("GIT_ASKPASS", "sleep 60").env("SSH_ASKPASS", "sleep 60").env("DISPLAY", ":0");
    let ran = Ran::within(Duration::from_secs(20), &mut command);
    let host = url.strip_suffix("/progress.git").unwrap();
    assert_eq!(ran.status, 1);
    assert_eq!(
        ran.stderr,
        format!(
            "error: the remote refuses access\n\
             {url}: could not read Username for '{host}': terminal prompts disabled\n\
             to log in, or to see what is wrong: git ls-remote {url}\n"
        )
    );
}

#[test]
fn offline_events_are_committed_and_sent_later() {
    let remote = Remote::new();
    let (desk, laptop) = (machine(&remote, "desk"), machine(&remote, "laptop"));
    let folder = data(&desk);
    // Nothing listens on this port.
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    git(&folder, &["config", "remote.roadmap.url", &format!("http://{closed}/p.git")]);
    for text in ["a", "b"] {
        note(&desk, text);
        let stderr = desk.fails(&["sync"]);
        let said: Vec<&str> = stderr.lines().collect();
        assert_eq!(said[0], "error: committed locally; the remote cannot be reached");
        assert_eq!(said[2], "the next roadmap sync tries again");
        assert_eq!(git(&folder, &["status", "--porcelain"]), "");
        assert_eq!(git(&folder, &["log", "-1", "--format=%s"]), "1 event from desk");
    }
    note(&laptop, "c");
    laptop.ok(&["sync"]);
    git(&folder, &["config", "remote.roadmap.url", &remote.url()]);
    assert_eq!(desk.ok(&["sync"]), "sent 2, received 1 from laptop\n");
    assert_eq!(git(&folder, &["status", "--porcelain"]), "");
}

#[test]
fn a_missing_repository_is_reported() {
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = home.path().join("none.git").display().to_string();
    assert_eq!(
        home.fails(&["sync", "--setup", &url]),
        format!(
            "error: there is no such repository\n\
             {url}: '{url}' does not appear to be a git repository\n\
             if it is on a disk or a share that is not mounted: mount it and sync again\n\
             otherwise create an empty repository there, or correct the address with --setup\n"
        )
    );
    assert!(!data(&home).join(".git").exists());
}

#[test]
fn messages_of_a_host_over_ssh_are_quoted() {
    let home = Home::new().with_skills();
    note(&home, "a");
    let url = "git@example.invalid:me/progress.git";
    for (said, expected) in [
        (
            "ERROR: Repository not found.",
            "error: there is no such repository\n\
             git@example.invalid:me/progress.git: Repository not found.\n\
             create an empty repository there, or correct the address with --setup\n",
        ),
        (
            "git@example.invalid: Permission denied (publickey).",
            "error: the remote refuses access\n\
             git@example.invalid:me/progress.git: \
             git@example.invalid: Permission denied (publickey).\n\
             to log in, or to see what is wrong: \
             git ls-remote git@example.invalid:me/progress.git\n",
        ),
        (
            "ssh: connect to host example.invalid port 22: Connection refused",
            "error: the remote cannot be reached\n\
             git@example.invalid:me/progress.git: \
             ssh: connect to host example.invalid port 22: Connection refused\n\
             the next roadmap sync tries again\n",
        ),
    ] {
        let mut command = ssh(&home);
        home.file("bin/ssh", &format!("#!/bin/sh\nprintf '%s\\n' '{said}' >&2\nexit 255\n"));
        let ran = Ran::of(&command.args(["sync", "--setup", url]).output().unwrap());
        assert_eq!((ran.status, ran.stderr.as_str()), (1, expected), "{said}");
    }
}
