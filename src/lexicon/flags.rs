//! The properties of words that the rest of the program asks for, by name.
//!
//! This is the one list of them: the sources in `data/lexicon` use the names, the compiled table the numbers, and
//! the README beside the sources is written from the definitions. A flag is a property that a word has or has not; a
//! field has a text. Numbers follow the order of the list and hold for one build of the table only.

/// How a word is compared with the words of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is written in the text.
    Written,
    /// In lower case, and without diacritics where names are compared.
    Lower,
    /// By its base form.
    Lemma,
    /// By what is left of a verb when its ending is taken off, where the spelling changes in several forms.
    Stem,
    /// A text in lower case is searched for the words, one after the other.
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
            /// Every flag, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$flag,)+];

            /// The name of the flag in the sources.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$flag => $name,)+
                }
            }

            /// What a word with the flag is, in a sentence without its subject.
            pub const fn definition(self) -> &'static str {
                match self {
                    $(Self::$flag => concat!($($doc,)+),)+
                }
            }

            /// The form in which words are compared.
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
    /// Keeps its full stop and is followed by a name or a number, so that the stop never ends a sentence:
    /// "Gen", "No".
    AbbreviationBeforeName = "abbreviation_before_name", Written;
    /// Keeps its full stop and may also end a sentence: "Inc", "Sept".
    Abbreviation = "abbreviation", Written;
    /// Is an abbreviation only before a number; elsewhere it is a word: "No. 5", but "He said no."
    NumberAbbreviation = "number_abbreviation", Written;
    // data/lexicon/units.tsv
    /// Is written glued to a number: "3.5bn", "5pm", "80km".
    GluedUnit = "glued_unit", Lower;
    /// Precedes a unit: "square miles".
    UnitModifier = "unit_modifier", Lower;
    /// Follows "m" for metres.
    HeightWord = "height_word", Lower;
    /// Precedes a weight in pounds.
    WeighingVerb = "weighing_verb", Lower;
    /// Is a weight as well as a currency.
    PoundNoun = "pound_noun", Lower;
    // data/lexicon/function_words.tsv
    /// Commonly opens an English sentence and is rarely part of a name.
    SentenceOpener = "sentence_opener", Written;
    /// Joins the parts of a name, as the kinds of names read it. Feeds a trained model.
    NameLinker = "name_linker", Written;
    /// Leaves open whether something is so.
    Hedge = "hedge", Lower;
    /// Leaves before "to" open whether something is so: "is expected to".
    HedgeBeforeTo = "hedge_before_to", Lower;
    /// Is a pronoun that coreference resolves.
    ResolvablePronoun = "resolvable_pronoun", Lower;
    /// Means whoever speaks.
    FirstPerson = "first_person", Written;
    /// Is "a" or "an".
    IndefiniteArticle = "indefinite_article", Written;
    /// Is an article.
    Article = "article", Written;
    /// Opens a noun phrase.
    Determiner = "determiner", Lower;
    /// Says that somebody is known.
    DefiniteDeterminer = "definite_determiner", Lower;
    /// Opens the noun phrase of an attribute: "the alleged fraud".
    KnownDeterminer = "known_determiner", Lower;
    /// Opens a phrase that is of one out of many.
    OneOfMany = "one_of_many", Lower;
    /// Counts a handful.
    SmallNumber = "small_number", Lower;
    /// Marks the possessor before it.
    PossessiveMarker = "possessive_marker", Written;
    /// Is "'s", which marks a possessor or is a short form of "is" or "has".
    GenitiveS = "genitive_s", Written;
    /// Says whose something is.
    PossessiveDeterminer = "possessive_determiner", Lower;
    /// Says whose something is, in the third person.
    ThirdPersonPossessive = "third_person_possessive", Written;
    /// Says whose something is, in the third person, also at the start of a sentence.
    PossessiveAnyCase = "possessive_any_case", Written;
    /// Is a personal pronoun as a subject, as written inside a sentence.
    SubjectPronoun = "subject_pronoun", Written;
    /// Is a whole subject or agent by itself.
    LoneSubject = "lone_subject", Lower;
    /// Is a personal pronoun of the third person as a subject.
    ThirdPersonSubject = "third_person_subject", Written;
    /// Is a personal pronoun as an object.
    ObjectPronoun = "object_pronoun", Written;
    /// Is never a speaker.
    EmptySubject = "empty_subject", Lower;
    /// Opens a clause that belongs to whoever speaks already.
    GenericSubject = "generic_subject", Lower;
    /// Is a whole subject by itself at the start of a sentence.
    LoneQuantifier = "lone_quantifier", Written;
    /// Is a relative pronoun as a subject.
    WhoOrWhich = "who_or_which", Written;
    /// Opens a relative clause as its subject.
    RelativeSubject = "relative_subject", Written;
    /// Opens a relative clause.
    RelativePronoun = "relative_pronoun", Written;
    /// Opens a clause within a sentence.
    ClauseOpener = "clause_opener", Written;
    /// Leads what is said.
    Complementizer = "complementizer", Written;
    /// Opens a question.
    QuestionWord = "question_word", Lower;
    /// Opens what is asked.
    EmbeddedQuestionWord = "embedded_question_word", Lower;
    /// Opens after a comma what is no longer said.
    ClauseBreak = "clause_break", Written;
    /// Opens a clause or phrase before the main clause.
    FrontedClauseOpener = "fronted_clause_opener", Written;
    /// Is "not".
    Negator = "negator", Written;
    /// Negates its clause.
    NegativeWord = "negative_word", Lower;
    /// Negates a clause as its subject, or before it.
    NegativeSubject = "negative_subject", Lower;
    /// Is a form of "do".
    DoForm = "do_form", Written;
    /// Is a form of "have".
    HaveForm = "have_form", Written;
    /// Is a form of "have", also a short one.
    HaveFormOrClitic = "have_form_or_clitic", Lower;
    /// Is a form of "be" that is not also a possessive.
    BeForm = "be_form", Written;
    /// Is a form of "be" that is written out.
    FullBeForm = "full_be_form", Written;
    /// Is a present form of "be".
    PresentBe = "present_be", Lower;
    /// Is an auxiliary of the future.
    FutureAuxiliary = "future_auxiliary", Lower;
    /// Makes a future of a form of "be" before it: "is going to".
    FutureComplement = "future_complement", Written;
    /// Is a modal that gives a clause no tense.
    Modal = "modal", Lower;
    /// Speaks of what is to come or only may be.
    FutureOrPossible = "future_or_possible", Lower;
    /// Refuses when it is negated: "would not say".
    ModalOfRefusal = "modal_of_refusal", Written;
    /// Shows that a warning is about what is to come.
    WarningWord = "warning_word", Lower;
    /// Opens a relative clause, as the features of attribution see it. Feeds a trained model.
    EdgeRelative = "edge_relative", Lower;
    /// Opens a contrast, as the features of attribution see it. Feeds a trained model.
    EdgeContrast = "edge_contrast", Lower;
    /// Opens an adverbial clause, as the features of attribution see it. Feeds a trained model.
    EdgeAdverbial = "edge_adverbial", Lower;
    /// Joins two verbs of one subject.
    VerbJoiner = "verb_joiner", Written;
    /// Joins a verb to the one before it.
    ConjoinedVerbJoiner = "conjoined_verb_joiner", Written;
    /// Follows a passive at the end of its clause.
    AfterPassive = "after_passive", Written;
    /// Occurs before or in a date after a source.
    DatePreposition = "date_preposition", Written;
    /// Occurs between a document and whoever made it.
    SourcePreposition = "source_preposition", Written;
    /// Joins a noun and its complement inside a subject.
    SubjectPreposition = "subject_preposition", Written;
    /// Says after "people" which people.
    BehindPeople = "behind_people", Written;
    /// Ends the head of a noun phrase.
    HeadEnd = "head_end", Written;
    /// Makes another verb of the one before it.
    VerbParticle = "verb_particle", Written;
    /// Can follow the type noun of an organisation after its name.
    TypeNounEnd = "type_noun_end", Written;
    /// Refers to two or more people named before.
    PairReference = "pair_reference", Lower;
    /// Is "the".
    DefiniteArticle = "definite_article", Written;
    /// Joins clauses or what somebody did: "and", "but".
    AndOrBut = "and_or_but", Written;
    /// Is "and" or its sign.
    AndSign = "and_sign", Written;
    /// Compares amounts before "than".
    ComparativeQuantifier = "comparative_quantifier", Lower;
    /// Says after people that they were asked in a poll.
    PolledParticiple = "polled_participle", Written;
    /// Is a whole source that names nobody.
    LoneIndefinite = "lone_indefinite", Lower;
    /// Says after "those" who they are.
    BehindThose = "behind_those", Written;
    /// Joins the last two of a list.
    AndOrSign = "and_or_sign", Lower;
    // data/lexicon/cue_forms.tsv
    /// Speaks after or before a quoted question or exclamation, which therefore goes on: "“Why?” she
    /// asked."
    SpeechAfterQuote = "speech_after_quote", Written;
    /// Is a participle of saying with nobody who says it: "is said to".
    UnclearParticiple = "unclear_participle", Lower;
    /// Is the plural of a noun as often as a verb in the present.
    PluralNounOrVerb = "plural_noun_or_verb", Written;
    /// Says that others say so.
    HearsayAdverb = "hearsay_adverb", Written;
    /// Follows "no" where somebody declines to speak.
    DeclinedNoun = "declined_noun", Written;
    /// Says of somebody that they are named or not.
    NamingParticiple = "naming_participle", Written;
    /// Is a form of "hold".
    HoldForm = "hold_form", Written;
    /// Is a form of a verb whose object is spoken to, so that a pronoun after it is not the speaker.
    AddressesObject = "addresses_object", Written;
    // data/lexicon/web.tsv
    /// Ends a domain name that is written without its scheme.
    WebDomain = "web_domain", Written;
    // data/lexicon/titles.tsv
    /// Precedes a person's name but is not part of it, without its full stop.
    Title = "title", Lower;
    /// Addresses a person and ends the role before it: "leader Mr Barry".
    FormOfAddress = "form_of_address", Lower;
    /// Abbreviates a rank between a role and a name: "leader Col. Barry".
    RankAbbreviation = "rank_abbreviation", Lower;
    /// Says that the person after it is a man.
    MaleTitle = "male_title", Lower;
    /// Says that the person after it is a woman.
    FemaleTitle = "female_title", Lower;
    // data/lexicon/particles.tsv
    /// Belongs to the surname after it and is not an English word, so that a name is extended over it.
    ForeignParticle = "foreign_particle", Written;
    /// Is a particle of surnames, also one that is an English word.
    SurnameParticle = "surname_particle", Lower;
    /// Precedes only surnames.
    OnlySurnameParticle = "only_surname_particle", Written;
    /// Is an Arabic article that is left out or spelt in several ways: "al-Sisi", "el-Sisi", "Sisi".
    ArabicArticle = "arabic_article", Lower;
    /// Follows a name but is not part of the surname.
    NameSuffix = "name_suffix", Lower;
    /// Is a possessive "s", in capitals as well.
    PossessiveSAnyCase = "possessive_s_any_case", Written;
    // data/lexicon/given_names.tsv
    /// Is a first name of men.
    MaleGivenName = "male_given_name", Lower;
    /// Is a first name of women.
    FemaleGivenName = "female_given_name", Lower;
    /// Is a first name that shorter ones are the beginning of: "Alex" for "Alexander".
    FullGivenName = "full_given_name", Listed;
    // data/lexicon/nouns.tsv
    /// Names what somebody is or does and heads a role: "minister", "goalkeeper".
    Role = "role", Lower;
    /// Is held without anybody holding that something is so: "held talks".
    HeldEvent = "held_event", Written;
    /// Finds or shows rather than says, as the head of a source.
    Finder = "finder", Lemma;
    /// Speaks, and only ends like a noun for people: "poster".
    HumanLookingThing = "human_looking_thing", Lower;
    /// Is kept unnamed even when it is definite: "the official said".
    UnnamedWhenDefinite = "unnamed_when_definite", Lower;
    /// Is somebody known by name in that office.
    OfficeKnownByName = "office_known_by_name", Lower;
    /// Is a role that comes in crowds.
    CrowdMember = "crowd_member", Lower;
    /// Is a profession or a cause in whose name nobody in particular speaks: "doctors say".
    ProfessionInGeneral = "profession_in_general", Lower;
    /// Is a word for one of many people, whoever that is.
    OrdinaryPerson = "ordinary_person", Lower;
    /// Is somebody whose name is kept back: "aide", "insider".
    AnonymousSource = "anonymous_source", Lower;
    /// Refers to people without saying who.
    GenericPerson = "generic_person", Lower;
    /// Says how many before "of" and a noun.
    QuantityNoun = "quantity_noun", Written;
    /// Is a trade or a camp in which people know things.
    CircleNoun = "circle_noun", Written;
    /// Is a plural for people without an "s".
    PluralPeople = "plural_people", Lower;
    /// Is the member of a party whose name is also the party's.
    Partisan = "partisan", Lower;
    /// Speaks for an organisation, and is therefore not anonymous: "a spokesman for the ministry".
    Spokesperson = "spokesperson", Lower;
    /// Is governed from a place: "the city of Phoenix".
    SeatOfGovernment = "seat_of_government", Lower;
    /// Speaks for whoever made it: "a statement from the palace".
    Document = "document", Lower;
    /// Opens a headline before a colon as a name does: "Poll: …".
    HeadlineSpeaker = "headline_speaker", Lower;
    /// Labels a headline before a colon but is not a speaker: "Opinion: …".
    HeadlineLabel = "headline_label", Lower;
    /// Follows "by" after a passive but is not an agent: when, by how much, by what means.
    NotAgent = "not_agent", Written;
    /// Shows before "of" that what follows is a state.
    OfficeOfState = "office_of_state", Lower;
    /// Is somebody whom news calls a leader.
    Leader = "leader", Lower;
    /// Is somebody whom news calls the chief or boss of something.
    Chief = "chief", Lower;
    /// Makes another office of the one after it.
    RankModifier = "rank_modifier", Lower;
    /// Is what a country, too, is called that plays, trades or rules.
    RoleOfCountry = "role_of_country", Lower;
    /// Speaks, in the plural, for the company that is named after it.
    VoiceOfHouse = "voice_of_house", Lower;
    // data/lexicon/organizations.tsv
    /// Is what the body looks after whose name is this word and its country: "Athletics Kenya".
    NationalBodyNoun = "national_body_noun", Written;
    /// Opens the name of a bank.
    BankWord = "bank_word", Lower;
    /// Ends the longer name of a body that is written without it: "Toyota", "Toyota Group".
    CompanyEnding = "company_ending", Lower;
    /// Is left out of an acronym and of a name whose words are rearranged.
    SmallWord = "small_word", Lower;
    /// Does not identify an organisation by itself, though many names begin or end with it.
    VagueNameWord = "vague_name_word", Lower;
    /// Is a noun that any firm can be called by.
    FirmNoun = "firm_noun", Lower;
    /// Is in the names of organisations that are not companies, or is a noun for one.
    PublicBodyWord = "public_body_word", Lower;
    /// Is a noun right before a name that is never a person's: "carmaker Norvik".
    BeforeOrganizationName = "before_organization_name", Written;
    /// Is a noun that an organisation of one type can be called by.
    TypeNoun = "type_noun", Lower;
    /// Is a noun for people of an organisation.
    MembersNoun = "members_noun", Written;
    /// Is a plural that "they" can refer to, but not an organisation.
    PeopleOrAuthorities = "people_or_authorities", Lower;
    /// Is a noun for an organisation that its name need not hold.
    OrganizationNounBeforeName = "organization_noun_before_name", Written;
    // data/lexicon/legal_forms.tsv
    /// Is the legal form, or a substitute for it, at the end of a company's name.
    LegalForm = "legal_form", Lower;
    /// Is the legal form of a company and nothing else.
    OnlyLegalForm = "only_legal_form", Lower;
    // data/lexicon/places.tsv
    /// Names a piece of the earth before its name: "Lake", "Mount".
    LandFormBefore = "land_form_before", Lower;
    /// Ends the name of a piece of the earth rather than of a state or a town, or is one.
    LandForm = "land_form", Lower;
    /// Heads the name of a building: "Heathrow Airport".
    Building = "building", Lower;
    /// Precedes a name that can only be a place's.
    InPlacePreposition = "in_place_preposition", Written;
    /// Precedes "of" and the name of a place.
    PartOfTown = "part_of_town", Written;
    /// Precedes the name of a place, also in capitals.
    PlacePreposition = "place_preposition", Written;
    /// Precedes a place that happens to precede a role: "in Paris President X".
    BeforeLocalRole = "before_local_role", Lower;
    // data/lexicon/languages.tsv
    /// Is a language; most are also the adjective of a people.
    Language = "language", Lower;
    /// Is a language and hardly ever the name of a people.
    OnlyLanguage = "only_language", Lower;
    /// Takes a language for its object: "speaks", "written".
    LanguageVerb = "language_verb", Lower;
    /// May follow the name of a language that is spoken or written.
    AfterLanguage = "after_language", Lower;
    // data/lexicon/events.tsv
    /// Precedes the name of a storm.
    Storm = "storm", Lower;
    // data/lexicon/games.tsv
    /// Makes an article one about sport. Feeds a trained model: retrain it when this changes.
    SportWord = "sport_word", Lower;
    /// Says what a team does to another.
    BeatingVerb = "beating_verb", Written;
    /// Belongs to games, leagues and exchanges: near a place, the place is a team or a market.
    GameWord = "game_word", Lower;
    // data/lexicon/currencies.tsv
    /// Is the code or short form of a currency beside a number: "USD", "Rs".
    CurrencyCode = "currency_code", Written;
    /// Is the sign of a currency when an amount is glued to it: "R120 000".
    CurrencyLetter = "currency_letter", Written;
    /// Is the sign of a currency.
    CurrencySign = "currency_sign", Written;
    // data/lexicon/numbers.tsv
    /// Multiplies the number that it is glued to.
    ScaleLetter = "scale_letter", Lower;
    /// With "a", refers to one more person: "a third said".
    NextOrdinal = "next_ordinal", Lower;
    // data/lexicon/time.tsv
    /// Is a word of the calendar that corpora now and then label as a name.
    CalendarWord = "calendar_word", Lower;
    /// Names a day, a month or a part of the day next to noun phrases without being part of them.
    TimeNoun = "time_noun", Written;
    /// Is the short form of a time zone after a time of day.
    TimeZone = "time_zone", Written;
    /// Occurs in the stamp, byline or dateline of an article.
    StampWord = "stamp_word", Lower;
    /// Precedes a month that could also be another word: "in May".
    MonthOpener = "month_opener", Lower;
    /// Is a month, or its short form, that is a month only where something shows it.
    AmbiguousMonth = "ambiguous_month", Lower;
    /// Never names what a number before it counts.
    UncountedWord = "uncounted_word", Lower;
    /// Follows a first name that is also a month: "April says".
    QuotingVerb = "quoting_verb", Lower;
    /// Joins two days of a range.
    RangeWord = "range_word", Lower;
    /// Precedes a length of time.
    DurationOpener = "duration_opener", Lower;
    /// Follows a length of time.
    DurationCloser = "duration_closer", Lower;
    /// Is a period without a number: "for years".
    CountedPeriod = "counted_period", Lower;
    /// Occurs between a number and the period that it counts.
    PeriodModifier = "period_modifier", Lower;
    /// Says before "to" or "for" that something is to come.
    PlannedWord = "planned_word", Lower;
    /// Is a verb in the past, also where the tagger takes it for something else.
    PastVerb = "past_verb", Lower;
    /// Says that something is to come, for the year of a date.
    FutureWord = "future_word", Lower;
    /// Precedes a decade: "the early nineties".
    DecadeOpener = "decade_opener", Lower;
    /// Follows a number that looks like a year but is a count.
    YearCounter = "year_counter", Lower;
    /// Precedes a number that looks like a year but is a count.
    AmountOpener = "amount_opener", Lower;
    /// Precedes a hyphen and a year.
    DecadePrefix = "decade_prefix", Lower;
    /// Precedes a year.
    YearOpener = "year_opener", Lower;
    /// May precede a year, if the number looks like one.
    PossibleYearOpener = "possible_year_opener", Lower;
    /// May occur between a day and a time of day.
    DayJoiner = "day_joiner", Lower;
    /// Is a part of a period: "the end of the year".
    PartOfPeriod = "part_of_period", Lower;
    /// Precedes "sixties" that are somebody's age.
    PossessiveBeforeAge = "possessive_before_age", Lower;
    /// Names a season and heads no role.
    SeasonNoun = "season_noun", Written;
    /// Is an auxiliary in the past.
    PastAuxiliary = "past_auxiliary", Lower;
    /// Shifts a period to the one before: "last week".
    LastDeterminer = "last_determiner", Lower;
    /// Leaves a period where it is: "this week".
    ThisDeterminer = "this_determiner", Lower;
    /// Shifts a period to the one after: "next week".
    NextDeterminer = "next_determiner", Lower;
    /// Says after an hour that it is before noon.
    BeforeNoon = "before_noon", Lower;
    /// Says after an hour that it is after noon.
    AfterNoon = "after_noon", Lower;
    /// Is a month that is also a first name.
    GivenNameMonth = "given_name_month", Lower;
    /// Precedes a period, which it may belong to: "later this year".
    ComparativeAdverb = "comparative_adverb", Lower;
    /// Precedes a year that is a company's or a state's.
    FiscalAdjective = "fiscal_adjective", Lower;
    /// Joins two years.
    YearJoiner = "year_joiner", Lower;
    // data/lexicon/reasons.tsv
    /// Means whoever speaks or is spoken to. Feeds a trained model: retrain it when this changes.
    FirstOrSecondPerson = "first_or_second_person", Lower;
    /// Is an auxiliary that says how things are or were.
    FiniteAuxiliary = "finite_auxiliary", Lower;
    /// Says what ought to be.
    Obligation = "obligation", Lower;
    /// Shows that a sentence without a source is a comment.
    JudgementMarker = "judgement_marker", Lower;
    // data/lexicon/cues.tsv
    /// Tells, with a thing for its object, what was done or spoken of as often as what was said.
    DeedProne = "deed_prone", Lemma;
    /// Has in the passive a speaker ("was quoted as saying") or the holder of a view ("is opposed to")
    /// for its subject.
    PassiveWithHolder = "passive_with_holder", Lemma;
    /// Takes whoever is spoken to for its object.
    AddresseeObject = "addressee_object", Lemma;
    /// Needs somebody to whom it is done, so that a headline that ends with it is a passive: "…, minister
    /// blamed".
    NeedsPersonObject = "needs_person_object", Lemma;
    /// Can precede its speaker after the content ("…, warned the mayor") and takes no person for its
    /// object.
    Inverts = "inverts", Lemma;
    /// Is a verb of denying that needs an object.
    DeniesObject = "denies_object", Lemma;
    /// Has a clause that is always a claim, even inside another's words.
    EmbedsClaim = "embeds_claim", Lemma;
    /// Is something that one declines to do: "would not say".
    DeclinedAct = "declined_act", Lemma;
    /// Says what somebody means to do.
    Plans = "plans", Lemma;
    /// Says before "to" what somebody means to do.
    PlansBeforeTo = "plans_before_to", Lemma;
    /// Is a thought rather than a statement when its subject is there.
    Expects = "expects", Lemma;
    /// Declines when it is negated: "did not reply".
    Answers = "answers", Lemma;
    /// Reports what others say when nobody is its subject.
    ReportsElsewhere = "reports_elsewhere", Lemma;
    /// Reports when a study or the like is its source.
    Finds = "finds", Lemma;
    /// Leaves open what it says.
    HedgesAsCue = "hedges_as_cue", Lemma;
    /// Is a noun whose clause is what somebody says: "the claim that".
    SayingNoun = "saying_noun", Lemma;
    /// Is a verb of saying whose base and "s" form are no nouns.
    SpeechVerbOnly = "speech_verb_only", Lemma;
    /// Says how something looks to somebody.
    SeemingVerb = "seeming_verb", Lemma;
    // data/lexicon/roles.tsv
    /// Is a present participle before a role: "outgoing president".
    RoleIngModifier = "role_ing_modifier", Written;
    /// Is a past participle before a role: "retired judge".
    RoleEdModifier = "role_ed_modifier", Written;
    /// Is an adverb before a role: "then chancellor".
    RoleAdverb = "role_adverb", Written;
    /// Precedes a hyphen and a role: "co-founder".
    RolePrefix = "role_prefix", Written;
    /// Is left at the edge of a role by an age or a list, but is not part of it.
    NotRoleEdge = "not_role_edge", Lower;
    /// Brings a complement to a role: "head of the bank".
    RolePreposition = "role_preposition", Written;
    /// Brings a complement to a role before a name: "The head of the bank, Ann Hale".
    RoleComplementPreposition = "role_complement_preposition", Written;
    /// Can follow an apposition.
    AppositionEnd = "apposition_end", Written;
    /// Occurs between a name and the role after it: "Ann Hale, now a senator".
    RoleTimeAdverb = "role_time_adverb", Written;
    /// Joins a name and its role: "became mayor".
    RoleLinkingVerb = "role_linking_verb", Lower;
    /// Occurs between a name, the linking verb and the role.
    RoleVerbFiller = "role_verb_filler", Lower;
    /// Has for its object what somebody leads: "who heads the bank".
    LeadingVerb = "leading_verb", Lower;
    /// Precedes a person and the role that they are given: "elected Ann Hale mayor".
    AppointingVerb = "appointing_verb", Lower;
    /// Opens a phrase of time, not a role.
    DatingDeterminer = "dating_determiner", Lower;
    /// Opens a length of time after a name.
    DurationPreposition = "duration_preposition", Written;
    // data/lexicon/metonymy.tsv
    /// Is the stem of a verb of saying, thinking, asking or deciding: what people and governments do.
    SpeechStem = "speech_stem", Stem;
    /// Is the stem of an act of states beside speaking.
    StateAct = "state_act", Stem;
    /// Is the stem of what places, crowds, markets and teams do, and people alone: no sign of a
    /// government.
    NotStateAct = "not_state_act", Stem;
    /// Is the stem of what governments do, and lands with their people just as well.
    SoftAct = "soft_act", Stem;
    /// Is the stem of what is done to those who can answer: "thanked Oslo", "pressed Kyiv".
    AddressingVerb = "addressing_verb", Stem;
    /// Is the stem of what is done to a place as a place: "visited Paris", "fled Goma".
    DoneToPlace = "done_to_place", Stem;
    /// Is a readiness that only somebody who decides can have: "has been careful", "is willing".
    Readiness = "readiness", Lower;
    /// Is what one is "at", "in" or "under" who deals with others: "is at odds", "is in talks".
    DealingState = "dealing_state", Lower;
    /// Is a form of a verb that only leads on to the one that says what is done: "continues to", "has
    /// to".
    LeadsToVerb = "leads_to_verb", Lower;
    /// Is a form of a verb that joins a subject and what it is, beside "be".
    Copula = "copula", Lower;
    /// Is what the authorities of a capital are called.
    Authorities = "authorities", Lower;
    /// Is told to those who can answer, in the passive: "was accused".
    ToldToPower = "told_to_power", Lower;
    /// Is something that only governments have.
    StatePossession = "state_possession", Lower;
    /// Ties two parties "with" each other, or lies "between" them.
    WithPower = "with_power", Lower;
    /// Comes "from" or "by" somebody who decides.
    FromPower = "from_power", Lower;
    /// Is laid "on", brought "against", said "to" or felt "for" somebody who decides.
    UponPower = "upon_power", Lower;
    /// Is the word "of" a power: "at the request of Ankara".
    OfPower = "of_power", Lower;
    /// Is had "toward" a power.
    TowardPower = "toward_power", Lower;
    /// Belongs to a seat of power: "Kremlin officials".
    BelongsToSeat = "belongs_to_seat", Lower;
    /// Joins what is laid upon a power and the power.
    UponPreposition = "upon_preposition", Lower;
    /// Precedes "on" and whoever is asked: "called on Moscow".
    CallingVerb = "calling_verb", Lower;
    /// Takes a power and a bare verb: "make Berlin pay".
    CausingVerb = "causing_verb", Lower;
    /// Occurs between a subject and its verb.
    BeforeVerb = "before_verb", Written;
    /// Opens a clause of its own before a subject.
    Subordinator = "subordinator", Lower;
    /// Can open the object or the aim of a verb.
    ObjectOpener = "object_opener", Written;
    /// Is had by somebody who decides.
    HasOfPower = "has_of_power", Lower;
    /// Is reached by somebody who decides.
    ReachedByPower = "reached_by_power", Lower;
    /// Is settled by somebody who decides.
    SettledByPower = "settled_by_power", Lower;
    /// Follows "nuclear" where it is a state's.
    NuclearNoun = "nuclear_noun", Lower;
    /// Calls for a bare verb after it.
    BareVerbOpener = "bare_verb_opener", Written;
    /// Takes for its object a deal of somebody who decides: "reached an accord".
    ReachingVerb = "reaching_verb", Lower;
    /// Takes for its object a dispute of somebody who decides: "settled the case".
    SettlingVerb = "settling_verb", Lower;
    /// Follows "foreign" where it is a state's.
    ForeignNoun = "foreign_noun", Lower;
    /// Follows "war" where it is a state's.
    WarNoun = "war_noun", Lower;
    /// Is an auxiliary of several, which distinguishes a team from a country.
    PluralAuxiliary = "plural_auxiliary", Written;
    // data/lexicon/credits.tsv
    /// Opens a line of credit.
    CreditOpening = "credit_opening", Listed;
    /// Is how an article speaks of itself.
    SelfReference = "self_reference", Listed;
    /// Says what was done to the article, in a line that is a credit.
    MadeFrom = "made_from", Listed;
    /// Is found only in notes on rights and authorship.
    RightsNote = "rights_note", Listed;
    // data/lexicon/phrases.tsv
    /// Says of somebody that they would not be named.
    AnonymityPhrase = "anonymity_phrase", Listed;
    // data/lexicon/holidays.tsv
    /// Begins the name of a holiday.
    HolidayOpener = "holiday_opener", Lower;
}

