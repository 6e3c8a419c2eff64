import { DataSource, type EntitySchema, type MigrationInterface, type MixedList } from 'typeorm';
import { teachDriver } from './columns.js';
import { Connections } from './connections.js';
import { SnakeNaming } from './naming.js';
import { PreparedClient } from './prepared-client.js';

export const APP_ROLE = 'tallyboard_app';

type Entities = MixedList<string | EntitySchema | (new (...args: never[]) => unknown)>;

/**
 * The pool of the running server. Its connections wear a role that can neither change the schema nor rewrite facts and ledger. No statement
 * is compiled: Postgres before 18 counts what `fastTransaction` switches off as costs, and would compile for 20 ms what runs in one.
 */
export function appDataSource(url: string, entities: Entities, poolSize = 10): DataSource {
  teachDriver();
  return new DataSource({
    type: 'postgres',
    url,
    entities: entities as never,
    namingStrategy: new SnakeNaming(),
    poolSize,
    connectTimeoutMS: 2_000,
    extra: {
      options: `-c role=${APP_ROLE} -c statement_timeout=8000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC -c jit=off`,
      keepAlive: true,
      Client: PreparedClient,
      connections: new Connections(),
    },
  });
}

/** For migrations and for clearing the demo: as the owner of the schema, one connection. */
export type Migrations = (new () => MigrationInterface)[];
export function ownerDataSource(url: string, migrations: Migrations = [], entities: Entities = []): DataSource {
  teachDriver();
  return new DataSource({
    type: 'postgres',
    url,
    migrations,
    entities: entities as never,
    namingStrategy: new SnakeNaming(),
    migrationsTableName: 'migration',
    poolSize: 2,
    connectTimeoutMS: 5_000,
  });
}
