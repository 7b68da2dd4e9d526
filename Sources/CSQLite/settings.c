#include <CSQLite.h>
#include <sqlite3.h>

int zj_sqlite_keep_statement_journals(int bytes) {
    return sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, bytes);
}
