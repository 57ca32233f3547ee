/* database.h -- statements and transactions, for the files of this floor only.

   A Query runs one prepared statement: begin, bind the parameters from left to right, read rows,
   end.  It remembers the first failure, so that only query_end need be looked at:

     Query q = query_begin(store, "SELECT value FROM settings WHERE key = ?");
     query_bind_text(&q, key);
     if (query_row(&q)) ...
     return query_end(&q, error);  */

#ifndef STORE_DATABASE_H
#define STORE_DATABASE_H

#include "base/memory.h"
#include "store/store.h"

#include <sqlite3.h>

/* A statement kept for the next use.  The key is the address of its text, a string literal. */
typedef struct Prepared {
  const char *sql;
  sqlite3_stmt *statement;
} Prepared;

struct Store {
  sqlite3 *db;
  StoreClock clock;
  char *path; /* NULL in memory */
  Text warning;
  const char *event; /* what the open transaction records, for messages; NULL outside */
  int64_t session;   /* the id of the first attempt of this session; 0 before */
  Prepared *prepared;
  size_t prepared_count, prepared_cap;
};

typedef struct Query {
  Store *store;
  sqlite3_stmt *statement; /* NULL when it could not be prepared */
  int status;              /* SQLITE_OK until something fails */
  int bound;               /* parameters bound so far */
  bool saves;              /* for the message: saving or reading */
} Query;

/* Milliseconds since 1970, by the store's clock. */
int64_t store_now(const Store *store);

/* Prepare SQL (a literal: statements are kept by it), to be ended by query_end or query_run in any
   case; a failure shows there. */
Query query_begin(Store *store, const char *sql);
void query_bind_text(Query *q, const char *text); /* borrowed until query_end; NULL is null */
void query_bind_integer(Query *q, int64_t number);
void query_bind_seed(Query *q, uint64_t seed);
void query_bind_real(Query *q, double number); /* NaN is null */
bool query_row(Query *q);                      /* the next row; false at the end or on failure */
bool query_end(Query *q, Error *error);
bool query_run(Query *q, Error *error); /* for statements without rows: step and end */

/* Columns of the current row, from 0.  Null reads as 0, 0.0, and NULL for texts. */
bool query_is_null(const Query *q, int column);
int64_t query_integer(const Query *q, int column);
uint64_t query_seed(const Query *q, int column);
double query_real(const Query *q, int column);
const char *query_text(const Query *q, int column, Arena *arena); /* a copy in the arena */
bool query_append(const Query *q, int column, Text *out);

/* An event of several statements, named as in "this answer".  store_commit undoes it when GOOD is
   false or when committing fails; true when it is on file. */
bool store_begin(Store *store, const char *event, Error *error);
bool store_commit(Store *store, bool good, Error *error);

/* Write what was committed to the disk itself, for moments at which nobody waits.  A failure costs
   nothing that a kill could not cost, so it is not reported. */
void store_settle(Store *store);

void store_forget_statements(Store *store);

/* Why a call failed, in plain words.  Valid until the next call on DB. */
const char *database_reason(sqlite3 *db, int status);

/* Whether STATUS means that the bytes of the file make no sense. */
bool database_damaged(int status);

/* Run statements of ours that have no parameters and no results. */
int database_execute(sqlite3 *db, const char *sql);

/* The single number that SQL answers; -1 as status SQLITE_OK when there is no row. */
int database_number(sqlite3 *db, const char *sql, int64_t *number);

#endif
