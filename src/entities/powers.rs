//! Words that tell a place that acts from a place that is only there: verbs, possessions, dealings, games.
//!
//! Word lists and nothing else, separated by white space; `metonymy` decides with them. "Stems" are what is left of
//! a verb when its ending is taken off, where the spelling changes in several forms.

/// Whether the list holds the word.
pub fn holds(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|w| w == word)
}

/// Acts of states beside speaking; stems.
pub const ACTS: &str = "
    abstain accept adopt agree amend annex appeas approv authoris authoriz back backtrack ban bann block boycott broker
    capitulat cease conced condon consider cooperat declin decre decree decid delist deport defi defy deploy devalu enact endors evict dispatch disput expel expell
    extradit fear freez froze grant hesitat impos insist intend interven introduc invad legalis legaliz levi levy liberalis liberaliz launch lift lobbi mediat mobilis
    mobiliz nationalis nationaliz negotiat object offered oppos outlaw overrul pardon prohibit pledg postpon privatis privatiz protest pull ration ratif ratifi ratify recall recognis
    recogniz refus regard repeal resist retaliat revok sanction scrap seek sever sign sought speak spoke subsidis subsidiz
    summon support suspend tighten toughen veto violat vot vow withdraw withdrew withheld withhold";

/// What places, crowds, markets and teams do, and people alone: no sign of a government; stems.
pub const NOT_ACTS: &str = "
    age ag ate bask bat beat boast boom border born bounc bowl burn bustl celebrat cheer cross climb contain cool crumbl
    danc darken defeat di die dominat dry empti end endur enjoy equalis equaliz erupt explod fall feature featur fell
    finish flew fli flood fly glow grew grow hang happen heat kick lag lay lie li live liv look los lose lost lur
    marri melt miss mourn outplay overflow overlook play qualif qualifi qualify rain rallied record resembl ris rise
    rose run ran sang sank scor seem shak shin shiver shook shrank shrink sing sink sit sat slept sleep slid slip
    slump smell snow soar span spread stag stand star stood stretch struggl suffer surg surround surviv swam swelter
    tast taught teach trail trembl trounc tumbl vibrat wake walk win woke won wore";

/// What governments do, and lands with their people just as well; stems.
pub const SOFT_ACTS: &str = "
    advanc appear arriv attract averag average becam becom began begin broke came chas come compris conced continu
    cover draw drew driv drov experienc export face fac feel felt fight fought gain gather get go goe got
    gain host import includ lack lead led match meet met need offer open plung produc rally rank reach recover remain
    remember reopen see seen saw sell sold shut tie tied top turn wait watch welcom went";

/// What is done to those who can answer: "thanked Oslo", "pressed Kyiv"; stems.
pub const ADDRESSES: &str = "
    accus advis alarm alienat anger annoy antagonis antagonize antagoniz appeas approach arm ask assist assur back
    bankroll betray blackmail blam brief bribe bully chastis chastiz chid challeng compel compell condemn confront
    consult contradict convinc court criticis criticiz defi defy demonis demoniz denounc deter dismay embarrass
    embolden encourag enrag exasperat fin flatter forc frustrat fund goad humiliat ignor implor inform infuriat insult
    irk irritat isolat lean lobbi lobby mollif mollifi mollify notif notifi notify oblig offend oppos outmanoeuvr
    outrag pacif pacify panick persuad petition placat plead pleas press pressur pressuris provok punish rattl reassur
    rebuff rebuk reprimand restrain reward sanction scold shame sham shun snub su subsidis sue support surpris suspect
    tell thank threaten told trust undermin unnerv unsettl upset urg warn woo worri worry";

/// What is done to a place as a place: "visited Paris", "fled Goma"; stems.
pub const DONE_TO_PLACES: &str = "
    abandon adore approach attack batter bomb bombard border bypass call captur car circl climb com conquer cover
    cross damag dar defeat destroy devastat encircl enter evacuat explor fac fear fell fil find flatten fle flee fled
    flood found fac grac grip hat hit host inhabit invad know knew known lash leav left lik lov love map miss near win won
    occupi occupy outplay overlook overran pass photograph play plagu pound raid ravag reach rebuil recaptur renam
    retak revisit rock roam rul sack saw see seen seiz sens shak shell shook skirt spar storm strand strike struck
    sunk surround sweep swept swelter tour travers transform trounc visit welcom wrack beat thrash face drawn draw
    hammer edg host";

