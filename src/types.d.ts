/** What the caller knows beside the text. */
export interface Options {
  /** The day the article was published, as YYYY-MM-DD; empty or null: not known. */
  published?: string | null;
  /** What a reader has put right; later ones go before earlier ones. What is wrong with one is thrown as an `Error`. */
  corrections?: Correction[];
}

/** What a reader says of some words. What is left out stays as it is found. */
export interface Correction {
  /** The words, or several spellings of one name, as the article writes them; case matters, white space does not. */
  words: string[];
  /** The one place that is meant, with some text before and after it; without it, every place where the words stand. */
  at?: { start: number; before: string; after: string } | null;
  /** What they are; "none": neither a name nor a value, and they refer to nobody. */
  is?: EntityType | "none" | null;
  /** The name of the entity that they name: one of the article, or else one of their own. */
  name?: string | null;
  /** The entry of a reference that the entity is. */
  link?: Pick<Link, "label"> & Partial<Link> | null;
  /** Whether the entity is in no reference. */
  unlinked?: boolean;
}

/** The forms in which an article leaves. */
export type Format =
  | "json" | "html" | "rich" | "markdown" | "citation" | "rich-citation" | "annotations" | "brat" | "conll" | "spacy"
  | "csv" | "tsv" | "claimreview";

/** What whoever takes an article out may choose. */
export interface Choices {
  /** Where the article is published; only addresses of the web are used. */
  address?: string | null;
  /** What goes with a name where it first stands, in the forms for reading: "footnotes" unless said otherwise. */
  names?: "footnotes" | "links" | "plain";
  /** Whether who is who and who says what follow as lists, in the forms for reading: true unless said otherwise. */
  lists?: boolean;
  /** The one claim of a citation, by its id; without it every claim is cited. */
  claim?: number | null;
  /** What is left out: families of names and values ("person", "org", "place", "group", "thing", "date", "figure"), "claim". */
  without?: string[];
  /** The passage that is taken alone, in UTF-16 code units; offsets count from its start then. */
  within?: [start: number, end: number] | null;
}

/** What `annotate` returns. Every offset counts UTF-16 code units: `text.slice(start, end)` is the annotated string. */
export interface Annotation {
  document: Document;
  /** Of each correction that was given, where its words were found, as start and end; nowhere when its place is gone. */
  corrected: Array<Array<[start: number, end: number]>>;
  timings: Timings;
}

/**
 * What `annotateIncremental` returns: what has changed since the answer of round `since`; null where that is not known, as the first
 * time: then everything comes.
 */
export interface Changes {
  since: number | null;
  round: number;
  changes: DocumentChanges;
  /** As in an `Annotation`. */
  corrected: Array<Array<[start: number, end: number]>>;
  timings: Timings;
}

/**
 * What makes the document of the text before that of the text now. In each list `gone` items from `at` make way for those that
 * `come`; of the rest a `start` at or behind `edit.end` moves on `by`, and an `end` that is also behind `edit.start`. The ids of
 * entities and claims are their places in the new lists, and so are those that name them and the values. What else has
 * `changed` comes whole, with its place in the new list.
 */
export interface DocumentChanges {
  schema: 1;
  offsets: "utf16";
  published: string | null;
  published_from: "given" | "dateline" | "none";
  edit: { start: number; end: number; by: number };
  sentences: Splice<Sentence>;
  entities: Splice<Entity>;
  values: Splice<Value>;
  claims: Splice<Claim>;
  credits: Splice<Place>;
}

/** What became of a list. */
export interface Splice<T> {
  at: number;
  gone: number;
  come: T[];
  changed: Array<[number, T]>;
}

/** Milliseconds: making models and knowledge base ready, once when the module is loaded; reading the article; making these values of it. */
export interface Timings {
  load: number;
  annotate: number;
  convert: number;
}

/** A half-open range of the text. */
export interface Place {
  start: number;
  end: number;
}

/** One annotated article. */
export interface Document {
  schema: 1;
  offsets: "utf16" | "codepoint";
  /** What relative dates were resolved against, as YYYY-MM-DD. */
  published: string | null;
  published_from: "given" | "dateline" | "none";
  sentences: Sentence[];
  entities: Entity[];
  values: Value[];
  claims: Claim[];
  /** Lines that state where the article comes from. */
  credits: Place[];
}

/**
 * One sentence, with how much it pays to check it, 0 to 1, and in whose voice it speaks: somebody's, or the article's own,
 * which states a fact without a source, judges, looks ahead, or states nothing.
 */
export interface Sentence extends Place {
  check_worthiness: number;
  reasons: Reason[];
  voice: "attributed" | "unsourced" | "comment" | "prediction" | "other";
}

/** A reason a reader understands, and the words that give it. */
export interface Reason extends Place {
  what: string;
  weight: number;
}

export type EntityType =
  "PERSON" | "NORP" | "FAC" | "ORG" | "GPE" | "LOC" | "PRODUCT" | "EVENT" | "WORK_OF_ART" | "LAW" | "LANGUAGE";

/** Somebody or something with a name. */
export interface Entity {
  id: number;
  /** The fullest form in the article, or the label of the linked entry. */
  name: string;
  type: EntityType;
  score: number;
  aliases: string[];
  roles: Role[];
  link: Link | null;
  mentions: Mention[];
}

/** A role as the article states it. */
export interface Role extends Place {
  text: string;
  /** The ids of the entities that it names. */
  of: number[];
}

/** An entry of the knowledge base. */
export interface Link {
  wikidata: string | null;
  wikipedia: string | null;
  label: string;
  description: string;
  /** ISO 3166-1 alpha-2, or "EU". */
  country: string | null;
  score: number;
  why: string;
}

/** One place where an entity is mentioned. */
export interface Mention extends Place {
  kind: "name" | "role" | "pronoun";
  score: number;
  why: string;
  stands_for: { what: string; why: string } | null;
}

export type ValueType = "DATE" | "TIME" | "PERCENT" | "MONEY" | "QUANTITY" | "ORDINAL" | "CARDINAL";

/** A date, time, amount or number. */
export interface Value extends Place {
  type: ValueType;
  /** ISO 8601 or TIMEX3 value of a date or time. */
  iso: string | null;
  why: string;
}

export type CueKind =
  | "says" | "accuses" | "denies" | "demands" | "promises" | "believes" | "predicts" | "reports" | "asks" | "declines";

/** Who says what. */
export interface Claim extends Place {
  id: number;
  source: Source | null;
  cue: Cue | null;
  /** What is said; a quote that its cue splits has two pieces. */
  content: Place[];
  quote: "direct" | "indirect" | "mixed";
  /** The claim inside which this one is made. */
  parent: number | null;
  polarity: "affirms" | "denies";
  hedges: Place[];
  /** Whether it is said aloud, thought, or meant to be done. */
  mode: "said" | "thought" | "planned";
  /** Whether the sources say it of each other. */
  mutual: boolean;
  /** When the content is to have happened; null where that is open. */
  tense: "past" | "present" | "future" | null;
  /** The ids of the entities that the content names. */
  entities: number[];
  /** The values in the content, as places in the list of values. */
  values: number[];
  check_worthiness: number;
  reasons: Reason[];
}

/** Who says it; `entity` is an id, the main one of `entities`. */
export interface Source extends Place {
  entity: number | null;
  entities: number[];
  anonymous: boolean;
}

/** The words that say that something is said. */
export interface Cue extends Place {
  lemma: string;
  kind: CueKind;
}
