"""Verbs and nouns of reported speech, by the frame in which they report.

Lists after the verbs of attribution in PolNeAR (Newell, Margolin and Ruths 2018), the common
reporting verbs of English grammars (Quirk et al. 1985, 16.31 and 16.63) and the classes of Levin
(1993: judgement 33, manner of speaking 37.3, say 37.7, complain 37.8, advise 37.9), put together
by hand.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# content is a clause: "said that ...", "warned ..."
SAY_THAT = _set("""
    accept acknowledge add admit affirm agree allege announce answer argue assert assure aver
    boast caution charge claim clarify comment complain concede conclude confess confirm contend
    continue counter declare decree demand deny disclose dispute elaborate emphasise emphasize
    estimate exclaim explain express forecast foretell hint imply indicate inform insinuate insist
    interject joke lament maintain mention note notify object observe opine pledge point post
    predict proclaim promise pronounce propose protest quip quote read reaffirm reassure recall
    reckon recommend reiterate rejoin remark remind repeat reply report request respond retort
    reveal rule say signal speculate state stress suggest swear tell testify threaten tweet
    underline underscore urge verify vow warn write muse caution advise advocate joke grumble
    concur theorise theorize project posit surmise relate recount speculate tout ask wonder
    inquire enquire
    articulate blab blurt confide brag carp crab gripe grouch grouse grump whine admonish alert
    counsel reminisce recollect specify stipulate attest certify profess divulge intimate relay
    recap summarise summarize conjecture hypothesise hypothesize venture volunteer fume rant
    guarantee avow
""")
# thought put down to somebody; only with a named or described thinker
THINK_THAT = _set("""
    believe think feel consider expect hope fear doubt suspect anticipate worry view deem regret
    reckon assume
""")
# verbs that may stand beside a quotation, though they report nothing by a clause
CUE_ONLY = _set("""
    continue conclude begin ask appeal cry call plead joke laugh shout scream sigh wonder
    babble bark bawl bellow bleat boom bray chant chatter croak crow drawl drone groan growl grunt
    hiss holler hoot howl moan mumble murmur mutter rage rasp roar rumble screech shriek sing snap
    snarl splutter squawk squeal stammer stutter thunder trumpet wail whimper yell
    whisper go describe express thank condemn denounce criticise criticize welcome praise accuse
    dismiss reject
""")
# cries, beside which any words in marks are said
CRIES = _set("cry shout scream chant yell shriek holler roar bellow exclaim interject")
# content is an infinitive, with or without an object: "urged them to ...", "refused to ..."
SAY_TO = _set("""
    threaten vow promise pledge refuse decline urge ask demand order request beg implore beseech
    plead warn offer propose swear undertake instruct encourage exhort press invite appeal call
    advise remind commit implore caution recommend tell direct command petition challenge dare
    forbid entreat
""")
# content is an object or a prepositional phrase: "accused him of ...", "called for ..."
SAY_NP = _set("""
    accuse blame condemn denounce criticise criticize deplore slam blast decry lambast lambaste
    castigate rebuke praise welcome hail thank salute commend applaud laud congratulate endorse
    oppose reject deny dismiss dispute rebuff rebut refute describe characterize characterise
    label brand dub demand propose suggest announce confirm express voice reiterate outline urge
    deride mock ridicule acknowledge admit attribute pledge promise predict advocate recommend
    regret lament reaffirm affirm emphasise emphasize stress underline underscore rate estimate
    request threaten vow anticipate liken compare blast pillory decry commend
    contradict challenge question tout portray
    censure chide denigrate deprecate disparage fault malign reprimand reproach scold upbraid
    vilify extol acclaim compliment
    mention cite allege claim decline second justify credit reassert restate gainsay disavow
    repudiate renounce petition highlight appreciate bemoan herald downplay trumpet assail
    qualify excoriate belittle berate chastise debunk discredit moot concede doubt ascribe list