/// Readiness that only somebody who decides can have: "has been careful", "is willing".
pub const READY: &str = "
    adamant alarmed angry annoyed anxious apologetic aware careful cautious certain committed complicit concerned
    confident convinced defiant desperate determined disappointed displeased eager eligible firm furious generous
    calm guilty happy hesitant hopeful impatient indebted indifferent insistent intent isolated keen lukewarm mindful
    nervous noncommittal open opposed optimistic outraged pessimistic pleased prepared puzzled quick ready reluctant
    resolute responsible sceptical silent skeptical slow sure suspicious uncomfortable uneasy unhappy unimpressed
    unmoved unwilling upset wary willing worried wrong likely poised unlikely";

/// What one is "at", "in" or "under" who deals with others: "is at odds", "is in talks".
pub const STATES: &str =
    "agreement breach charge control discussions doubt favor favour hurry mood negotiations
    odds pressure talks touch";

/// Forms of verbs that only lead on to the one that says what is done: "continues to", "has to".
pub const LEADS_ON: &str =
    "began begin begins continue continued continues had has have need needs started starts
    tried tries try";

/// Forms of verbs that join a subject and what it is, beside "be".
pub const COPULAS: &str = "appear appeared appears became become becomes feel feels felt grew grow grows
    remain remained remains seem seemed seems sound sounded sounds stay stayed stays";

/// What the authorities of a capital are called.
pub const RULERS: &str = "administration authorities government regime";

/// What is told to those who can answer, in the passive: "was accused".
pub const TOLD: &str = "
    accused advised allowed asked barred blamed censured condemned consulted criticised criticized excluded expected
    fined forced granted informed invited notified obliged offered ordered persuaded pressed pressured praised
    promised rebuked represented required sanctioned sued suspended thanked told urged warned";

/// What only governments have.
pub const POSSESSIONS: &str = "
    ability abstention access accession accountability accusation agents agenda approach armed arms army backlash
    bidding budget campaign capability capacity control courts crackdown credibility creditors custody deficit dominance
    elite exit finance generals grip hand hands influence initiative interior jurisdiction leaders leadership lead
    legislation mandate mediators military ministers ministry missiles mood navy neutrality officials orders power powers
    presence priorities project propaganda purchase purge ratification reforms relationship reforms restraint rule
    rulers spending stake stand statement summons ties troops turn calculus blame accusation accusations acquiescence advice agreement aim aims allegation allegations allies
    ally ambassador ambition ambitions announcement answer apology appeal approval argument assent assertion assessment
    assurance assurances attempt attempts attitude backers backing ban bid blessing blockade cabinet calculation
    choice claim claims commitment complaint complaints compromise concern concerns concession concessions condition
    conditions consent contribution counterparts decision declaration defiance delegation demand demands denial denials
    determination diplomacy diplomats dispute effort efforts embargo emissary envoy envoys fear fears foreign friends
    frustration gambit goal goodwill grievances guarantee guarantees handling hesitation hopes hostility insistence
    intention intentions interest interests interference intervention invasion involvement invitation lawyers leverage
    line line manoeuvre meddling mediation message motives move moves negotiator negotiators nuclear objection objections
    objective offer opposition ouster overture overtures partners patience permission plan plans plea pledge policy
    position preference pressure promise promises proposal proposals protest protests provocation provocations reaction
    readiness recognition red refusal rejection relations reluctance reply representative representatives request
    requests resolve response retaliation retreat rhetoric right rivals role sanctions signal signals signature silence
    spies stance strategy suggestion support suspicion suspicions tactics tariffs terms threat threats tone treatment
    ultimatum unwillingness verdict version veto view views vote war warning warnings willingness withdrawal word
    wishes";

