//! What the role that serves may do on PostgreSQL: read and write, but neither change the schema nor what is in the audit log.
//! The tables belong to another role, which only migrates. An SQLite file has no roles: its triggers guard the log.

use super::{Store, StoreError, statements};

statements! {
    REMEMBER = {
        sqlite: "SELECT $1",
        postgres: "SELECT set_config('people_hub.service_role', $1, TRUE)"
    };
    GRANT = {
        sqlite: "SELECT 1",
        postgres: "DO $$ DECLARE
            place TEXT := quote_ident(current_schema());
            service TEXT := quote_ident(current_setting('people_hub.service_role'));
        BEGIN
            EXECUTE 'REVOKE CREATE ON SCHEMA ' || place || ' FROM PUBLIC, ' || service;
            EXECUTE 'GRANT USAGE ON SCHEMA ' || place || ' TO ' || service;
            EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA ' || place || ' FROM ' || service;
            EXECUTE 'GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ' || place || ' TO ' || service;
            EXECUTE 'REVOKE UPDATE, DELETE ON audit, audit_link FROM ' || service;
            EXECUTE 'REVOKE INSERT, UPDATE, DELETE ON _sqlx_migrations FROM ' || service;
        END $$"
    };
    MAY_REWRITE = {
        sqlite: "SELECT 0 AS n WHERE $1 = $1",
        postgres: "SELECT COUNT(*) AS n FROM (VALUES ('audit'), ('audit_link')) AS held (name)
            WHERE has_table_privilege(CAST($1 AS NAME), held.name, 'UPDATE, DELETE, TRUNCATE, TRIGGER') OR has_schema_privilege(CAST($1 AS NAME), CAST(current_schema() AS TEXT), 'CREATE')"
    };
    MAY_REWRITE_HERE = {
        sqlite: "SELECT 0 AS n",
        postgres: "SELECT COUNT(*) AS n FROM (VALUES ('audit'), ('audit_link')) AS held (name)
            WHERE has_table_privilege(held.name, 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
    };
}

impl Store {
    /// Lets `role` serve, and nothing else. To be done after each migration, as the owner of the tables.
    ///
    /// # Errors
    /// `Internal` on SQLite, for a role that there is not, and for one that could still change the audit log or the schema, such as
    /// the owner or a member of it; nothing is granted then.
    pub async fn grant_to(&self, role: &str) -> Result<(), StoreError> {
        if !self.is_postgres() {
            return Err(StoreError::Internal("only PostgreSQL has roles".into()));
        }
        let mut tx = self.write().await?;
        tx.q(&REMEMBER).bind(role).all::<Nothing>().await?;
        tx.q(&GRANT).execute().await?;
        if tx.q(&MAY_REWRITE).bind(role).count().await? > 0 {
            return Err(StoreError::Internal(
                format!("{role} could still change the audit log or the tables: it must neither own the tables nor be a member of who does")
                    .into(),
            ));
        }
        tx.commit().await
    }

    /// Whether the role that this program has on PostgreSQL may change or empty the audit log.
    pub async fn may_rewrite_audit(&self) -> Result<bool, StoreError> {
        let mut conn = self.read().await?;
        Ok(conn.q(&MAY_REWRITE_HERE).count().await? > 0)
    }
}

struct Nothing;

impl super::FromRow for Nothing {
    fn from_row(_: &super::Row) -> Result<Self, StoreError> {
        Ok(Self)
    }
}