""")
# content follows a preposition: lemma -> prepositions
SAY_PREP = {
    "call": _set("for on upon"),
    "appeal": _set("for to"),
    "warn": _set("of about against"),
    "complain": _set("of about"),
    "boast": _set("of about"),
    "push": _set("for"),
    "press": _set("for"),
    "plead": _set("for"),
    "ask": _set("for"),
    "object": _set("to"),
    "insist": _set("on"),
    "threaten": _set("with"),
    "lash": _set("out at"),
    "apologise": _set("for"),
    "apologize": _set("for"),
    "disagree": _set("with"),
    "approve": _set("of"),
    "hint": _set("at"),
    "allude": _set("to"),
    "refer": _set("to"),
    "speak": _set("against out"),
    "advocate": _set("for"),
    "lobby": _set("for"),
    "vouch": _set("for"),
    "testify": _set("to against"),
    "attest": _set("to"),
    "confess": _set("to"),
    "argue": _set("for against"),
    "preach": _set("against"),
    "brag": _set("of about"),
    "joke": _set("about"),
    "rule": _set("against"),
    "rail": _set("against"),
    "inveigh": _set("against"),
    "commit": _set("to"),
}
# adjectives that report a judgement: "analysts are sceptical that ..."
SAY_ADJ = _set("""
    skeptical sceptical confident convinced hopeful optimistic pessimistic certain sure
    concerned worried afraid adamant doubtful fearful unaware critical unconvinced insistent
    alarmed dismayed disappointed
""")
# "made it clear that"
MADE_SO = _set("clear plain known")
# nouns that report: "the claim that ...", "its readiness to ..."
SAY_NOUN = _set("""
    claim statement warning accusation allegation denial appeal call request demand insistence
    readiness willingness assertion announcement suggestion threat pledge promise vow refusal
    assurance belief offer proposal plea admission argument contention remark comment complaint
    criticism fear hope opposition commitment intention decision determination desire concern
    conclusion finding view suspicion conviction observation prediction forecast
""")
# verbs that give voice to a noun that reports: "sounded a warning that"
VOICE = _set("sound strike voice express issue make repeat reiterate renew raise level air utter")
# nouns that are what is said: "its position was that"
STANCE = _set("""
    position stance message answer response explanation line reply point verdict opinion
""")
# what shows or finds something, though nobody speaks
EVIDENCE = _set("""
    figure result research researcher scientist team study paper poll survey report analysis data
    document intelligence evidence estimate statistic indication census record investigation
    inquiry probe review audit
""")
# what makes somebody act: "prompted the ministers to issue a statement"
MAKE_TO = _set("prompt lead cause push move drive force compel oblige induce provoke spur bring")
# what is counted or asked, and says nothing of itself
FIGURES = _set("""
    figure poll survey result statistic data number estimate study research analysis projection
    finding
    census index return tally count
""")
# things written or spoken that may be the subject or the channel of saying
DOCUMENTS = _set("""
    decree edict manifesto motion lawsuit complaint indictment verdict ruling judgment judgement
    draft transcript
    leaflet pamphlet placard banner advertisement ad constitution treaty charter guideline summary
    tape audiotape video videotape recording footage clip
    statement communique communiqué letter resolution document memo declaration report survey
    poll study interview address speech tweet post message text article editorial note email
    e-mail briefing conference broadcast letter petition dispatch cable release bulletin blog
    alert advisory television radio remark telegram paper newspaper press testimony filing website
    comment post
    Facebook Twitter column
""")
# verbs that also say what one thing lets one think of another
INFER = _set("indicate suggest imply signal reflect show underscore underline read hint note mark")
# nouns for persons and bodies by their endings, and those that end otherwise
PERSONAL_ENDINGS = ("er", "or", "ist", "ian", "ant", "man", "woman", "ee", "crat", "body", "ary")
SPEAKERS = _set("""
    percent half majority minority third quarter dozen one number list
    agency administration authority bank board body bureau business campaign centre center charity
    church city club court department embassy family firm foundation hospital institute
    institution judge jury king queen prince princess pope priest bishop cleric imam rabbi sheikh
    league legislature mission monk network office organisation organization panel police pilot
    queen school secretariat secretary senate service society staff station tribunal university
    wife husband son daughter mother father brother sister cousin friend guest guy girl boy child
    victim host head colleague ally foe rival enemy exile captain colonel general sergeant pair
    couple two three counterpart successor predecessor emir sultan rapporteur
    crowd audience class generation community tribe clan faithful youth
    Republican Democrat conservative liberal moderate radical hardliner hawk dove elite veteran
    client patient tenant parent president premier deputy governor mayor senator representative
    proponent advocate associate candidate chief coach counsel executive expert guerrilla
    insurgent militant nationalist native nurse nun patriarch public
    media medium archbishop bishop cardinal admiral marshal lieutenant corporal major saint
    monarch royal
    commission congress assembly chamber presidency monarchy kingdom republic federation
    confederation caucus battalion brigade navy squad bureau trust fund corporation airline
    hospital university outlet channel station palace consulate lobby syndicate cartel
    prosecution electorate jury mob youth teen widow pundit guru blogger critic cleric academic
    delegate magistrate detective representative official rival opponent dissident agent student
    president resident plaintiff defendant aide advocate candidate associate
    relative spouse star suspect twin vet volunteer watchdog witness dad mom
    roommate classmate teammate flatmate inmate clerk
