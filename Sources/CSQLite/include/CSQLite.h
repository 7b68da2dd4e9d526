#ifndef ZHENGJIAO_CSQLITE_H
#define ZHENGJIAO_CSQLITE_H

/// Keeps a statement's own journal in memory until it has this many bytes. A statement that puts many rows into a table
/// notes every page that it changes, so that it alone can be taken back; SQLite's own bound, 64 KiB, sends each of them
/// through a file, page by page. To be called before any database is opened.
/// Returns SQLite's code: 0, or 21 (misuse) when a database was opened before.
int zj_sqlite_keep_statement_journals(int bytes);

#endif
