//! Words that tell a place that acts from a place that is only there: verbs, possessions, dealings, games.
//!
//! Word lists and nothing else, as [`crate::lexicon::lists::holds`] takes them; `metonymy` decides with them. "Stems" are what is left of
//! a verb when its ending is taken off, where the spelling changes in several forms.

/// Saying, thinking, asking, deciding: what people and governments do; stems.
pub(crate) const SPEECH: &str = "
    accus acknowledg add admit admitt advis agre alleg announc argu ask assert assur believ blam call caution
    cit claim comment complain conced conclud condemn confirm criticis criticiz declar declin demand deni
    denounc deny describ disclos dismiss emphasis emphasiz estimat expect explain express fear hint hop insist
    jok maintain mention note noted notes noting object plan pledg point post prais praise predict promis propos
    question quip recall recommend refus reiterat reject remark repli report request respond reveal said say
    stat state stress suggest tell testifi testify think thought threaten told tweet urg vow want warn welcom
    wonder writ wrot";

/// Acts of states beside speaking; stems.
pub(crate) const ACTS: &str = "
    abolish abrogat abstain acced accept acquiesc adopt agree amend annex annul apologis apologiz appeal appeas
    approv assur authoris authoriz back backtrack balk ban bann block boycott broker cancel capitulat cav cease
    censor clamp conced concur condon confiscat consent consider cooperat curtail decid declar declin decre
    decree defend defer defi defy delist demand deni denounc deploy deport detain devalu dispatch disput dissolv
    downgrad downplay eas embargo enact endors enforc enlist escalat evict expel expell expropriat extend
    extradit fear forbad forbid forgo formalis formaliz freez froze grant halt harbor harbour hesitat impos
    imprison indict insist intend interven introduc invad jail launch legalis legaliz legislat levi levy
    liberalis liberaliz lift lobbi loosen mediat mobilis mobiliz mull nationalis nationaliz negotiat nominat
    object offered oppos outlaw overhaul overrid overrul pardon persuad pledg postpon privatis privatiz procur
    prohibit promis promulgat prosecut protest provok pull quash ratif ratifi ratify ration reaffirm rearm
    rebuff rebuk recall recognis recogniz reconsider refus regard reimpos reinstat reiterat reject relent renew
    renounc repatriat repeal reprimand rescind resist respond restrict retaliat rethink revers revok sanction
    scrap seek sever shelv sign snub soften sought speak spoke spurn stonewall strengthen subsidis subsidiz sue
    summon support suspend swear swore threaten tighten tolerat toughen unveil upheld uphold urg veto violat vot
    vow waiv warn withdraw withdrew withheld withhold";

/// What places, crowds, markets and teams do, and people alone: no sign of a government; stems.
pub(crate) const NOT_ACTS: &str = "
    ag age ate bask bat beat boast boom border born bounc bowl burn bustl celebrat cheer climb contain cool
    cross crumbl danc darken defeat di die dominat dry empti end endur enjoy equalis equaliz erupt explod fall
    featur feature fell finish flew fli flood fly glow grew grow hang happen heat kick lag lay li lie liv live
    look los lose lost lur marri melt miss mourn outplay overflow overlook play qualif qualifi qualify rain
    rallied ran record resembl ris rise rose run sang sank sat scor seem shak shin shiver shook shrank shrink
    sing sink sit sleep slept slid slip slump smell snow soar span spread stag stand star stood stretch struggl
    suffer surg surround surviv swam swelter tast taught teach trail trembl trounc tumbl vibrat wake walk win
    woke won wore";

/// What governments do, and lands with their people just as well; stems.
pub(crate) const SOFT_ACTS: &str = "
    advanc appear arriv attract averag average becam becom began begin broke came chas come compris conced
    continu cover draw drew driv drov experienc export fac face feel felt fight fought gain gather get go goe
    got host import includ lack lead led match meet met need offer open plung produc rally rank reach recover
    remain remember reopen saw see seen sell shut sold tie tied top turn wait watch welcom went";

/// What is done to those who can answer: "thanked Oslo", "pressed Kyiv"; stems.
pub(crate) const ADDRESSES: &str = "
    accus advis alarm alienat anger annoy antagonis antagoniz antagonize appeas approach arm ask assist assur
    back bankroll betray blackmail blam bribe brief bully challeng chastis chastiz chid compel compell condemn
    confront consult contradict convinc court criticis criticiz defi defy demonis demoniz denounc deter dismay
    distrust embarrass embolden encourag enrag exasperat fin flatter forc frustrat fund goad humiliat ignor
    implor inform infuriat insult irk irritat isolat lean lobbi lobby mistrust mollif mollifi mollify notif
    notifi notify oblig offend oppos outmanoeuvr outrag pacif pacify panick persuad petition placat plead pleas
    press pressur pressuris provok punish rattl reassur rebuff rebuk reprimand restrain reward sanction scold
    sham shame shun snub su subsidis sue support surpris suspect tell thank threaten told trust undermin unnerv
    unsettl upset urg warn woo worri worry";