""")
# who reports nothing: the reporter and the reader, and nobody at all
NO_SOURCE = _set("i we you nobody none")
ISSUE = _set("""
    issue release publish make send deliver read circulate sign write post give put
""")
# heads that leave a speaker unnamed although quoted
UNNAMED = _set("""
    official officials source sources analyst analysts expert experts diplomat diplomats witness
    witnesses eyewitness eyewitnesses resident residents villager villagers critic critics
    observer observers aide aides adviser advisers advisor advisors soldier reporter journalist
    insider doctor doctors protester protesters protestor protestors activist activists people
    student students locals local reports estimates supporter supporters opponent opponents
    lawmaker negotiator mediator worker neighbour neighbor neighbours neighbors citizen citizens
    demonstrator demonstrators refugee refugees survivor survivors passenger passengers figure
    figures economist economists historian historians commentator commentators expert
    participant participants reporters journalists member members insiders
    someone some others many most man woman men
    women minister commander fighter militant envoy delegate scientist scientists researcher
    researchers farmer farmers employee employees engineer engineers teacher teachers relatives
    speculation rumour rumor rumours rumors suggestions correspondent correspondents
    onlooker onlookers bystander bystanders passer-by passers-by passersby pedestrian pedestrians
    motorist motorists shopkeeper shopkeepers trader traders merchant merchants fisherman fishermen
    medic medics paramedic paramedics nurse nurses surgeon surgeons physician physicians rescuer
    rescuers volunteer volunteers academic academics scholar scholars professor
    professors pundit pundits detractor detractors sceptic sceptics skeptic skeptics insiders
    informant informants tipster whistleblower whistleblowers defector defectors exile exiles
    detainee detainees prisoner prisoners inmate inmates hostage hostages evacuee evacuees migrant
    migrants tourist tourists traveller travellers traveler travelers user users blogger bloggers
    viewer viewers listener listeners driver drivers parent parents mourner mourners worshipper
    worshippers pilgrim pilgrims victim victims inhabitant inhabitants townspeople townsfolk
    islander islanders southerner southerners northerner northerners easterner easterners
    westerner westerners tribesman tribesmen elder elders herder herders ally allies associate
    associates friend friends colleague colleagues confidant confidants consultant consultants
    officer officers politician politicians civilian civilians photographer photographers cameraman
    one another several few findings respondent respondents staffer staffers pollster pollsters
    roommate roommates classmate classmates teammate teammates flatmate flatmates clerk clerks
""")
BACKSHIFT = _set("had would could might was were")
MEDIA_TOLD = _set("tell inform assure")
GROUP_NOUNS = _set("""
    government side party opposition group team army police union council committee faction
    alliance coalition movement rebel insurgent militia militant guerrilla junta regime cabinet
    parliament delegation negotiator representative leader envoy diplomat minister ministry
    president premier monarch troop soldier force lawmaker worker striker protester demonstrator
    villager student resident separatist mediator ambassador commander chief neighbour neighbor
    country state nation bloc company employer lawyer prosecutor
""")
# verbs whose particle makes them reports: "ruled out talks", "turned down the offer"
SAY_PARTICLE = {
    "rule": _set("out"),
    "turn": _set("down"),
    "brush": _set("off aside"),
    "shrug": _set("off"),
    "wave": _set("aside off"),
    "play": _set("down"),
    "lay": _set("out"),
    "set": _set("out"),
    "spell": _set("out"),
}
DENIALS = _set("deny reject dismiss dispute rebuff refute rebut contradict")
CHARGES = _set("accusation charge claim allegation report assertion suggestion notion")
# a day or a time: `said Monday` has no subject behind the verb
DAYS = _set("""
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat
    sun january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec today yesterday tomorrow tonight morning afternoon
    evening night noon midnight day days week weeks weekend month months year years hour hours
    minute minutes time century decade spring summer autumn fall winter
""")
# what is claimed without a word: "claimed three lives"
TAKEN = _set("life victim casualty seat title medal prize crown")
# bodies that find and decide that something is so
COURTS = _set("court judge jury panel tribunal commission inquiry justice magistrate")
