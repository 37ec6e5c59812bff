-- A library of version 1: one run, one correction, one journal entry, one answer.
BEGIN TRANSACTION;
CREATE TABLE activities (
        id TEXT PRIMARY KEY, start_utc TEXT NOT NULL, elapsed_s REAL NOT NULL, sport TEXT NOT NULL, sub_sport TEXT,
        utc_offset_s INTEGER NOT NULL, tz_source TEXT NOT NULL, name TEXT, race INTEGER, distance_m REAL, timer_s REAL,
        moving_s REAL, ascent_m REAL, descent_m REAL, avg_hr_bpm REAL, avg_cadence_spm REAL, contact_left_pct REAL,
        shoe TEXT, rpe REAL, note TEXT, device TEXT, warnings TEXT NOT NULL);
INSERT INTO "activities" VALUES('83bf7fcd913e-0','2026-03-02T17:30:00.000000+00:00',1800.0,'running',NULL,3600,'position','Monday run',NULL,5000.0,1800.0,1780.0,NULL,NULL,NULL,NULL,NULL,'blue',NULL,NULL,NULL,'["one warning"]');
CREATE TABLE answers (question TEXT PRIMARY KEY, value TEXT NOT NULL);
INSERT INTO "answers" VALUES('born','1984');
CREATE TABLE duplicates (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE,
        duplicate_of TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE, reason TEXT NOT NULL);
CREATE TABLE edits (
        id INTEGER PRIMARY KEY, activity_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
        made_utc TEXT NOT NULL);
INSERT INTO "edits" VALUES(1,'83bf7fcd913e-0','distance_m','5200.0','2026-11-22T05:00:55.262647+00:00');
CREATE TABLE features (
        activity_id TEXT NOT NULL REFERENCES activities (id) ON DELETE CASCADE, name TEXT NOT NULL,
        version INTEGER NOT NULL, content BLOB NOT NULL, PRIMARY KEY (activity_id, name));
INSERT INTO "features" VALUES('83bf7fcd913e-0','path',1,X'');
CREATE TABLE files (
        found_key TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT, status TEXT NOT NULL, reason TEXT NOT NULL,
        activities TEXT NOT NULL, program TEXT NOT NULL, first_import INTEGER NOT NULL REFERENCES imports (id),
        last_import INTEGER NOT NULL REFERENCES imports (id), PRIMARY KEY (found_key, name));
CREATE TABLE forgotten (activity_id TEXT PRIMARY KEY);
CREATE TABLE gear (
        name TEXT PRIMARY KEY, since TEXT, until TEXT, start_m REAL NOT NULL, note TEXT);
CREATE TABLE imports (
        id INTEGER PRIMARY KEY, started_utc TEXT NOT NULL, finished_utc TEXT, program TEXT NOT NULL);
CREATE TABLE journal (
        id INTEGER PRIMARY KEY, day TEXT NOT NULL, kind TEXT NOT NULL, until TEXT, site TEXT, side TEXT, score REAL,
        note TEXT);
INSERT INTO "journal" VALUES(1,'2026-03-03','pain',NULL,'knee','left',3.0,'left knee after the hills');
CREATE TABLE kept_apart (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE sources (
        activity_id TEXT PRIMARY KEY REFERENCES activities (id) ON DELETE CASCADE, sha256 TEXT NOT NULL,
        session INTEGER NOT NULL, name TEXT NOT NULL, format TEXT NOT NULL, manufacturer TEXT, product TEXT,
        serial_mark INTEGER, time_created TEXT);
INSERT INTO "sources" VALUES('83bf7fcd913e-0','83bf7fcd913e81d35f0d0e94ed1ec0611e8e3b4909c23b00ef9f076f205e67c6',0,'run-1.fit','fit',NULL,NULL,NULL,NULL);
CREATE INDEX activities_by_start ON activities (start_utc);
CREATE INDEX sources_by_sha256 ON sources (sha256);
COMMIT;
PRAGMA user_version = 1;
