"""Zips behind a password: opened with it, in every process, and it is shown and stored nowhere."""

import zipfile

import pytest
from click.testing import CliRunner

import runrisk as rr
from library_builders import fit_file
from locked_zips import aes_zip, old_zip
from runrisk.cli import cli
from runrisk.cli.progress import Progress
from runrisk.errors import FileError
from runrisk.importers.containers.passwords import TIMES_ASKED, Passwords, passwords_in
from runrisk.importers.containers.walk import walk

FILES = {"runs/1.fit": fit_file(1), "runs/2.fit": fit_file(2)}
SECRET = "pässword 走る"  # noqa: S105 - it opens what is made here
LOCKED = {"aes": aes_zip, "old": old_zip}

each_way = pytest.mark.parametrize("locked", LOCKED.values(), ids=LOCKED)


def put(path, content):
    path.write_bytes(content)
    return path


def failures(log):
    return [f"{line.name}: {line.reason}" for line in log.files if line.status == "failed"]


@each_way
@pytest.mark.parametrize("jobs", [0, 2])
def test_the_right_password_among_several_opens_it_also_for_other_processes(tmp_path, locked, jobs):
    path = put(tmp_path / "zepp.zip", locked(FILES, SECRET.encode()))
    log = rr.read(path, jobs=jobs, passwords=["wrong", SECRET, "later"])
    assert len(log.runs) == 2
    assert len(log.samples(log.runs.index[0])) > 0  # found again, later
    assert failures(log) == []


@each_way
def test_a_large_file_in_it_is_read_from_its_place(tmp_path, locked, monkeypatch):
    monkeypatch.setattr("runrisk.importers.containers.walk.SMALL_BYTES", 10)
    path = put(tmp_path / "zepp.zip", locked(FILES, b"secret"))
    assert len(rr.read(path, jobs=0, passwords=["secret"]).runs) == 2


@each_way
def test_a_locked_zip_in_a_zip_and_a_zip_in_a_locked_zip(tmp_path, locked):
    inner = put(tmp_path / "inner.zip", b"")
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("2.fit", FILES["runs/2.fit"])
    outer = put(tmp_path / "outer.zip", b"")
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("in.zip", locked({"1.fit": FILES["runs/1.fit"]}, b"one"))
    both = put(tmp_path / "both.zip", locked({"in.zip": inner.read_bytes()}, b"two"))
    log = rr.read(outer, both, jobs=0, passwords=["one", "two"])
    assert failures(log) == []
    assert len(log.runs) == 2
    assert all(len(log.samples(run)) > 0 for run in log.runs.index)


@pytest.mark.parametrize("code", ["utf-8", "cp437", "cp1252", "cp850"])
def test_a_password_is_tried_as_each_program_writes_it(tmp_path, code):
    path = put(tmp_path / "old.zip", old_zip(FILES, "für Ö".encode(code)))
    assert len(rr.read(path, jobs=0, passwords=["für Ö"]).runs) == 2


def test_one_wrong_password_in_256_that_looks_right_at_first_is_found_out(tmp_path):
    path = put(tmp_path / "old.zip", old_zip(FILES, b"right"))
    with zipfile.ZipFile(path) as archive:
        info = min(archive.infolist(), key=lambda one: one.file_size)

        def looks_right(word):
            try:
                archive.open(info, pwd=word.encode()).close()
            except RuntimeError:
                return False
            return True

        alike = next(word for word in map(str, range(9999)) if looks_right(word))
    assert len(rr.read(path, jobs=0, passwords=[alike, "right"]).runs) == 2


@each_way
def test_no_password_and_a_wrong_one_are_one_line_with_a_cure_and_cost_nobody_else(tmp_path, locked):
    put(tmp_path / "zepp.zip", locked(FILES, b"secret"))
    put(tmp_path / "other.fit", fit_file(3))
    [none] = failures(rr.read(tmp_path))
    assert none.startswith(
        "zepp.zip: 2 of its files are protected by a password. Put the password into a file and give that with --password-file"
    )
    log = rr.read(tmp_path, passwords=["hunter2"])
    [wrong] = failures(log)
    assert "none of those that were given opens it" in wrong
    assert "hunter2" not in wrong
    assert len(log.runs) == 1


def test_without_the_extra_it_is_named(tmp_path, monkeypatch):
    path = put(tmp_path / "zepp.zip", aes_zip(FILES | {}, b"secret"))
    put(tmp_path / "other.fit", fit_file(3))
    monkeypatch.setattr("runrisk.importers.containers.zips.find_spec", lambda _: None)
    [said] = failures(rr.read(tmp_path, jobs=0, passwords=["secret"]))
    assert '(AES), which takes an extra: pip install "runrisk[aes]"' in said
    assert path.exists()