/// What is done to a place as a place: "visited Paris", "fled Goma"; stems.
pub(crate) const DONE_TO_PLACES: &str = "
    abandon adore approach attack batter beat bomb bombard border bypass call captur car circl climb com conquer
    cover cross damag dar defeat destroy devastat draw drawn edg encircl enter evacuat explor fac face fear fell
    fil find flatten fle fled flee flood found grac grip hammer hat hit host inhabit invad knew know known lash
    leav left lik lov love map miss near occupi occupy outplay overlook overran pass photograph plagu play pound
    raid ravag reach rebuil recaptur renam retak revisit roam rock rul sack saw see seen seiz sens shak shell
    shook skirt spar storm strand strike struck sunk surround sweep swelter swept thrash tour transform travers
    trounc visit welcom win won wrack";

/// Readiness that only somebody who decides can have: "has been careful", "is willing".
pub(crate) const READY: &str = "
    adamant alarmed angry annoyed anxious apologetic aware calm careful cautious certain committed complicit
    concerned confident convinced defiant desperate determined disappointed displeased eager eligible firm
    furious generous guilty happy hesitant hopeful impatient indebted indifferent insistent intent isolated keen
    likely lukewarm mindful nervous noncommittal open opposed optimistic outraged pessimistic pleased poised
    prepared puzzled quick ready reluctant resolute responsible sceptical silent skeptical slow sure suspicious
    uncomfortable uneasy unhappy unimpressed unlikely unmoved unwilling upset wary willing worried wrong";

/// What one is "at", "in" or "under" who deals with others: "is at odds", "is in talks".
pub(crate) const STATES: &str = "
    agreement breach charge control discussions doubt favor favour hurry mood negotiations odds pressure talks
    touch";

/// Forms of verbs that only lead on to the one that says what is done: "continues to", "has to".
pub(crate) const LEADS_ON: &str = "
    began begin begins continue continued continues had has have need needs started starts tried tries try";

/// Forms of verbs that join a subject and what it is, beside "be".
pub(crate) const COPULAS: &str = "
    appear appeared appears became become becomes feel feels felt grew grow grows remain remained remains seem
    seemed seems sound sounded sounds stay stayed stays";

/// What the authorities of a capital are called.
pub(crate) const RULERS: &str = "
    administration authorities government regime";

/// What is told to those who can answer, in the passive: "was accused".
pub(crate) const TOLD: &str = "
    accused advised allowed asked barred blamed briefed censured condemned consulted criticised criticized
    excluded expected fined forced granted informed invited notified obliged offered ordered persuaded praised
    pressed pressured promised rebuked represented required sanctioned sued suspended thanked told urged warned";

/// What only governments have.
pub(crate) const POSSESSIONS: &str = "
    ability abstention access accession accountability accusation accusations acquiescence advice agenda agents
    agreement aim aims allegation allegations allies ally ambassador ambition ambitions announcement answer
    apology appeal approach approval argument armed arms army assent assertion assessment assurance assurances
    attempt attempts attitude backers backing backlash ban bid bidding blame blessing blockade budget cabinet
    calculation calculus campaign capability capacity choice claim claims commitment complaint complaints
    compromise concern concerns concession concessions condition conditions consent contribution control
    counterparts courts crackdown credibility creditors custody decision declaration defiance deficit delegation
    demand demands denial denials determination diplomacy diplomats dispute dominance effort efforts elite
    embargo emissary envoy envoys exit fear fears finance foreign friends frustration gambit generals goal
    goodwill grievances grip guarantee guarantees hand handling hands hesitation hopes hostility influence
    initiative insistence intention intentions interest interests interference interior intervention invasion
    invitation involvement jurisdiction lawyers lead leaders leadership legislation leverage line mandate
    manoeuvre meddling mediation mediators message military ministers ministry missiles mood motives move moves
    navy negotiator negotiators neutrality nuclear objection objections objective offer officials opposition
    orders ouster overture overtures partners patience permission plan plans plea pledge policy position power
    powers preference presence pressure priorities project promise promises propaganda proposal proposals
    protest protests provocation provocations purchase purge ratification reaction readiness recognition red
    reforms refusal rejection relations relationship reluctance reply representative representatives request
    requests resolve response restraint retaliation retreat rhetoric right rivals role rule rulers sanctions
    signal signals signature silence spending spies stake stance stand statement strategy suggestion summons
    support suspicion suspicions tactics tariffs terms threat threats ties tone treatment troops turn ultimatum
    unwillingness verdict version veto view views vote war warning warnings willingness wishes withdrawal word";

