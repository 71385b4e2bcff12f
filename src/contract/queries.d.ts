
/** A date, a part of one, or one counted from now: 2026-05-01, 2026-05, now-30d. */
export type DateText = `${number}` | `${number}-${string}` | `now${string}`;

/** A field: the type of its values, and what can be asked of them. */
export interface Field<V, O extends Operator> {
  value: V;
  operators: O;
}

type Equality = 'eq' | 'ne' | 'in' | 'nin';
type Ordering = 'gt' | 'gte' | 'lt' | 'lte';
type Matching = 'contains' | 'startsWith' | 'endsWith';
export type Operator = Equality | Ordering | Matching | 'all' | 'exists';

type NamesOf<F> = keyof F & string;
type ValueOf<F, K extends keyof F> = F[K] extends Field<infer V, Operator> ? V : never;
/** The names of the fields that have the operator. */
type With<F, O extends Operator> = {
  [K in NamesOf<F>]: F[K] extends Field<unknown, infer P> ? (O extends P ? K : never) : never;
}[NamesOf<F>];
type OneOrMore<V> = V | readonly V[];

/** The conditions on fields: `tags`, `date:gte`, `title:contains`. All of them must hold. */
export type Conditions<F> = {
  [K in Exclude<With<F, 'eq'>, keyof ListParameters>]?: OneOrMore<ValueOf<F, K>>;
} & {
  [K in With<F, 'eq'> as `${K}:${'eq' | 'ne'}`]?: ValueOf<F, K>;
} & {
  [K in With<F, 'in'> as `${K}:${'in' | 'nin'}`]?: OneOrMore<ValueOf<F, K>>;
} & {
  [K in With<F, 'all'> as `${K}:all`]?: OneOrMore<ValueOf<F, K>>;
} & {
  [K in With<F, 'gt'> as `${K}:${Ordering}`]?: ValueOf<F, K>;
} & {
  [K in With<F, 'contains'> as `${K}:${Matching}`]?: string;
} & {
  [K in With<F, 'exists'> as `${K}:exists`]?: boolean;
};

/** What a list can be asked for, beside conditions. */
export interface Choices<F> {
  /** The first one first; a minus turns a field round. */
  sort?: OneOrMore<With<F, 'eq'> | `-${With<F, 'eq'>}` | 'random' | 'relevance'>;
  /** The members to answer with, or, with a minus before each, to leave out. */
  fields?: OneOrMore<FieldName<F> | `-${FieldName<F>}`>;
  /** The fields whose values are counted; dates by year, month or day. */
  facets?: OneOrMore<With<F, 'eq'> | `${With<F, 'gt'>}.${'year' | 'month' | 'day'}`>;
}

export type FieldName<F> = NamesOf<F> | 'search' | 'previous' | 'next' | 'related' | 'backlinks' | 'posts';

/** A whole query: Query<PostFields>. */
export type Query<F> = Conditions<F> & Choices<F> & ListParameters;

/** A document with what `include` added: Included<Post, 'related'>. */
export type Included<T, K extends keyof T> = T & Required<Pick<T, K>>;

export type CollectionName = keyof Collections;

type HeadsOf<P extends string> = P extends `${infer H}.${string}` ? H | P : P;
type RestOf<P extends string, H extends string> = P extends `${H}.${infer R}` ? R : never;
type PartOf<T, R extends string> = [R] extends [never]
  ? T
  : T extends readonly (infer U)[]
    ? PartOf<U, R>[]
    : T extends object
      ? PartsOf<T, R>
      : T;
type PartsOf<T, P extends string> = T extends unknown
  ? { [K in keyof T as K extends HeadsOf<P> ? K : never]: PartOf<T[K], RestOf<P, K & string>> }
  : never;

/** What `fields=title,author.name` leaves: Selected<Post, 'title' | 'author.name'>. */
export type Selected<
  T extends { collection: CollectionName },
  P extends FieldName<Collections[T['collection']]['fields']>,
> = PartsOf<T, P>;
