import type { Stage } from './stage.js';

/** Feeds that are not dense from 1 to their head. */
export const gaps = (stage: Stage) =>
  stage.ask(
    `select h.feed, h.seq::int, count(e.seq)::int as n from feed_head h left join feed_event e on e.feed = h.feed group by h.feed, h.seq having count(e.seq) <> h.seq or coalesce(max(e.seq), 0) <> h.seq`,
  );

/** Orders whose row is not what their last fact says. */
export const adrift = (stage: Stage) =>
  stage.ask(
    `select o.no from trade_order o join lateral (select payload from feed_event e where e.payload->'order'->>'id' = o.id::text and e.payload ? 'order' order by recorded_at desc, seq desc limit 1) f on true
     where (f.payload->'order'->>'version')::int <> o.version or f.payload->'order'->>'stage' <> o.stage`,
  );