def test_files_beside_the_locked_ones_are_read(tmp_path):
    path = tmp_path / "mixed.zip"
    path.write_bytes(aes_zip({"1.fit": FILES["runs/1.fit"]}, b"secret"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("2.fit", FILES["runs/2.fit"])
    log = rr.read(path, jobs=0)
    assert len(log.runs) == 1
    assert "1 of its files" in failures(log)[0]


def test_a_damaged_file_behind_the_right_password_costs_itself(tmp_path):
    whole = aes_zip({"small.fit": FILES["runs/1.fit"], "z.fit": FILES["runs/2.fit"] + bytes(500)}, b"secret")
    at = whole.index(b"z.fit") + 60
    path = put(tmp_path / "a.zip", whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    log = rr.read(path, jobs=0, passwords=["secret"])
    assert len(log.runs) == 1
    assert failures(log) == ["a.zip: z.fit: is damaged in the zip. Copy or download the zip again"]


def test_a_bomb_behind_a_password_is_refused(tmp_path):
    path = put(tmp_path / "bomb.zip", aes_zip(FILES | {"bomb.gpx": bytes(60 << 20)}, b"secret"))
    log = rr.read(path, jobs=0, passwords=["secret"])
    assert len(log.runs) == 2
    assert "unpacks to more than 200 times its size" in failures(log)[0]


def test_a_second_import_of_aes_members_finds_them_by_their_content(tmp_path):
    path = put(tmp_path / "zepp.zip", aes_zip(FILES, b"secret"))
    with rr.library() as own:
        own.add(path, passwords=["secret"])
        again = own.add(path, passwords=["secret"])
        assert again.counts["duplicate"] == 2
        path.write_bytes(
            aes_zip(FILES | {"runs/2.fit": fit_file(9)}, b"secret")
        )  # the same name, no CRC to tell them apart
        assert own.add(path, passwords=["secret"]).counts["imported"] == 1


def test_it_is_asked_for_until_it_fits_and_never_more_than_so_often(tmp_path):
    path = put(tmp_path / "zepp.zip", aes_zip(FILES, b"secret"))
    asked, answers = [], iter(["typo", "secret"])

    def ask(name):
        asked.append(name)
        return next(answers)

    assert len(rr.read(path, jobs=0, passwords=Passwords(ask=ask)).runs) == 2
    assert asked == ["zepp.zip", "zepp.zip"]
    assert list(Passwords(ask=lambda _: "no").to_try("x")) == [b"no"] * TIMES_ASKED
    assert list(Passwords(ask=lambda _: "").to_try("x")) == []


def test_nothing_is_asked_where_no_zip_is_locked(tmp_path):
    put(tmp_path / "1.fit", FILES["runs/1.fit"])
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("2.fit", FILES["runs/2.fit"])
    assert len(rr.read(tmp_path, jobs=0, passwords=Passwords(ask=lambda _: pytest.fail("asked"))).runs) == 2


@each_way
def test_it_is_shown_and_stored_nowhere(tmp_path, locked):
    path = put(tmp_path / "zepp.zip", locked(FILES, b"hunter2"))
    shown = [repr(Passwords(known=("hunter2",)))]
    for container in walk(path, Passwords(known=("hunter2",))):
        shown += [repr(container), *(repr(entry) for entry in container.entries)]
    log = rr.read(path, jobs=0, passwords=["hunter2"])
    shown += [repr(log), repr(log.read_samples), repr(log.files)]
    assert not any("hunter2" in text for text in shown)
    with rr.library() as own:
        own.add(path, passwords=["hunter2"])
        stored = [file for file in own.store.folder.rglob("*") if file.is_file()]
        assert stored
        assert not any(b"hunter2" in file.read_bytes() for file in stored)


def test_a_list_of_passwords(tmp_path):
    file = put(tmp_path / "words.txt", "one\r\n\r\n two \n".encode("utf-8-sig"))
    assert passwords_in(file) == ("one", " two ")
    put(file, b"\xff\xfe1")
    with pytest.raises(FileError, match=r"words.txt: cannot be read as a list of passwords. Write one password a line"):
        passwords_in(file)


@pytest.mark.parametrize("command", [["check"], ["report", "--format", "text"], ["import"], ["activities"]])
def test_commands_take_a_file_of_passwords(tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    put(tmp_path / "zepp.zip", aes_zip(FILES, SECRET.encode()))
    put(tmp_path / "words.txt", SECRET.encode())
    done = CliRunner().invoke(cli, [command[0], "zepp.zip", *command[1:], "--password-file", "words.txt"])
    assert done.exit_code == 0, done.output
    assert SECRET not in done.output
    refused = CliRunner().invoke(cli, [command[0], "zepp.zip", *command[1:]])
    assert refused.exit_code == 1
    assert "--password-file" in refused.stdout + str(refused.exception)


def test_the_bar_stands_aside_while_a_password_is_typed(monkeypatch):
    done = []

    class Bar:
        def stop(self):
            done.append("stop")

        def start(self):
            done.append("start")

    def prompt(text, **how):
        done.append((text, how["hide_input"], how["err"]))
        raise KeyboardInterrupt

    monkeypatch.setattr("click.prompt", prompt)
    with pytest.raises(KeyboardInterrupt):
        Progress(bar=Bar(), of="files").ask_password("zepp.zip")
    assert done == ["stop", ("Password of zepp.zip (Enter leaves it out)", True, True), "start"]