/// What ties two parties "with" each other, or lies "between" them.
pub(crate) const WITH: &str = "
    accord agreed agreement agreements alliance anger armistice arrangement bargain break ceasefire compact
    compromise conflict consultations contact contacts cooperate cooperated cooperating cooperation coordination
    correspondence deal dealing dealings deals dealt dialogue differences diplomacy disagreement disagreements
    discussions dispute disputes exchange feud friction friendship frustration furious impasse impatient
    leverage links mediate mediated meeting meetings mistrust negotiate negotiated negotiating negotiations pact
    pacts partnership patience peace quarrel quarrelled rapport rapprochement reconciliation relations
    relationship rift rivalry row settlement sided siding solidarity spat standoff summit sympathy talk talked
    talking talks tension tensions ties treaty truce trust understanding unhappy words work worked working";

/// What comes "from" or "by" somebody who decides.
pub(crate) const FROM: &str = "
    abstention abuses accusations agents aggression aid ambassador answer appeal approval arms assurance
    assurances attempt authorisation backing blessing bribes ceasefire claims clearance comment complaint
    complaints concession concessions condemnation consent criticism decision decree delegation demand demands
    denial denials diktat diplomats directive distance distanced effort efforts envoy envoys funding funds
    guarantee guarantees help hint hints independence instructions interference intervention invitation letter
    mediation message messages money move negotiators nod note nothing objections offer offers opposition orders
    pact permission pledge pledges pressure promise promises proposal proposals protest protests push reaction
    reassurance refusal reply reports request requests resistance response rhetoric sanctions signal signals
    silence spying statement statements subsidies support sympathy telegram threat threats ultimatum veto visas
    warning warnings weapons word words";

/// What is laid "on", brought "against", said "to" or felt "for" somebody who decides.
pub(crate) const UPON: &str = "
    accountable accusations acquiesced aid allegations allegiance anger answer answerable apologised apologized
    apology appeal appealed appealing appeals arms asylum bad benefit blame blow boost bowed call called calling
    calls case charges complained complaint complaints concession concessions coup criticism dealt debt defeat
    deferred delivered depended dependence dependent depends documents embargo embarrassing embarrassment envoy
    evidence failure fury good grievances handed headache hostile humiliation ideal imposed inconvenient
    information intelligence invitation lawsuit lean leaned letter letters levied lifeline loan loans loyal
    loyalty message messages note obligation offer offered overture overtures plea pressed pressure problem
    proposal proposed protest protested rebuff rebuke reliance relied rely reply reprieve request respond
    responded response retaliate retaliated retaliation sanctions secrets sent setback signal signals spied sued
    support surrender surrendered tariffs test threat threats tough triumph trust turned ultimatum veto victory
    warned warning warnings weapons welcome wrote yielded";

/// Whose word it is that is "of" a power: "at the request of Ankara".
pub(crate) const OF: &str = "
    aims allies ally anger approval backing behest blessing connivance consent critic criticism critics demands
    disapproval displeasure enemies enemy envoy envoys eyes foe foes friend friends goodwill hands help
    insistence intentions interests knowledge mercy motives orders part patience permission policies policy
    representative request requests sake side stance support supporter supporters suspicious terms view views
    wary will wishes";

/// What a policy is "toward".
pub(crate) const TOWARD: &str = "
    attitude gesture hostility line overture policy stance step tone";

/// Who and what belongs to a seat of power: "Kremlin officials".
pub(crate) const OF_SEATS: &str = "
    adviser advisers advisor aide aides announcement decree denial envoy insiders lawyers memo negotiator note
    official officials order policy press source sources spokesman spokespeople spokesperson spokeswoman staff
    statement veto";

/// Words of games, leagues and exchanges: where one stands near a place, the place is a team or a market.
pub(crate) const GAME: &str = "
    batsman batsmen bell bowled bowler captain captained championship championships coach cup defender defenders
    equaliser equalizer final finals fixture football footballers game games goal goalkeeper goals halftime
    hockey index innings kickoff knockout league leg match matches medal medals midfield midfielder offside
    olympics penalties penalty pitcher playoff playoffs quarterback quarterfinal quarterfinals rookie rookies
    rugby scorer season semifinal semifinals shares shootout squad stadium stocks stoppage striker strikers team
    teammates teams tournament traders trophy wicket wickets winger";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [
            SPEECH,
            ACTS,
            NOT_ACTS,
            SOFT_ACTS,
            ADDRESSES,
            DONE_TO_PLACES,
            READY,
            STATES,
            LEADS_ON,
            COPULAS,
            RULERS,
            TOLD,
            POSSESSIONS,
            WITH,
            FROM,
            UPON,
            OF,
            TOWARD,
            OF_SEATS,
            GAME,
        ] {
            let words: Vec<&str> = list.split_ascii_whitespace().collect();
            assert!(words.is_sorted(), "{list}");
        }
    }
}
