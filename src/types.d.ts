/** Information that the caller has besides the text. */
export interface Options {
  /** Publication date as YYYY-MM-DD; empty or null if unknown. */
  published?: string | null;
  /** A reader's corrections; if two contradict each other, the later one holds. An invalid one is thrown as an `Error`. */
  corrections?: Correction[];
}

/** A correction of some words. Properties that are left out stay as annotated. */
export interface Correction {
  /** The words, or several spellings of one name, as in the article; case matters, white space does not. */
  words: string[];
  /** The place of the words, with some text before and after it; without it, all their occurrences. */
  at?: { start: number; before: string; after: string } | null;
  /** Their kind; "none": neither a name nor a value, and no mention of an entity. */
  is?: EntityType | "none" | null;
  /** The name of the entity that they refer to: one of the article, or else a new one. */
  name?: string | null;
  /** The reference entry of the entity. */
  link?: Pick<Link, "label"> & Partial<Link> | null;
  /** Whether the entity has no reference entry. */
  unlinked?: boolean;
}

/** The export formats. */
export type Format =
  | "json" | "html" | "rich" | "markdown" | "citation" | "rich-citation" | "annotations" | "brat" | "conll" | "spacy"
  | "csv" | "tsv" | "claimreview";

/** Options of an export. */
export interface Choices {
  /** URL at which the article is published; only `http` and `https` are used. */
  address?: string | null;
  /** How the first mention of a name is annotated, in the formats for readers; default "footnotes". */
  names?: "footnotes" | "links" | "plain";
  /** Whether lists of entities and claims follow the article, in the formats for readers; default true. */
  lists?: boolean;
  /** The id of the claim to cite; without it every claim is cited. */
  claim?: number | null;
  /** What to leave out: families of names and values ("person", "org", "place", "group", "thing", "date", "figure"), "claim". */
  without?: string[];
  /** The passage to export, in UTF-16 code units, instead of the whole article; offsets then count from its start. */
  within?: [start: number, end: number] | null;
}

/** The result of `annotate`. Offsets count UTF-16 code units: `text.slice(start, end)` is the annotated string. */
export interface Annotation {
  document: Document;
  /** For each correction, the places where it was applied, as start and end; empty if its words were not found. */
  corrected: Array<Array<[start: number, end: number]>>;
  timings: Timings;
}

/**
 * The result of `annotateIncremental`: the changes since the result of round `since`. If `since` is null, as in the first round,
 * the changes contain the whole document.
 */
export interface Changes {
  since: number | null;
  round: number;
  changes: DocumentChanges;
  /** See `Annotation`. */
  corrected: Array<Array<[start: number, end: number]>>;
  timings: Timings;
}

/**
 * The changes that turn the document of the old text into that of the new one. In each list, `gone` items from index `at` are
 * replaced by those of `come`. In the other items, a `start` at or after `edit.end` is shifted by `edit.by`, and so is an `end`
 * at or after `edit.end` and after `edit.start`. Ids of entities, of those without a name and of claims are their indices in the new lists, and references
 * to entities, those without a name, claims and values are renumbered accordingly. Other items that have `changed` are given whole, with their
 * indices in the new list.
 */
export interface DocumentChanges {
  schema: 2;
  offsets: "utf16";
  published: string | null;
  published_from: "given" | "dateline" | "none";
  edit: { start: number; end: number; by: number };
  sentences: Splice<Sentence>;
  entities: Splice<Entity>;
  unnamed: Splice<Unnamed>;
  values: Splice<Value>;
  claims: Splice<Claim>;
  credits: Splice<Place>;
}

/** The change of a list. */
export interface Splice<T> {
  at: number;
  gone: number;
  come: T[];
  changed: Array<[number, T]>;
}

/** Milliseconds: `load` the models and the knowledge base, once per module; `annotate` the article; `convert` the result. */
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
  schema: 2;
  offsets: "utf16" | "codepoint";
  /** Publication date, against which relative dates are resolved, as YYYY-MM-DD. */
  published: string | null;
  published_from: "given" | "dateline" | "none";
  sentences: Sentence[];
  entities: Entity[];
  unnamed: Unnamed[];
  values: Value[];
  claims: Claim[];
  /** Credit lines, which state where the article comes from. */
  credits: Place[];
}

/**
 * One sentence, with its check-worthiness, 0 to 1, and its voice: attributed to a source, or the article's own (a statement
 * without a source, a comment, a prediction, or no statement).
 */
export interface Sentence extends Place {
  check_worthiness: number;
  reasons: Reason[];
  voice: "attributed" | "unsourced" | "comment" | "prediction" | "other";
}

/** A reason for a check-worthiness score, and the words it is based on. */
export interface Reason extends Place {
  what: string;
  weight: number;
}

export type EntityType =
  "PERSON" | "NORP" | "FAC" | "ORG" | "GPE" | "LOC" | "PRODUCT" | "EVENT" | "WORK_OF_ART" | "LAW" | "LANGUAGE";

/** A person or thing with a name. */
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

/** Somebody whom the article does not name: a person, a group, a body or a document that speaks. */
export interface Unnamed {
  id: number;
  /** The words of the first mention. */
  label: string;
  /** The id of the entity that the article identifies it as ("later named as Ted Cole"). */
  named: number | null;
  /** Its mentions, phrases and pronouns, in order. */
  mentions: Mention[];
}

/** A role as the article states it. */
export interface Role extends Place {
  text: string;
  /** The ids of the entities named in it. */
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

/** A claim: something that the article attributes to a source, or reports as said. */
export interface Claim extends Place {
  id: number;
  /** Confidence that it is a claim, 0 to 1. */
  score: number;
  source: Source | null;
  cue: Cue | null;
  /** The attributed words; a quotation split by its cue has two pieces. */
  content: Place[];
  quote: "direct" | "indirect" | "mixed";
  /** The id of the claim whose content contains this one. */
  parent: number | null;
  polarity: "affirms" | "denies";
  hedges: Place[];
  /** Whether the content is said, thought or planned. */
  mode: "said" | "thought" | "planned";
  /** Whether the sources say it about each other. */
  mutual: boolean;
  /** When the content happens, seen from the article; null if undetermined. */
  tense: "past" | "present" | "future" | null;
  /** The ids of the entities named in the content. */
  entities: number[];
  /** The values in the content, as indices into the list of values. */
  values: number[];
  check_worthiness: number;
  reasons: Reason[];
}

/** The source of a claim; `entity` is an id, the main one of `entities`. */
export interface Source extends Place {
  /** Confidence that these entities are who is meant, 0 to 1; 0 without any. */
  score: number;
  entity: number | null;
  entities: number[];
  /** Where nobody is given or it is uncertain who is meant, the ids of the entities that may be, the likeliest first. */
  candidates: number[];
  /** The id of somebody without a name. */
  unnamed: number | null;
  anonymous: boolean;
}

/** The words that express the attribution. */
export interface Cue extends Place {
  lemma: string;
  kind: CueKind;
}