/// What ties two parties "with" each other, or lies "between" them.
pub const WITH: &str = "
    accord agreed agreement agreements alliance anger armistice arrangement bargain break ceasefire compact compromise
    conflict consultations contact contacts cooperate cooperated cooperating cooperation coordination correspondence deal dealing dealings
    deals dealt dialogue differences diplomacy discussions dispute disputes exchange feud friction friendship
    frustration furious impatient impasse leverage links mediate mediated meeting meetings mistrust negotiate negotiated
    negotiating negotiations pact partnership patience peace quarrel quarrelled rapprochement rapport reconciliation
    relations relationship rift rivalry row settlement sided siding solidarity spat standoff summit sympathy talk talked
    talking talks tension tensions ties treaty truce trust understanding unhappy words work worked working disagreement disagreements pacts cooperation";

/// What comes "from" or "by" somebody who decides.
pub const FROM: &str = "
    abstention accusations aid ambassador answer appeal approval arms assurance assurances attempt authorisation backing
    blessing bribes ceasefire claims clearance comment complaint complaints concession concessions condemnation consent
    criticism decision decree delegation demand demands denial denials diktat diplomats directive distance distanced
    effort efforts envoy envoys funding funds guarantee guarantees help hint hints independence instructions
    interference intervention invitation letter mediation message messages money move negotiators nod note nothing
    objections offer offers opposition orders permission pledge pledges pressure promise promises proposal proposals
    protest protests push reaction reassurance refusal reply reports request requests resistance response rhetoric
    sanctions signal signals silence statement statements subsidies support sympathy telegram threat threats ultimatum
    veto visas warning warnings weapons word words spying agents pact abuses aggression";

/// What is laid "on", brought "against", said "to" or felt "for" somebody who decides.
pub const UPON: &str = "
    accountable accusations acquiesced aid allegations allegiance answer answerable anger apologised apologized appeal
    appealed appealing appeals apology arms asylum bad benefit blame blow boost bowed call called calling calls case
    charges complained complaint complaints concession concessions coup criticism dealt debt deferred defeat
    delivered dependence dependent depended depends documents embarrassing embarrassment embargo envoy evidence failure
    fury good grievances handed headache hostile humiliation ideal imposed inconvenient intelligence information
    invitation lawsuit lean leaned letter letters levied lifeline loan loans loyal loyalty message messages note
    obligation offer offered overture overtures plea pressed pressure problem proposal proposed protest protested
    rebuff rebuke relied reliance rely reply reprieve request respond responded response retaliate retaliated
    retaliation sanctions secrets sent setback signal signals spied sued support surrender surrendered tariffs test threat
    threats tough triumph trust turned ultimatum victory veto warned warning warnings weapons welcome wrote
    yielded";

/// Whose word it is that is "of" a power: "at the request of Ankara".
pub const OF: &str = "
    aims allies ally anger approval backing behest blessing connivance consent criticism critic critics demands disapproval
    displeasure enemies enemy envoy envoys eyes foe foes friend friends goodwill hands help insistence intentions
    interests knowledge mercy motives orders part patience permission policies policy representative request requests
    sake side stance suspicious support supporter supporters terms view views wary will wishes";

/// What a policy is "toward".
pub const TOWARD: &str = "attitude gesture hostility line overture policy stance step tone";

/// Who and what belongs to a seat of power: "Kremlin officials".
pub const OF_SEATS: &str = "
    adviser advisers advisor aide aides announcement decree denial envoy insiders lawyers memo negotiator note
    official officials order policy press source sources spokesman spokespeople spokesperson spokeswoman staff
    statement veto";

/// Words of games, leagues and exchanges: where one stands near a place, the place is a team or a market.
pub const GAME: &str = "
    batsman batsmen bell bowled bowler captain captained championship championships coach cup defender defenders
    equaliser equalizer exchange final finals fixture football footballers game games goal goalkeeper goals halftime
    hockey index innings kickoff knockout league leg match matches medal medals midfield midfielder offside olympics
    penalties penalty pitcher playoff playoffs quarterback quarterfinal quarterfinals rookie rookies rugby scorer
    semifinal semifinals season shares shootout squad stadium stocks stoppage striker strikers team teammates teams
    tournament traders trophy wicket wickets winger";
