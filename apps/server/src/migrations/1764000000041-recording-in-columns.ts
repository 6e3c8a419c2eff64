import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Recording takes the facts as columns: of one large JSON array Postgres copied each fact, its payload with it, once for every field it
 * looked at. The older form stays for nodes that still run the release before.
 */
export class RecordingInColumns1764000000041 implements MigrationInterface {
  name = 'RecordingInColumns1764000000041';

  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      create function record_facts(feeds text[], names text[], payloads jsonb, versions int[], actors uuid[], commands uuid[], occurred timestamptz[])
      returns table (i int, seq bigint) language plpgsql as $$
      declare f record; heads jsonb := '{}';
      begin
        for f in select x.feed, count(*) as n from unnest(feeds) as x (feed) group by x.feed order by x.feed collate "C" loop
          insert into feed_head as h (feed, seq) values (f.feed, f.n) on conflict (feed) do update set seq = h.seq + f.n
          returning h.seq - f.n into f.n;
          heads := heads || jsonb_build_object(f.feed, f.n);
        end loop;
        return query
        with numbered as (
          select x.k::int - 1 as i, (heads->>x.feed)::bigint + row_number() over (partition by x.feed order by x.k) as seq, x.*
          from rows from (unnest(feeds, names, versions, actors, commands, occurred), jsonb_array_elements(payloads))
            with ordinality as x (feed, name, version, actor, command, at, payload, k)),
        written as (
          insert into feed_event (feed, seq, name, payload, payload_version, actor_id, command_id, occurred_at)
          select n.feed, n.seq, n.name, n.payload, n.version, n.actor, n.command, n.at from numbered n)
        select n.i, n.seq from numbered n order by n.i;
      end $$;
      grant execute on function record_facts(text[], text[], jsonb, int[], uuid[], uuid[], timestamptz[]) to tallyboard_app;
    `);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query('drop function record_facts(text[], text[], jsonb, int[], uuid[], uuid[], timestamptz[])');
  }
}
