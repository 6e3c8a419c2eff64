import type { zhCN } from './zh-cn.js';

/** The master catalogue is Chinese: its keys and parameters are the law for every other language. */
export type Catalogue = typeof zhCN;
/** The same keys with other words: a missing or surplus text does not compile. */
export type Shape<T> = { [D in keyof T]: { [K in keyof T[D]]: string } };
export type Texts = Shape<Catalogue>;

type Domain = keyof Catalogue;
/** `orders.move`, `stage.SECURED`, `problem.orders.stale`: domain, dot, name. */
export type TextKey = { [D in Domain]: `${D}.${keyof Catalogue[D] & string}` }[Domain];
export type TextOf<K extends TextKey> = K extends `${infer D extends Domain}.${infer N}`
  ? N extends keyof Catalogue[D]
    ? Catalogue[D][N]
    : never
  : never;

type NameOf<P extends string> = P extends `${infer N}:${string}` ? N : P;
/** The parameters of a text: what stands in braces, without a plural choice behind a colon. */
export type ParamOf<S> = S extends `${string}{${infer P}}${infer Rest}` ? NameOf<P> | ParamOf<Rest> : never;
export type TextArgs<K extends TextKey> = [ParamOf<TextOf<K>>] extends [never]
  ? []
  : [params: Record<ParamOf<TextOf<K>>, string | number>];

/** The keys whose texts need no parameters, for tables of keys. */
export type PlainKey = { [K in TextKey]: [ParamOf<TextOf<K>>] extends [never] ? K : never }[TextKey];
