/** Asks for the packed form of a large answer: `Accept`, and the `Content-Type` of what comes. Plain JSON stays the default for everybody. */
export const PACKED_TYPE = 'application/vnd.tallyboard.packed+json';

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = { readonly [key: string]: Json };
/** A list of objects as one list per field; `none` tells where in the list a null stood instead of an object. */
type Columns = { n: number; none?: number[]; of: Record<string, Column> };
type Column = readonly Json[] | Columns;

const isObject = (value: Json): value is JsonObject =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/**
 * A list of alike objects turned into one list per field, through all levels: names are said once and like stands beside like, so it
 * compresses to a third less. What is not alike stays as it is; `unpack` gives back exactly what was packed.
 */
export function pack(values: readonly Json[]): Column {
  const objects = values.filter(isObject);
  const keys = objects.length > 0 ? Object.keys(objects[0]!) : [];
  const alike =
    keys.length > 0 &&
    values.every((v) => v === null || isObject(v)) &&
    objects.every((o) => Object.keys(o).length === keys.length && keys.every((key) => Object.hasOwn(o, key)));
  if (!alike) return values;
  const none = values.flatMap((value, i) => (value === null ? [i] : []));
  const of = Object.fromEntries(keys.map((key) => [key, pack(objects.map((o) => o[key]!))]));
  return { n: values.length, ...(none.length > 0 && { none }), of };
}

/** What `pack` was given. */
export function unpack(column: Column): Json[] {
  if (Array.isArray(column)) return [...(column as readonly Json[])];
  const { n, none = [], of } = column as Columns;
  const missing = new Set(none);
  const fields = Object.entries(of).map(([key, inner]) => [key, unpack(inner)] as const);
  let at = -1;
  return Array.from({ length: n }, (_, i) => {
    if (missing.has(i)) return null;
    at += 1;
    return Object.fromEntries(fields.map(([key, list]) => [key, list[at]!]));
  });
}

/** A reply in its packed form: its lists as columns, the rest as it is. */
export type Packed = { lists: Record<string, Column>; rest: JsonObject };

export function packReply(reply: object): Packed {
  const entries = Object.entries(reply as JsonObject);
  const lists = entries.flatMap(([key, value]) => (Array.isArray(value) ? [[key, pack(value)] as const] : []));
  return {
    lists: Object.fromEntries(lists),
    rest: Object.fromEntries(entries.filter(([, value]) => !Array.isArray(value))),
  };
}

export const unpackReply = ({ lists, rest }: Packed): JsonObject => ({
  ...rest,
  ...Object.fromEntries(Object.entries(lists).map(([key, column]) => [key, unpack(column)])),
});
