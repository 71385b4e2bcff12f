
/** A date, a part of one, or one counted from now: 2026-05-01, 2026-05, now-30d. */
export type DateText = `${number}` | `${number}-${string}` | `now${string}`;

/** A field: the type of its values, and what can be asked of them. */
export interface Field<V, O extends Operator> {
  value: V;
  operators: O;
}

type Equal = 'eq' | 'ne' | 'in' | 'nin';
type Order = 'gt' | 'gte' | 'lt' | 'lte';
type Search = 'contains' | 'startsWith' | 'endsWith';
export type Operator = Equal | Order | Search | 'all' | 'exists';

type Names<F> = keyof F & string;
type Value<F, K extends keyof F> = F[K] extends Field<infer V, Operator> ? V : never;
/** The names of the fields that have the operator. */
type With<F, O extends Operator> = {
  [K in Names<F>]: F[K] extends Field<unknown, infer P> ? (O extends P ? K : never) : never;
}[Names<F>];
type OneOrMore<V> = V | readonly V[];

/** The conditions on fields: `tags`, `date:gte`, `title:contains`. All of them must hold. */
export type Conditions<F> = {
  [K in Exclude<With<F, 'eq'>, keyof ListParameters>]?: OneOrMore<Value<F, K>>;
} & {
  [K in With<F, 'eq'> as `${K}:${'eq' | 'ne'}`]?: Value<F, K>;
} & {
  [K in With<F, 'in'> as `${K}:${'in' | 'nin'}`]?: OneOrMore<Value<F, K>>;
} & {
  [K in With<F, 'all'> as `${K}:all`]?: OneOrMore<Value<F, K>>;
} & {
  [K in With<F, 'gt'> as `${K}:${Order}`]?: Value<F, K>;
} & {
  [K in With<F, 'contains'> as `${K}:${Search}`]?: string;
} & {
  [K in With<F, 'exists'> as `${K}:exists`]?: boolean;
};

/** What a list can be asked for, beside conditions. */
export interface Choices<F> {
  /** The first one first; a minus turns a field round. */
  sort?: OneOrMore<With<F, 'eq'> | `-${With<F, 'eq'>}` | 'random'>;
  /** The members to answer with, or, with a minus before each, to leave out. */
  fields?: OneOrMore<FieldName<F> | `-${FieldName<F>}`>;
  /** The fields whose values are counted; dates by year, month or day. */
  facets?: OneOrMore<With<F, 'eq'> | `${With<F, 'gt'>}.${'year' | 'month' | 'day'}`>;
}

export type FieldName<F> = Names<F> | 'previous' | 'next' | 'related' | 'backlinks' | 'posts';

/** A whole query: Query<PostFields>. */
export type Query<F> = Conditions<F> & Choices<F> & ListParameters;

/** A document with what `include` added: Included<Post, 'related'>. */
export type Included<T, K extends keyof T> = T & Required<Pick<T, K>>;

export type CollectionName = keyof Collections;

type Heads<P extends string> = P extends `${infer H}.${string}` ? H | P : P;
type Rest<P extends string, H extends string> = P extends `${H}.${infer R}` ? R : never;
type Part<T, R extends string> = [R] extends [never]
  ? T
  : T extends readonly (infer U)[]
    ? Part<U, R>[]
    : T extends object
      ? Parts<T, R>
      : T;
type Parts<T, P extends string> = T extends unknown
  ? { [K in keyof T as K extends Heads<P> ? K : never]: Part<T[K], Rest<P, K & string>> }
  : never;

/** What `fields=title,author.name` leaves: Selected<Post, 'title' | 'author.name'>. */
export type Selected<
  T extends { collection: CollectionName },
  P extends FieldName<Collections[T['collection']]['fields']>,
> = Parts<T, P>;
