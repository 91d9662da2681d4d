//! Flags and fields: the properties of words in the lexicon.
//!
//! This is their only list. The sources in `data/lexicon` use the names, and the compiled table the numbers;
//! the tables in the README of that directory are generated from the definitions. A flag is a boolean
//! property of a word, and a field has a text. Numbers follow the order of the list and are valid for one
//! build of the table only. Never lists words.

/// The form of a word that is looked up for a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The word as written in the text.
    Written,
    /// The word in lower case, and without diacritics where names are compared.
    Lower,
    /// The lemma of the word.
    Lemma,
    /// The stem of a verb: what remains without its ending, with one stem for each spelling.
    Stem,
    /// None: a text in lower case is searched for each word and phrase of the flag.
    Listed,
}

macro_rules! flags {
    ($($(#[doc = $doc:literal])+ $flag:ident = $name:literal, $form:ident;)+) => {
        /// A property of a word.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u16)]
        pub enum Flag {
            $($(#[doc = $doc])+ $flag,)+
        }

        impl Flag {
            /// All flags, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$flag,)+];

            /// The name of the flag in the sources.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$flag => $name,)+
                }
            }

            /// Definition of the flag, as printed in the README of `data/lexicon`.
            pub const fn definition(self) -> &'static str {
                match self {
                    $(Self::$flag => concat!($($doc,)+),)+
                }
            }

            /// The form of a word that is looked up.
            pub const fn form(self) -> Form {
                match self {
                    $(Self::$flag => Form::$form,)+
                }
            }
        }
    };
}

flags! {
    // data/lexicon/abbreviations.tsv
    /// Abbreviation that keeps its full stop and precedes a name or a number, so that the stop never ends a
    /// sentence: "Gen", "No".
    AbbreviationBeforeName = "abbreviation_before_name", Written;
    /// Abbreviation that keeps its full stop and may also end a sentence: "Inc", "Sept".
    Abbreviation = "abbreviation", Written;
    /// Abbreviation only before a number, and a plain word elsewhere: "No. 5", but "He said no."
    NumberAbbreviation = "number_abbreviation", Written;
    // data/lexicon/units.tsv
    /// Unit written without a space after a number: "3.5bn", "5pm", "80km".
    GluedUnit = "glued_unit", Lower;
    /// Modifies the unit after it: "square miles".
    UnitModifier = "unit_modifier", Lower;
    /// Follows "m" where it abbreviates "metres": "3m high".
    HeightWord = "height_word", Lower;
    /// Verb before a weight in pounds: "lost 20 pounds".
    WeighingVerb = "weighing_verb", Lower;
    /// Unit of weight that is also a currency.
    PoundNoun = "pound_noun", Lower;
    // data/lexicon/function_words.tsv
    /// Commonly begins an English sentence and is rarely part of a name.
    SentenceOpener = "sentence_opener", Written;
    /// Preposition inside a name; the word before the first one is the head of the name: "Bank of Ghana".
    /// Feeds a trained model: retrain it when this changes.
    NameLinker = "name_linker", Written;
    /// Marks a statement as uncertain.
    Hedge = "hedge", Lower;
    /// Marks a statement as uncertain when "to" follows: "is expected to".
    HedgeBeforeTo = "hedge_before_to", Lower;
    /// Pronoun that coreference resolution links to an antecedent.
    ResolvablePronoun = "resolvable_pronoun", Lower;
    /// Preposition with a capital after the verb of a headline in title case: "Teams Up With".
    HeadlinePreposition = "headline_preposition", Written;
    /// First-person singular pronoun.
    FirstPerson = "first_person", Written;
    /// Indefinite article.
    IndefiniteArticle = "indefinite_article", Written;
    /// Definite or indefinite article.
    Article = "article", Written;
    /// Determiner that begins a noun phrase.
    Determiner = "determiner", Lower;
    /// Definite determiner, which presents its referent as already introduced.
    DefiniteDeterminer = "definite_determiner", Lower;
    /// Determiner before an attributive participle: "the alleged fraud".
    KnownDeterminer = "known_determiner", Lower;
    /// Begins a noun phrase for one of many.
    OneOfMany = "one_of_many", Lower;
    /// Number word for a handful.
    SmallNumber = "small_number", Lower;
    /// Possessive clitic, which follows the possessor.
    PossessiveMarker = "possessive_marker", Written;
    /// Clitic "'s": the possessive, or short for "is" or "has".
    GenitiveS = "genitive_s", Written;
    /// Possessive determiner of any person.
    PossessiveDeterminer = "possessive_determiner", Lower;
    /// Third-person possessive determiner in lower case.
    ThirdPersonPossessive = "third_person_possessive", Written;
    /// Third-person possessive determiner in lower case or with a capital.
    PossessiveAnyCase = "possessive_any_case", Written;
    /// Personal pronoun in the subject case, as written inside a sentence.
    SubjectPronoun = "subject_pronoun", Written;
    /// Pronoun that is a complete subject or agent by itself.
    LoneSubject = "lone_subject", Lower;
    /// Third-person pronoun in the subject case.
    ThirdPersonSubject = "third_person_subject", Written;
    /// Personal pronoun in the object case.
    ObjectPronoun = "object_pronoun", Written;
    /// Pronoun that is never a speaker: an expletive, a demonstrative or a relative.
    EmptySubject = "empty_subject", Lower;
    /// Subject of a nested speech verb that makes no claim of its own and leaves the words to the outer
    /// speaker: "we think".
    GenericSubject = "generic_subject", Lower;
    /// Quantifier that is a complete subject by itself at the start of a sentence.
    LoneQuantifier = "lone_quantifier", Written;
    /// Relative pronoun "who" or "which" as a subject.
    WhoOrWhich = "who_or_which", Written;
    /// Relative pronoun that is the subject of its clause.
    RelativeSubject = "relative_subject", Written;
    /// Relative pronoun in any function.
    RelativePronoun = "relative_pronoun", Written;
    /// Subordinator or relative word that begins a clause inside a sentence.
    ClauseOpener = "clause_opener", Written;
    /// Complementizer, which introduces reported content.
    Complementizer = "complementizer", Written;
    /// Interrogative word that begins a question.
    QuestionWord = "question_word", Lower;
    /// Begins an indirect question or a prepositional complement with "about".
    EmbeddedQuestionWord = "embedded_question_word", Lower;
    /// Follows a comma and ends the reported content.
    ClauseBreak = "clause_break", Written;
    /// Begins an adverbial clause or phrase before the main clause.
    FrontedClauseOpener = "fronted_clause_opener", Written;
    /// Form of "not".
    Negator = "negator", Written;
    /// Negates its clause.
    NegativeWord = "negative_word", Lower;
    /// Negates its clause as the subject or as its determiner.
    NegativeSubject = "negative_subject", Lower;
    /// Form of "do".
    DoForm = "do_form", Written;
    /// Full form of "have".
    HaveForm = "have_form", Written;
    /// Form of "have", full or contracted.
    HaveFormOrClitic = "have_form_or_clitic", Lower;
    /// Form of "be", except "'s", which is also a possessive.
    BeForm = "be_form", Written;
    /// Form of "be" that is not contracted.
    FullBeForm = "full_be_form", Written;
    /// Present-tense form of "be", full or contracted.
    PresentBe = "present_be", Lower;
    /// Auxiliary of the future tense.
    FutureAuxiliary = "future_auxiliary", Lower;
    /// Follows a form of "be" and marks the future: "is going to".
    FutureComplement = "future_complement", Written;
    /// Modal verb that does not determine the tense of its clause.
    Modal = "modal", Lower;
    /// Auxiliary that marks the future or a possibility.
    FutureOrPossible = "future_or_possible", Lower;
    /// Preposition before whoever holds what a noun of saying tells: "the claim |by| Hale that".
    BeforeHolder = "before_holder", Lower;
    /// Modal verb of possibility: what somebody could say is not said.
    PossibilityModal = "possibility_modal", Lower;
    /// Modal verb that expresses a refusal when negated: "would not say".
    ModalOfRefusal = "modal_of_refusal", Written;
    /// Shows that the content of a warning lies in the future.
    WarningWord = "warning_word", Lower;
    /// Begins a relative clause, in the attribution features. Feeds a trained model: retrain it when this
    /// changes.
    EdgeRelative = "edge_relative", Lower;
    /// Begins a contrast, in the attribution features. Feeds a trained model: retrain it when this changes.
    EdgeContrast = "edge_contrast", Lower;
    /// Begins an adverbial clause, in the attribution features. Feeds a trained model: retrain it when this
    /// changes.
    EdgeAdverbial = "edge_adverbial", Lower;
    /// Word or comma between two conjoined verbs, which the content of the first verb excludes.
    VerbJoiner = "verb_joiner", Written;
    /// Conjunction, comma or dash before a verb that shares the source of the verb before it.
    ConjoinedVerbJoiner = "conjoined_verb_joiner", Written;
    /// Word or mark that can follow a passive verb at the end of its clause.
    AfterPassive = "after_passive", Written;
    /// Word or mark in a date expression, which is not content by itself: "on Wednesday".
    DatePreposition = "date_preposition", Written;
    /// Preposition or participle between a document and its author: "a statement from the palace".
    SourcePreposition = "source_preposition", Written;
    /// Preposition between a noun and its complement inside a subject.
    SubjectPreposition = "subject_preposition", Written;
    /// Begins a postmodifier of "people": "people with knowledge of the talks".
    AfterPeople = "after_people", Written;
    /// Ends the head of a noun phrase, because it begins a postmodifier.
    HeadEnd = "head_end", Written;
    /// Particle that forms a phrasal verb with the verb before it: "backed out".
    VerbParticle = "verb_particle", Written;
    /// Word or mark that can follow the head noun of an apposition.
    TypeNounEnd = "type_noun_end", Written;
    /// Refers to two or more people already named.
    PairReference = "pair_reference", Lower;
    /// Definite article.
    DefiniteArticle = "definite_article", Written;
    /// Conjunction "and" or "but".
    AndOrBut = "and_or_but", Written;
    /// "And" or its sign, "&".
    AndSign = "and_sign", Written;
    /// Comparative quantifier, as before "than": "more than ten".
    ComparativeQuantifier = "comparative_quantifier", Lower;
    /// Participle for people who answered a poll: "voters surveyed".
    PolledParticiple = "polled_participle", Written;
    /// Indefinite pronoun that is a complete anonymous source by itself.
    LoneIndefinite = "lone_indefinite", Lower;
    /// Begins a postmodifier of "those": "those involved".
    AfterThose = "after_those", Written;
    /// Conjunction between the last two items of a list, or its sign.
    AndOrSign = "and_or_sign", Lower;
    // data/lexicon/cue_forms.tsv
    /// Speech verb whose presence after a quoted question or exclamation shows that the sentence continues:
    /// "“Why?” she asked."
    SpeechAfterQuote = "speech_after_quote", Written;
    /// Participle of a report verb in a passive without a speaker: "is said to".
    UnclearParticiple = "unclear_participle", Lower;
    /// Plural noun as often as present-tense verb.
    PluralNounOrVerb = "plural_noun_or_verb", Written;
    /// Adverb that marks hearsay.
    HearsayAdverb = "hearsay_adverb", Written;
    /// Follows "no" where a source declines to speak: "no comment".
    DeclinedNoun = "declined_noun", Written;
    /// Participle of naming, as in "who asked not to be named".
    NamingParticiple = "naming_participle", Written;
    /// Past tense of a verb whose subject is more often a thing than a person: "Rain fell".
    VerbOfThings = "verb_of_things", Written;
    /// Form of "hold".
    HoldForm = "hold_form", Written;
    /// Form of a verb whose object is the addressee, so that a name or pronoun after it is not the speaker:
    /// "he told Hale".
    AddressesObject = "addresses_object", Written;
    // data/lexicon/web.tsv
    /// Ending of a domain name that is written without a scheme.
    WebDomain = "web_domain", Written;
    // data/lexicon/titles.tsv
    /// Title before a person's name, not part of the name, without its full stop.
    Title = "title", Lower;
    /// Form of address between a role and a name, where the role ends: "leader Mr Barry".
    FormOfAddress = "form_of_address", Lower;
    /// Abbreviated rank between a role and a name: "leader Col. Barry".
    RankAbbreviation = "rank_abbreviation", Lower;
    /// Title or noun that shows that a person is male.
    MaleTitle = "male_title", Lower;
    /// Title or noun that shows that a person is female.
    FemaleTitle = "female_title", Lower;
    /// Abbreviation of an office: a title before a name, and by itself never an organisation.
    OfficeAbbreviation = "office_abbreviation", Written;
    /// Letters for an honour or a degree after a person's name.
    PostNominal = "post_nominal", Written;
    /// Greeting before a name.
    Greeting = "greeting", Lower;
    // data/lexicon/particles.tsv
    /// Surname particle that is not an English word, so that a name is extended to include it.
    ForeignParticle = "foreign_particle", Written;
    /// Surname particle, including those that are English words.
    SurnameParticle = "surname_particle", Lower;
    /// Particle that occurs only in surnames.
    OnlySurnameParticle = "only_surname_particle", Written;
    /// Arabic article, which is spelt in several ways or omitted: "al-Sisi", "el-Sisi", "Sisi".
    ArabicArticle = "arabic_article", Lower;
    /// Generational suffix after a name, not part of the surname.
    NameSuffix = "name_suffix", Lower;
    /// Possessive "'s" in lower or upper case.
    PossessiveSAnyCase = "possessive_s_any_case", Written;
    // data/lexicon/given_names.tsv
    /// Given name of men.
    MaleGivenName = "male_given_name", Lower;
    /// Given name of women.
    FemaleGivenName = "female_given_name", Lower;
    /// Given name whose short forms are prefixes of it: "Alexander", short "Alex".
    FullGivenName = "full_given_name", Listed;
    // data/lexicon/nouns.tsv
    /// Role or occupation noun, which heads a role phrase: "minister", "goalkeeper".
    Role = "role", Lower;
    /// Event that can be the object of "hold", which is then not a verb of opinion: "held talks".
    HeldEvent = "held_event", Written;
    /// Noun for a source that reports findings: "study", "court".
    Finder = "finder", Lemma;
    /// Noun with a suffix of human nouns that does not denote a person: "poster".
    HumanLookingThing = "human_looking_thing", Lower;
    /// Noun for a source that stays anonymous with a definite determiner, too: "the official said".
    UnnamedWhenDefinite = "unnamed_when_definite", Lower;
    /// Office whose holder is publicly known by name and so not anonymous.
    OfficeKnownByName = "office_known_by_name", Lower;
    /// Noun for a person who is usually one of a crowd.
    CrowdMember = "crowd_member", Lower;
    /// Profession whose bare plural is a generic source: "doctors say".
    ProfessionInGeneral = "profession_in_general", Lower;
    /// Noun for the family of a person: "her parents".
    FamilyNoun = "family_noun", Lower;
    /// Verb whose subject is the author of the document that is its object: "published a report".
    IssuingVerb = "issuing_verb", Lower;
    /// Noun for an ordinary person without an office.
    OrdinaryPerson = "ordinary_person", Lower;
    /// Noun for a source whose name is withheld: "aide", "insider".
    AnonymousSource = "anonymous_source", Lower;
    /// Generic word for people.
    GenericPerson = "generic_person", Lower;
    /// Noun of quantity before a noun, with or without "of": "dozens of lawmakers".
    QuantityNoun = "quantity_noun", Written;
    /// Noun for a trade or a political camp that has inside sources: "some in the industry".
    CircleNoun = "circle_noun", Written;
    /// Plural human noun without "s".
    PluralPeople = "plural_people", Lower;
    /// Noun for a member of a party that also names the party.
    Partisan = "partisan", Lower;
    /// Speaks for an organisation and is therefore not anonymous: "a spokesman for the ministry".
    Spokesperson = "spokesperson", Lower;
    /// Noun for a place or government whose name follows "of": "the city of Phoenix".
    SeatOfGovernment = "seat_of_government", Lower;
    /// Document that speaks for its author: "a statement from the palace".
    Document = "document", Lower;
    /// Common noun that can be the speaker before the colon of a headline: "Poll: …".
    HeadlineSpeaker = "headline_speaker", Lower;
    /// Label before the colon of a headline, not a speaker: "Opinion: …".
    HeadlineLabel = "headline_label", Lower;
    /// Noun after "by" in a passive that is not the agent but a time, an amount or a means.
    NotAgent = "not_agent", Written;
    /// Noun before "of" that shows that a state's name follows: "governor of Georgia".
    OfficeOfState = "office_of_state", Lower;
    /// Office whose holder news text calls "leader".
    Leader = "leader", Lower;
    /// Office whose holder news text calls "chief" or "boss".
    Chief = "chief", Lower;
    /// Modifier that changes which office the noun after it denotes: "deputy minister".
    RankModifier = "rank_modifier", Lower;
    /// Role noun that also describes countries, because they play, trade or rule.
    RoleOfCountry = "role_of_country", Lower;
    /// Noun whose plural speaks for the firm named after it: "analysts at Kessler Voigt".
    VoiceOfHouse = "voice_of_house", Lower;
    // data/lexicon/organizations.tsv
    /// Noun that forms the name of a national body with the country after it: "Athletics Kenya".
    NationalBodyNoun = "national_body_noun", Written;
    /// Last word of names of companies that is rarely the last word of another name: "MindForge Solutions".
    CompanyNameEnd = "company_name_end", Lower;
    /// Last word of the name of a club that is its short name, too: "United".
    ClubName = "club_name", Written;
    /// Name of a product with a small first letter, without a plural "s": "iPhone".
    ProductBrand = "product_brand", Written;
    /// First word of the name of a bank.
    BankWord = "bank_word", Lower;
    /// Final word that the shorter name of an organisation omits: "Toyota Group", "Toyota".
    CompanyEnding = "company_ending", Lower;
    /// Function word that acronyms and comparisons of names ignore.
    SmallWord = "small_word", Lower;
    /// Common word of organisation names that does not identify an organisation by itself.
    VagueNameWord = "vague_name_word", Lower;
    /// Noun for any company.
    FirmNoun = "firm_noun", Lower;
    /// Noun for an organisation that is not a company, also as part of its name.
    PublicBodyWord = "public_body_word", Lower;
    /// Noun directly before a name that shows an organisation, not a person: "carmaker Norvik".
    BeforeOrganizationName = "before_organization_name", Written;
    /// Noun for one type of organisation.
    TypeNoun = "type_noun", Lower;
    /// Noun for the people who act for an organisation: "members of the union".
    MembersNoun = "members_noun", Written;
    /// Plural noun that is an antecedent of "they" and not an organisation.
    PeopleOrAuthorities = "people_or_authorities", Lower;
    /// Noun for a medium behind its name: "the Astor Online website".
    NamedMedium = "named_medium", Lower;
    /// Noun for an organisation that refers to one named before: "the company".
    OrganizationNounBeforeName = "organization_noun_before_name", Written;
    // data/lexicon/legal_forms.tsv
    /// Legal form of a company, or an equivalent word, at the end of a name.
    LegalForm = "legal_form", Lower;
    /// Legal form of a company with no other meaning.
    OnlyLegalForm = "only_legal_form", Lower;
    // data/lexicon/places.tsv
    /// Noun for a landform at the start of its name: "Lake", "Mount".
    LandFormBefore = "land_form_before", Lower;
    /// Noun for a landform, or the name of one or of a continent, at the end of a name that is not a state or
    /// town.
    LandForm = "land_form", Lower;
    /// Noun for a building at the end of its name: "Heathrow Airport".
    Building = "building", Lower;
    /// Noun for a road or a hall at the end of its name: "Elm Street".
    RoadOrHall = "road_or_hall", Lower;
    /// Preposition that only a place name can follow.
    InPlacePreposition = "in_place_preposition", Written;
    /// Noun before "of" and a place name: "the outskirts of Liverpool".
    PartOfTown = "part_of_town", Written;
    /// Preposition that often precedes a place name, in lower case or with a capital.
    PlacePreposition = "place_preposition", Written;
    /// Preposition of an adverbial of place right before a role, which is not part of the role: "in Paris
    /// President X".
    BeforeLocalRole = "before_local_role", Lower;
    // data/lexicon/languages.tsv
    /// Name of a language, usually also the adjective of a people.
    Language = "language", Lower;
    /// Name of a language that hardly ever denotes a people.
    OnlyLanguage = "only_language", Lower;
    /// Word whose object or complement is a language: "speaks", "written".
    LanguageVerb = "language_verb", Lower;
    /// Word that can follow the name of a language that is spoken or written.
    AfterLanguage = "after_language", Lower;
    // data/lexicon/events.tsv
    /// Noun before the name of a storm.
    Storm = "storm", Lower;
    // data/lexicon/games.tsv
    /// Word that counts as evidence that an article is about sport. Feeds a trained model: retrain it when
    /// this changes.
    SportWord = "sport_word", Lower;
    /// Verb for a victory between the names of two teams.
    BeatingVerb = "beating_verb", Written;
    /// Word for games, leagues or exchanges; a place name near it denotes a team or a market.
    GameWord = "game_word", Lower;
    // data/lexicon/currencies.tsv
    /// Code or short form of a currency beside a number: "USD", "Rs".
    CurrencyCode = "currency_code", Written;
    /// Letter that is a currency sign when an amount follows it without a space: "R120 000".
    CurrencyLetter = "currency_letter", Written;
    /// Currency sign.
    CurrencySign = "currency_sign", Written;
    // data/lexicon/numbers.tsv
    /// Abbreviation that multiplies the number right before it.
    ScaleLetter = "scale_letter", Lower;
    /// Ordinal that, after "a", refers to one more person: "a third said".
    NextOrdinal = "next_ordinal", Lower;
    // data/lexicon/time.tsv
    /// Calendar word that corpora occasionally label as a name.
    CalendarWord = "calendar_word", Lower;
    /// Word for a day, a month or a part of the day that is an adjunct and not part of the noun phrase beside
    /// it.
    TimeNoun = "time_noun", Written;
    /// Abbreviation of a time zone after a time of day.
    TimeZone = "time_zone", Written;
    /// Word that occurs in the stamp, byline or dateline of an article.
    StampWord = "stamp_word", Lower;
    /// Precedes a month whose name is also another word: "in May".
    MonthOpener = "month_opener", Lower;
    /// Month, or its abbreviation, that counts as a month only when the context confirms it.
    AmbiguousMonth = "ambiguous_month", Lower;
    /// Function word, which a number before it cannot count.
    UncountedWord = "uncounted_word", Lower;
    /// Speech verb after a word that is a month or a given name: "April says".
    QuotingVerb = "quoting_verb", Lower;
    /// Word or sign between the two ends of a range of dates.
    RangeWord = "range_word", Lower;
    /// Precedes a duration.
    DurationOpener = "duration_opener", Lower;
    /// Follows a duration.
    DurationCloser = "duration_closer", Lower;
    /// Plural period that is a duration without a number: "for years".
    CountedPeriod = "counted_period", Lower;
    /// Modifier between a number and the period that it counts.
    PeriodModifier = "period_modifier", Lower;
    /// Marks the future before "to" or "for".
    PlannedWord = "planned_word", Lower;
    /// Past-tense verb, recognised also when the tagger gives it no tag.
    PastVerb = "past_verb", Lower;
    /// Auxiliary or adjective that places a date in the future.
    FutureWord = "future_word", Lower;
    /// Precedes a decade: "the early nineties".
    DecadeOpener = "decade_opener", Lower;
    /// Follows a number that looks like a year but is a count.
    YearCounter = "year_counter", Lower;
    /// Precedes a number that looks like a year but is an amount or a number of something.
    AmountOpener = "amount_opener", Lower;
    /// Prefix before a hyphen and a year or decade.
    DecadePrefix = "decade_prefix", Lower;
    /// Precedes a year.
    YearOpener = "year_opener", Lower;
    /// Precedes a year only if no noun that it could count follows the number.
    PossibleYearOpener = "possible_year_opener", Lower;
    /// Word or comma between a day and a time of day.
    DayJoiner = "day_joiner", Lower;
    /// Noun for a part of a period: "the end of the year".
    PartOfPeriod = "part_of_period", Lower;
    /// Possessive before a decade that is a person's age: "in his 60s".
    PossessiveBeforeAge = "possessive_before_age", Lower;
    /// Noun for a season, which never heads a role.
    SeasonNoun = "season_noun", Written;
    /// Past-tense auxiliary.
    PastAuxiliary = "past_auxiliary", Lower;
    /// Selects the period before the current one: "last week".
    LastDeterminer = "last_determiner", Lower;
    /// Selects the current period: "this week".
    ThisDeterminer = "this_determiner", Lower;
    /// Selects the period after the current one: "next week".
    NextDeterminer = "next_determiner", Lower;
    /// Follows an hour before noon.
    BeforeNoon = "before_noon", Lower;
    /// Follows an hour after noon.
    AfterNoon = "after_noon", Lower;
    /// Month that is also a given name.
    GivenNameMonth = "given_name_month", Lower;
    /// Adverb before a period, which becomes part of the expression: "later this year".
    ComparativeAdverb = "comparative_adverb", Lower;
    /// Modifies "year" where a company's or a state's financial year is meant.
    FiscalAdjective = "fiscal_adjective", Lower;
    /// Word between the two years of a range.
    YearJoiner = "year_joiner", Lower;
    // data/lexicon/reasons.tsv
    /// First-person pronoun, form of address or other word of debate, in the check-worthiness features. Feeds
    /// a trained model: retrain it when this changes.
    FirstOrSecondPerson = "first_or_second_person", Lower;
    /// Auxiliary in the present or past tense.
    FiniteAuxiliary = "finite_auxiliary", Lower;
    /// Modal verb of obligation.
    Obligation = "obligation", Lower;
    /// Pronoun of the author, "I" or "we", as a sign of an opinion piece.
    AuthorPronoun = "author_pronoun", Lower;
    /// Pronoun that addresses the reader, as a sign of advice.
    ReaderPronoun = "reader_pronoun", Lower;
    /// Shows that a sentence without a source is a comment.
    JudgementMarker = "judgement_marker", Lower;
    // data/lexicon/cues.tsv
    /// Cue that reports an action or a topic as often as speech when its object is a thing: "discussed the
    /// plan".
    DeedProne = "deed_prone", Lemma;
    /// Verb whose object is somebody else who speaks: "quoted Hale as saying".
    QuotesSomebody = "quotes_somebody", Lemma;
    /// Verb of a decision or an attempt, whose report is no claim: "decided that she would stay".
    Decision = "decision", Lemma;
    /// Verb of saying that is an act with nothing but an object: "called the police".
    DeedWithObject = "deed_with_object", Lemma;
    /// Verb whose passive subject is the speaker ("was quoted as saying") or the holder of the view ("is
    /// opposed to").
    PassiveWithHolder = "passive_with_holder", Lemma;
    /// Takes the addressee as its object.
    AddresseeObject = "addressee_object", Lemma;
    /// Requires a personal object, so that a headline ending in it is a passive: "…, minister blamed".
    NeedsPersonObject = "needs_person_object", Lemma;
    /// Can precede its speaker after the content ("…, warned the mayor") and takes no person as its object.
    Inverts = "inverts", Lemma;
    /// Verb of denial that requires an object.
    DeniesObject = "denies_object", Lemma;
    /// Takes a clause that is a claim even inside another source's words.
    EmbedsClaim = "embeds_claim", Lemma;
    /// Verb for an act that a source declines to perform: "would not say".
    DeclinedAct = "declined_act", Lemma;
    /// Expresses an intention.
    Plans = "plans", Lemma;
    /// Expresses an intention when "to" follows.
    PlansBeforeTo = "plans_before_to", Lemma;
    /// Expresses a thought rather than a statement when it has a source.
    Expects = "expects", Lemma;
    /// Expresses a refusal to speak when negated: "did not reply".
    Answers = "answers", Lemma;
    /// Reports hearsay in a passive without a source: "is believed to".
    ReportsElsewhere = "reports_elsewhere", Lemma;
    /// Verb that reports a finding when its source is a study, a court or the like.
    Finds = "finds", Lemma;
    /// Cue verb that marks its content as uncertain.
    HedgesAsCue = "hedges_as_cue", Lemma;
    /// Reporting noun whose complement clause is reported content: "the claim that".
    ReportingNoun = "reporting_noun", Lemma;
    /// Speech verb whose base form and "s" form are not also nouns.
    SpeechVerbOnly = "speech_verb_only", Lemma;
    /// Verb of appearance, whose subject does not speak.
    SeemingVerb = "seeming_verb", Lemma;
    // data/lexicon/roles.tsv
    /// Present participle that modifies a role: "outgoing president".
    RoleIngModifier = "role_ing_modifier", Written;
    /// Past participle that modifies a role: "retired judge".
    RoleEdModifier = "role_ed_modifier", Written;
    /// Adverb that modifies a role: "then chancellor".
    RoleAdverb = "role_adverb", Written;
    /// Prefix before a hyphen and a role: "co-founder".
    RolePrefix = "role_prefix", Written;
    /// Word at the left edge of a role phrase that is not part of it, such as a fragment of an age or a list.
    NotRoleEdge = "not_role_edge", Lower;
    /// Preposition between a role and its complement: "head of the bank".
    RolePreposition = "role_preposition", Written;
    /// Preposition of the complement between a role and a name: "The head of the bank, Ann Hale".
    RoleComplementPreposition = "role_complement_preposition", Written;
    /// Word or mark that can follow an apposition.
    AppositionEnd = "apposition_end", Written;
    /// Adverb between a name and the role after it: "Ann Hale, now a senator".
    RoleTimeAdverb = "role_time_adverb", Written;
    /// Copular verb or participle between a name and its role: "became mayor".
    RoleLinkingVerb = "role_linking_verb", Lower;
    /// Auxiliary, adverb or particle that can occur between a name, the linking verb and the role.
    RoleVerbFiller = "role_verb_filler", Lower;
    /// Verb whose object is the organisation that its subject leads: "who heads the bank".
    LeadingVerb = "leading_verb", Lower;
    /// Verb that takes a person and the role given to that person: "elected Ann Hale mayor".
    AppointingVerb = "appointing_verb", Lower;
    /// Begins an expression of time rather than a role.
    DatingDeterminer = "dating_determiner", Lower;
    /// Preposition of a duration after a name.
    DurationPreposition = "duration_preposition", Written;
    // data/lexicon/metonymy.tsv
    /// Stem of a verb of saying, thinking, asking or deciding, whose subject is a person or a government.
    SpeechStem = "speech_stem", Stem;
    /// Stem of an action verb typical of governments, other than a speech verb.
    StateAct = "state_act", Stem;
    /// Stem of a verb typical of places, crowds, markets, teams or individuals, which is no evidence of a
    /// government.
    NotStateAct = "not_state_act", Stem;
    /// Stem of a verb whose subject is a government or its country alike; it counts as evidence only with an
    /// object, except after capitals and seats of government.
    SoftAct = "soft_act", Stem;
    /// Stem of a verb whose object can respond: "thanked Oslo", "pressed Kyiv".
    AddressingVerb = "addressing_verb", Stem;
    /// Stem of a verb whose object is a geographical place: "visited Paris", "fled Goma".
    DoneToPlace = "done_to_place", Stem;
    /// Predicate adjective or participle that presupposes a subject able to decide: "has been careful", "is
    /// willing".
    Readiness = "readiness", Lower;
    /// Noun after "at", "in" or "under" for dealings with others: "is at odds", "is in talks".
    DealingState = "dealing_state", Lower;
    /// Verb form before "to" and the main verb: "continues to", "has to".
    LeadsToVerb = "leads_to_verb", Lower;
    /// Form of a copular verb other than "be".
    Copula = "copula", Lower;
    /// Noun for the authorities of a capital.
    Authorities = "authorities", Lower;
    /// Passive participle whose subject can respond: "was accused".
    ToldToPower = "told_to_power", Lower;
    /// Noun, or first word of a compound noun, for something that only governments have.
    StatePossession = "state_possession", Lower;
    /// Noun or verb before "with" or "between" and a political actor.
    WithPower = "with_power", Lower;
    /// Noun or verb before "from" or "by" and a political actor: "an offer from Dublin".
    FromPower = "from_power", Lower;
    /// Noun, verb or adjective before a preposition such as "on", "against", "to" or "for" and a political
    /// actor: "pressure on Kyiv".
    UponPower = "upon_power", Lower;
    /// Noun before "of" and a political actor: "at the request of Ankara".
    OfPower = "of_power", Lower;
    /// Noun before "toward" and a political actor.
    TowardPower = "toward_power", Lower;
    /// Noun after the name of a seat of government: "Kremlin officials".
    BelongsToSeat = "belongs_to_seat", Lower;
    /// Preposition between a word with the flag `upon_power` and the political actor.
    UponPreposition = "upon_preposition", Lower;
    /// Verb or noun before "on" and the addressee: "called on Moscow".
    CallingVerb = "calling_verb", Lower;
    /// Causative verb, which takes an object and a bare infinitive: "make Berlin pay".
    CausingVerb = "causing_verb", Lower;
    /// Word that can occur between a subject and its verb.
    BeforeVerb = "before_verb", Written;
    /// Subordinator that begins a clause, so that the name after it can be a subject.
    Subordinator = "subordinator", Lower;
    /// Word that can begin the object or another complement of a verb.
    ObjectOpener = "object_opener", Written;
    /// Object of "have" whose subject is a political actor: "has conditions".
    HasOfPower = "has_of_power", Lower;
    /// Object of a verb such as "reach" or "strike" whose subject is a political actor: "reached an accord".
    ReachedByPower = "reached_by_power", Lower;
    /// Object of "settle" whose subject is a political actor: "settled the case".
    SettledByPower = "settled_by_power", Lower;
    /// Noun after "nuclear" where the phrase denotes a matter of state.
    NuclearNoun = "nuclear_noun", Lower;
    /// Requires a verb in its base form after it.
    BareVerbOpener = "bare_verb_opener", Written;
    /// Verb whose object can be an agreement of a political actor: "reached an accord".
    ReachingVerb = "reaching_verb", Lower;
    /// Verb whose object can be a dispute of a political actor: "settled the case".
    SettlingVerb = "settling_verb", Lower;
    /// Noun after "foreign" where the phrase denotes a matter of state.
    ForeignNoun = "foreign_noun", Lower;
    /// Word after "war" where the phrase denotes a matter of state.
    WarNoun = "war_noun", Lower;
    /// Plural auxiliary, which shows that a place name denotes a team rather than a country.
    PluralAuxiliary = "plural_auxiliary", Written;
    // data/lexicon/credits.tsv
    /// Phrase at the start of a credit line.
    CreditOpening = "credit_opening", Listed;
    /// Phrase by which an article refers to itself.
    SelfReference = "self_reference", Listed;
    /// Phrase for how an article was produced or published, which makes a line with a self-reference a credit
    /// line.
    MadeFrom = "made_from", Listed;
    /// Phrase that occurs only in notices of rights and authorship.
    RightsNote = "rights_note", Listed;
    // data/lexicon/phrases.tsv
    /// Phrase that says that a source is not named.
    AnonymityPhrase = "anonymity_phrase", Listed;
    // data/lexicon/holidays.tsv
    /// First word of the name of a holiday.
    HolidayOpener = "holiday_opener", Lower;
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal;)+) => {
        /// A property of a word with a text as its value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Field {
            $($(#[doc = $doc])+ $field,)+
        }

        impl Field {
            /// All fields, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$field,)+];

            /// The name of the field and of its column in the sources.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)+
                }
            }

            /// Definition of the field, as printed in the README of `data/lexicon`.
            pub const fn definition(self) -> &'static str {
                match self {
                    $(Self::$field => concat!($($doc,)+),)+
                }
            }
        }
    };
}