macro_rules! fields {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal;)+) => {
        /// A property of a word that has a text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Field {
            $($(#[doc = $doc])+ $field,)+
        }

        impl Field {
            /// Every field, in the order of their numbers.
            pub const ALL: &[Self] = &[$(Self::$field,)+];

            /// The name of the field, which is that of its column.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$field => $name,)+
                }
            }

            /// What its text says.
            pub const fn definition(self) -> &'static str {
                match self {
                    $(Self::$field => concat!($($doc,)+),)+
                }
            }
        }
    };
}

fields! {
    /// The class of a word of numbers, time, money and measure: "small", "month", "currency" and so on.
    Class = "class";
    /// What the word means within its class: the number, the number of the month or weekday, the TIMEX3 code.
    Value = "value";
    /// The base form of an irregular form.
    Lemma = "lemma";
    /// The kind of speech act of a cue with this head. Feeds trained models: retrain them when this changes.
    SpeechAct = "speech_act";
    /// The kind of speech act that a reader is told, where it is another one.
    ReaderAct = "reader_act";
    /// The reason for or against checking a sentence that the word gives.
    Reason = "reason";
    /// The day of a holiday: month and day, days from Easter Sunday, or "thanksgiving".
    Holiday = "holiday";
    /// The first names that this one is short for and not the beginning of, between spaces.
    FullNames = "full_names";
    /// The words of offices that a stated role with this head fits, between spaces.
    OfficeWords = "office_words";
    /// Words of names and descriptions of the organisations that the noun is used for, between spaces.
    NameWords = "name_words";
    /// The classes of the knowledge base for such organisations, between spaces.
    KbClasses = "kb_classes";
    /// The kind of a name with this head word: "law" or "event".
    NameKind = "name_kind";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_lists() {
        assert!(Flag::ALL.iter().enumerate().all(|(i, flag)| *flag as usize == i));
        assert!(Field::ALL.iter().enumerate().all(|(i, field)| *field as usize == i));
    }

    #[test]
    fn names_are_those_of_the_variants() {
        let camel = |name: &str| -> String {
            name.split('_').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
        };
        assert!(Flag::ALL.iter().all(|flag| camel(flag.name()) == format!("{flag:?}")));
        assert!(Field::ALL.iter().all(|field| camel(field.name()) == format!("{field:?}")));
    }

    #[test]
    fn definitions_are_sentences() {
        let definitions = Flag::ALL.iter().map(|flag| flag.definition());
        for definition in definitions.chain(Field::ALL.iter().map(|field| field.definition())) {
            assert!(definition.starts_with(' ') && definition.len() > 9, "{definition}");
        }
    }
}
