-- A progress file of version 3, frozen: what it holds must survive every later version.
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
CREATE TABLE quizzes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  topics TEXT NOT NULL,
  count INTEGER NOT NULL,
  seed INTEGER NOT NULL,
  seconds_allowed INTEGER NOT NULL,
  seconds_used INTEGER NOT NULL DEFAULT 0,
  started INTEGER NOT NULL,
  finished INTEGER,
  dropped INTEGER NOT NULL DEFAULT 0,
  score REAL);
CREATE TABLE quiz_items (
  quiz INTEGER NOT NULL REFERENCES quizzes (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  lesson TEXT NOT NULL,
  exercise TEXT NOT NULL,
  part TEXT NOT NULL,
  skill TEXT NOT NULL,
  variant_seed INTEGER NOT NULL,
  answered INTEGER,
  typed TEXT,
  verdict TEXT,
  credit REAL,
  hints INTEGER,
  milliseconds INTEGER,
  PRIMARY KEY (quiz, position)) WITHOUT ROWID;
CREATE INDEX quizzes_open ON quizzes (id) WHERE finished IS NULL;
CREATE TABLE skills (
  skill TEXT PRIMARY KEY NOT NULL,
  due INTEGER NOT NULL,
  stability REAL NOT NULL,
  difficulty REAL NOT NULL,
  last INTEGER NOT NULL,
  reps INTEGER NOT NULL,
  lapses INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX skills_by_due ON skills (due);
CREATE TABLE reviews (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  time INTEGER NOT NULL,
  skill TEXT NOT NULL REFERENCES skills (skill),
  variant_seed INTEGER NOT NULL,
  grade INTEGER NOT NULL CHECK (grade BETWEEN 1 AND 4),
  hints INTEGER NOT NULL,
  milliseconds INTEGER NOT NULL);
CREATE INDEX reviews_by_skill ON reviews (skill);

INSERT INTO settings VALUES ('format', 'long');
INSERT INTO lessons VALUES ('la-dot', 1700000000000, 1700000100000, NULL, 120);
INSERT INTO lessons VALUES ('st-mean', 1700000000000, 1700000000000, 1700000050000, 60);
INSERT INTO positions VALUES (7, 'la-dot', 3, 'angle', -1, 1700000100000, NULL);
INSERT INTO positions VALUES (5, 'st-mean', 8, '', 4, 1700000050000, 1700000050000);
INSERT INTO attempts VALUES
  (1, 1700000010000, 1, 'lesson', 'st-mean', 'mean', '', 'mean', 12, '3.5', 'right', 1, 0, 4000),
  (2, 1700000020000, 1, 'lesson', 'la-dot', 'angle', 'cosine', 'angle', -2, '0.5', 'slip', 0, 0, 9000),
  (9, 1700000015000, 9, 'review', 'la-dot', 'angle', 'cosine', 'angle', 5, '√2/2', 'right', 0.75, 1, 5000);
INSERT INTO quizzes VALUES (1, 'quiz', 'la-dot', 2, 42, 600, 90, 1700000200000, 1700000300000, 0, 0.5);
INSERT INTO quizzes VALUES (2, 'quiz', 'la-dot', 2, 43, 0, 15, 1700000400000, NULL, 0, NULL);
INSERT INTO quiz_items VALUES
  (1, 0, 'la-dot', 'angle', '', 'angle', 1, 1700000210000, '0.5', 'right', 1, 0, 3000),
  (1, 1, 'la-dot', 'project', '', 'project', 2, 1700000290000, 'x', 'wrong', 0, 1, 8000),
  (2, 0, 'la-dot', 'angle', '', 'angle', 3, 1700000410000, '0.7', 'close', 0.5, 0, 3000),
  (2, 1, 'la-dot', 'project', '', 'project', 4, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO skills VALUES ('la-dot/angle', 1700500000000, 2.5, 5.5, 1700300000000, 2, 1);
INSERT INTO reviews VALUES
  (1, 1700000000000, 'la-dot/angle', 77, 3, 0, 4000),
  (4, 1700300000000, 'la-dot/angle', -78, 1, 2, 9000);
PRAGMA application_id = 1836340306;
PRAGMA user_version = 3;