fields! {
    /// Class of a word for a number, time, money or measure: "small", "month", "currency" and so on.
    Class = "class";
    /// Meaning of the word within its class: the number, the number of the month or weekday, or the TIMEX3
    /// code.
    Value = "value";
    /// Lemma of an irregular form.
    Lemma = "lemma";
    /// Kind of speech act of a cue with this head. Feeds trained models: retrain them when this changes.
    SpeechAct = "speech_act";
    /// Kind of speech act in the document, where it differs from `speech_act`.
    ReaderAct = "reader_act";
    /// Reason for or against checking a sentence that contains the word.
    Reason = "reason";
    /// Date of a holiday: month and day, days from Easter Sunday, or "thanksgiving".
    Holiday = "holiday";
    /// Full given names, separated by spaces, of a short form that is not a prefix of them.
    FullNames = "full_names";
    /// Words of offices that a role with this head can denote, separated by spaces.
    OfficeWords = "office_words";
    /// Words of names and descriptions of the organisations that the noun denotes, separated by spaces.
    NameWords = "name_words";
    /// Knowledge base classes of the organisations that the noun denotes, separated by spaces.
    KbClasses = "kb_classes";
    /// Kind of a name with this head word: "law" or "event".
    NameKind = "name_kind";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order_of_the_lists() {
        assert!(Flag::ALL.iter().enumerate().all(|(i, flag)| *flag as usize == i));
        assert!(Field::ALL.iter().enumerate().all(|(i, field)| *field as usize == i));
    }

    #[test]
    fn names_match_the_variants() {
        let camel = |name: &str| -> String {
            name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
        };
        assert!(Flag::ALL.iter().all(|flag| camel(flag.name()) == format!("{flag:?}")));
        assert!(Field::ALL.iter().all(|field| camel(field.name()) == format!("{field:?}")));
    }

    #[test]
    fn every_flag_and_field_has_a_definition() {
        let definitions = Flag::ALL.iter().map(|flag| flag.definition());
        for definition in definitions.chain(Field::ALL.iter().map(|field| field.definition())) {
            assert!(definition.starts_with(' ') && definition.len() > 9, "{definition}");
        }
    }
}
