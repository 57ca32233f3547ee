-- A progress file of version 1, frozen: what it holds must survive every later version.
CREATE TABLE settings (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lessons (
  lesson TEXT PRIMARY KEY NOT NULL,
  first_opened INTEGER NOT NULL,
  last_opened INTEGER NOT NULL,
  finished INTEGER,
  seconds INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE positions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  lesson TEXT NOT NULL UNIQUE,
  step INTEGER NOT NULL,
  item TEXT NOT NULL,
  seed INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  finished_at INTEGER);
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  session INTEGER,
  mode TEXT NOT NULL,
  lesson TEXT NOT NULL,
  exercise TEXT NOT NULL,
  part TEXT NOT NULL,
  skill TEXT NOT NULL,
  variant_seed INTEGER NOT NULL,
  typed TEXT NOT NULL,
  verdict TEXT NOT NULL,
  credit REAL NOT NULL,
  hints INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL);
CREATE INDEX attempts_by_exercise ON attempts (lesson, exercise, part, verdict, variant_seed);
CREATE INDEX attempts_by_skill ON attempts (skill, verdict, variant_seed);

INSERT INTO settings VALUES ('format', 'long');
INSERT INTO lessons VALUES ('la-dot', 1700000000000, 1700000100000, NULL, 120);
INSERT INTO lessons VALUES ('st-mean', 1700000000000, 1700000000000, 1700000050000, 60);
INSERT INTO positions VALUES (7, 'la-dot', 3, 'angle', -1, 1700000100000, NULL);
INSERT INTO positions VALUES (5, 'st-mean', 8, '', 4, 1700000050000, 1700000050000);
INSERT INTO attempts VALUES
  (1, 1700000010000, 1, 'lesson', 'st-mean', 'mean', '', 'mean', 12, '3.5', 'right', 1, 0, 4000),
  (2, 1700000020000, 1, 'lesson', 'la-dot', 'angle', 'cosine', 'angle', -2, '0.5', 'slip', 0, 0, 9000),
  (9, 1700000015000, 9, 'review', 'la-dot', 'angle', 'cosine', 'angle', 5, '√2/2', 'right', 0.75, 1, 5000);
PRAGMA application_id = 1836340306;
PRAGMA user_version = 1;
