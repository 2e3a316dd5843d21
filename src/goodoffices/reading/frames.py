"""What makes an act: a predicate, the class of thing it is about, and whether it is negated.

A frame holds where one of its predicates stands in the clause (negated or not, as it says), its
`about` class is among the words below it, its `near` words, if any, are too, and its subject is of
the class `subject`, if it names one. Frames are tried from the top of the clause down, and in the
order of this table at equal depth. The classes follow the verb patterns of the CAMEO codebook
(Schrodt 2012), put in our own words.
"""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.record.vocabulary import ActKind as A


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MEDIATION = _set("""
    mediate mediation mediator intermediary middleman facilitator facilitate facilitation broker
    arbitrate
    arbitration arbitrator conciliation conciliator go-between interlocutor
""")
HELP = _set("help assist assistance facilitate resolve settle resolution contribute aid host")
DISPUTE = _set("""
    crisis conflict dispute war peace standoff impasse side talk negotiation settlement solution
    clash feud quarrel row deadlock fighting hostility hostilities bloodshed violence
""")
TALKS = _set("""
    talk negotiation negotiate dialogue meeting summit conference meet discussion sit-down
    roundtable consultation dialog
""")
TALK_NOUNS = _set("talk negotiation dialogue discussion consultation dialog roundtable")
MEETINGS = _set("meeting summit conference session")
TERMS = _set("""
    plan proposal draft agenda roadmap term condition demand agreement deal accord resolution
    ultimatum package concession compromise formula framework amendment referendum constitution
    ceasefire truce cease-fire blueprint peace treaty pact invitation
""")
PACTS = _set("""
    agreement deal accord pact treaty declaration understanding memorandum compromise settlement
    contract protocol power-sharing
""")
TRUCE = _set("ceasefire truce cease-fire armistice moratorium")
ENVOYS = _set("""
    ambassador envoy representative diplomat mediator negotiator delegation emissary mission
""")
DELEGATION = _set("delegation negotiator team envoy representative")
CLAIMS = _set("claim allegation accusation report rumor rumour charge suggestion involvement")
HOSTILE = _set("""
    fight attack war retaliate punish punishment destroy arrest strike respond revenge invade
    bomb arm arms sanction ban retaliation crush resist capture force consequence expel kill
""")
DUTIES = _set("""
    opportunity chance commitment promise obligation agreement deal duty word pledge ceasefire
""")
# words that make naming somebody something an accusation
CHARGED = _set("""
    traitor puppet terrorist terrorism terror criminal liar thief thug aggressor aggression dictator
    regime invader occupier coward hypocrite murderer massacre genocide illegal propaganda farce
    sham fascist tyrant provocation stooge mercenary
""")
WEAPONS = _set("""
    rocket shell artillery missile gas cannon round fire bomb mortar airstrike bullet police
    troop soldier force militant base town village civilian position island city camp school
    tank aircraft army
""")
RALLIES = _set("protest demonstration rally sit-in")
PHONE = _set("telephone phone call conversation")


@dataclass(frozen=True, slots=True)
class Frame:
    act: A
    predicates: frozenset[str]
    about: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    negated: bool | None = False
    told: bool = False
    modal: bool = False
    clause_only: bool = False
    subject: frozenset[str] = frozenset()


READY = _set("ready willing prepared open prepare keen available poise stand")
ASKING = _set("""
    ask request urge call appeal invite beg implore plead seek press plea want invitation
    approach
""")
REFUSING = _set("""
    refuse reject decline oppose rebuff dismiss rule boycott shun spurn snub veto
""")

FRAMES: tuple[Frame, ...] = (
    Frame(A.REQUEST_MEDIATION, ASKING, MEDIATION, told=True),
    Frame(A.REQUEST_MEDIATION, ASKING, _set("host"), TALKS, told=True),
    Frame(A.REJECT_MEDIATION, REFUSING, MEDIATION, negated=None, told=True),
    Frame(
        A.REJECT_MEDIATION,
        _set("accept want need welcome require"),
        MEDIATION,
        negated=True,
        told=True,
    ),
    Frame(
        A.ACCEPT_MEDIATION,
        _set("accept welcome open agree receptive approve"),
        MEDIATION,
        _set("offer role proposal effort accept help attempt mediation good office"),
        told=True,
    ),
    Frame(
        A.OFFER_MEDIATION,
        READY | _set("offer volunteer propose agree undertake"),
        MEDIATION,
        told=True,
    ),
    Frame(A.OFFER_MEDIATION, READY | _set("offer volunteer propose"), HELP, DISPUTE, told=True),
    Frame(
        A.OFFER_MEDIATION,
        _set("host mediate facilitate help"),
        TALKS | MEDIATION | DISPUTE,
        near=_set("could would"),
    ),
    Frame(
        A.OFFER_MEDIATION,
        _set("be serve act bring host provide play offer lend bridge"),
        MEDIATION,
        modal=True,
    ),
    Frame(A.REQUEST_MEDIATION, ASKING, _set("help intervene intervention step"), DISPUTE),
    Frame(A.MEDIATE, _set("mediate broker arbitrate"), told=True),
    Frame(A.MEDIATE, _set("facilitate"), TALKS | DISPUTE | TRUCE | PACTS, told=True),
    Frame(
        A.MEDIATE,
        _set("lead bring fly invite play continue act serve begin travel make"),
        MEDIATION,
        told=True,
    ),
    Frame(
        A.NO_ANSWER,
        _set("decline refuse"),
        _set("comment say answer respond confirm disclose elaborate discuss"),
        negated=None,
    ),
    Frame(
        A.NO_ANSWER,
        _set("say comment answer respond reply"),
        negated=True,
        near=_set("no whether yes comment"),
    ),
    Frame(A.NO_ANSWER, _set("confirm comment disclose"), negated=True),
    Frame(
        A.NO_ANSWER,
        _set("respond reply comment answer"),
        negated=True,
        told=True,
    ),
    Frame(A.NO_ANSWER, _set("reach"), _set("comment"), negated=True, told=True),
    Frame(
        A.HALT_TALKS,
        _set("""
    break suspend halt adjourn collapse stall fail cancel postpone abandon walk quit end
    interrupt
"""),
        TALK_NOUNS,
        told=True,
    ),
    Frame(A.REJECT_TALKS, REFUSING, TALKS, negated=None, told=True),
    Frame(
        A.REJECT_TALKS,
        _set("negotiate talk meet sit"),
        negated=True,
        near=_set("will would never with"),
    ),
    Frame(A.CALL_FOR_TALKS, ASKING | _set("demand insist encourage"), TALKS, told=True),
    Frame(
        A.CALL_FOR_TALKS,
        _set("restart resume begin start hold continue reopen return come go enter open"),
        TALK_NOUNS,
        near=_set("should must ought"),
    ),
    Frame(A.CALL_FOR_TALKS, _set("negotiate"), near=_set("should must ought")),
    Frame(
        A.READY_AT_VENUE,
        _set("ready wait await have arrive sit stand be"),
        DELEGATION,
        _set("ready wait await waiting"),
    ),
    Frame(A.AGREE_TO_TALK, _set("rule"), TALKS, near=_set("out"), negated=True),
    Frame(A.AGREE_TO_TALK, _set("accept"), TALKS | _set("invitation"), told=True),
    Frame(A.AGREE_TO_TALK, READY | _set("agree accept continue engage resume"), TALKS, told=True),
    Frame(
        A.END_CEASEFIRE,
        _set("end break violate abandon breach scrap renounce expire"),
        TRUCE,
        told=True,
    ),
    Frame(
        A.DECLARE_CEASEFIRE,
        _set("declare announce begin agree observe proclaim enter start sign take"),
        TRUCE,
        told=True,
    ),
    Frame(A.DECLARE_CEASEFIRE, _set("come go"), TRUCE, _set("effect force"), told=True),
    Frame(
        A.RECALL_ENVOY, _set("recall withdraw expel"), _set("ambassador envoy diplomat"), told=True
    ),
    Frame(
        A.APPOINT,
        _set("appoint name nominate assign designate"),
        ENVOYS | _set("special"),
        told=True,
    ),
    Frame(
        A.BRIEF_THIRD_PARTY,
        _set("brief inform consult update notify apprise contact"),
        told=True,
        clause_only=True,
    ),
    Frame(
        A.AGREEMENT,
        _set("sign reach conclude strike ink broker announce adopt read finalise finalize"),
        PACTS,
        told=True,
    ),
    Frame(A.AGREEMENT, _set("lead bring"), PACTS, told=True),
    Frame(A.AGREEMENT, _set("agree"), told=True, clause_only=True),
    Frame(
        A.PHONE_CALL,
        _set("call phone telephone speak talk discuss"),
        _set("telephone phone"),
        told=True,
    ),
    Frame(A.PHONE_CALL, _set("be have hold take"), _set("conversation telephone phone"), told=True),
    Frame(A.NEGOTIATE, _set("negotiate"), told=True),
    Frame(
        A.NEGOTIATE,
        _set("""
    begin start commence resume hold open continue conduct enter be take engage launch
"""),
        TALK_NOUNS,
        told=True,
    ),
    Frame(
        A.MEET,
        _set("hold attend plan due host convene schedule arrange chair"),
        MEETINGS,
        told=True,
    ),
    Frame(A.MEET, _set("meet"), told=True, clause_only=True),
    Frame(A.MEET, _set("join attend"), TALK_NOUNS | MEETINGS, told=True),
    Frame(
        A.MEET,
        _set("gather assemble convene converge"),
        _set("discuss negotiate talk consider debate address") | TALK_NOUNS | MEETINGS,
        told=True,
    ),
    Frame(
        A.MEET,
        _set("focus centre center cover address concentrate touch dwell revolve"),
        told=True,
        subject=TALK_NOUNS | MEETINGS,
    ),
    Frame(A.DENY, _set("baseless untrue false unfounded groundless fabricate")),
    Frame(A.REJECT_TERMS, REFUSING | _set("deny"), TERMS, negated=None),
    Frame(A.REJECT_TERMS, _set("accept agree recognise recognize sign"), TERMS, negated=True),
    Frame(
        A.REJECT_TERMS,
        _set("cave bow give yield submit surrender capitulate kneel succumb"),
        _set("demand pressure ultimatum threat blackmail diktat intimidation"),
        negated=True,
    ),
    Frame(
        A.PROPOSE,
        _set("propose table submit present suggest offer outline unveil"),
        TERMS | _set("election"),
    ),
    Frame(
        A.PRAISE,
        _set("""
    praise salute thank welcome hail commend applaud value appreciate congratulate grateful laud
    endorse priceless thankful pleased
"""),
    ),
    Frame(
        A.CONDEMN,
        _set("""
    condemn denounce deplore criticise criticize slam unacceptable shameful disgraceful
    outrageous outrage abhor appal appall
"""),
    ),
    Frame(
        A.ACCUSE,
        _set("""
    accuse blame allege interfere stockpile torture provoke perpetrate sabotage meddle collude
"""),
    ),
    Frame(
        A.ACCUSE,
        _set("""
    seize use take honour honor fulfil fulfill follow keep respect implement comply abide live
    meet
"""),
        DUTIES,
        negated=True,
    ),
    Frame(
        A.ACCUSE,
        _set("be stand lie"),
        _set("behind"),
        _set("""
    attack bombing killing murder assassination blast plot explosion crash raid coup abduction
    kidnapping shooting hacking
"""),
    ),
    Frame(
        A.ACCUSE,
        _set("fail breach violate break"),
        DUTIES | _set("law agreement right international order"),
    ),
    Frame(A.APPEAL, _set("urge appeal implore beg")),
    Frame(A.APPEAL, _set("call"), near=_set("for on upon")),
    Frame(A.APPEAL, _set("like want need"), TRUCE | _set("end peace withdrawal release")),
    Frame(A.THREATEN, _set("fight retaliate punish destroy attack avenge"), modal=True),
    Frame(
        A.THREATEN,
        _set("prepare ready willing deserve go will respond promise vow threaten"),
        HOSTILE,
    ),
    Frame(A.THREATEN, _set("select order"), _set("capture")),
    Frame(A.WARN, _set("risk danger warn endanger threat")),
    Frame(A.WARN, _set("run"), _set("time out")),
    Frame(
        A.WARN,
        _set("""
    lead spiral escalate plunge trigger spark cost threaten undermine jeopardise jeopardize derail
    destabilise destabilize engulf reignite slide descend unravel
"""),
        modal=True,
    ),
    Frame(A.VISIT, _set("visit arrive travel fly"), told=True, clause_only=True),
    Frame(A.VISIT, _set("send dispatch"), ENVOYS, told=True),
    Frame(
        A.PROTEST, _set("protest demonstrate rally march riot expel"), told=True, clause_only=True
    ),
    Frame(
        A.PROTEST,
        _set("return resume stage hold begin go prompt"),
        _set("protest protesting demonstration strike sit-in rally"),
        told=True,
    ),
    Frame(
        A.PROTEST,
        _set("gather assemble block clash camp surround chant picket"),
        told=True,
        subject=_set("protester demonstrator striker marcher picketer protestor"),
    ),
    Frame(
        A.PROTEST,
        _set("gather assemble turn march camp"),
        _set("rally protest demonstration slogan banner placard sit-in"),
        told=True,
    ),
    Frame(
        A.PROTEST,
        _set("erupt break occur continue spread sweep begin resume hold stage organise organize"),
        told=True,
        subject=RALLIES,
    ),
    Frame(A.PROTEST, _set("take"), _set("place"), told=True, subject=RALLIES),
    Frame(
        A.USE_FORCE,
        _set("""
    attack invade bomb shell raid storm bombard ambush target fire exchange shoot launch mount
    repel retaliate
"""),
        WEAPONS,
        told=True,
    ),
)

# rank and frame by predicate, so that a word meets only the frames it may head
BY_PREDICATE: dict[str, tuple[tuple[int, Frame], ...]] = {
    word: tuple((rank, frame) for rank, frame in enumerate(FRAMES) if word in frame.predicates)
    for word in sorted({word for frame in FRAMES for word in frame.predicates})
}

# names given to a deed that condemn it (`called the raid cowardly`)
FOUL = _set("""
    barbaric barbarous barbarity dastardly cowardly cowardice heinous despicable hateful abhorrent
    atrocious atrocity appalling shameful disgraceful disgrace vile evil inhuman inhumane savage
    savagery brutal deplorable repugnant monstrous reprehensible unconscionable sickening
    disgusting repulsive contemptible abominable outrageous senseless shame butcher murderer
""")
# what is vowed with these helps or goes on
KIND = _set("""
    help support assist aid protect defend build rebuild restore improve speed hasten accelerate
    strengthen continue work ensure keep provide serve cooperate reform create fund share uphold
    honour honor respect return finish complete deliver reduce cut expand invest save heal unite
""")

# the cue's own meaning, where the content's frame does not say something finer
CUES: dict[str, A] = {
    **dict.fromkeys(_set("warn caution fear worry fearful afraid"), A.WARN),
    **dict.fromkeys(_set("accuse blame allege charge fault implicate"), A.ACCUSE),
    **dict.fromkeys(
        _set("""
    condemn denounce criticise criticize deplore slam blast decry lambast lambaste castigate
    rebuke deride mock lash rail inveigh excoriate chastise chide berate reproach censure decry
    admonish scold
"""),
        A.CONDEMN,
    ),
    **dict.fromkeys(
        _set("deny dismiss dispute rebut refute gainsay disavow disclaim debunk contradict"), A.DENY
    ),
    **dict.fromkeys(_set("confirm acknowledge admit concede verify"), A.CONFIRM),
    **dict.fromkeys(
        _set("""
    praise welcome hail thank salute commend applaud laud congratulate endorse credit compliment
    extol cheer celebrate
"""),
        A.PRAISE,
    ),
    **dict.fromkeys(_set("threaten vow swear"), A.THREATEN),
    **dict.fromkeys(
        _set("""
    urge call appeal ask demand beg implore beseech request order plead press exhort push
    encourage advise instruct direct tell
"""),
        A.APPEAL,
    ),
    **dict.fromkeys(_set("reject oppose rebuff object refuse decline"), A.REJECT_TERMS),
    **dict.fromkeys(
        _set("describe characterize characterise label brand dub portray"), A.STATE_POSITION
    ),
    **dict.fromkeys(_set("propose"), A.PROPOSE),
    **dict.fromkeys(_set("turn rule brush shrug wave"), A.REJECT_TERMS),
    "offer": A.PROPOSE,
}
# cues that reject only with a particle (`turned down the plan`)
WITH_PARTICLE = _set("turn rule brush shrug wave")
PARTICLES = _set("down out off aside away")
# cues that appeal only with an infinitive (`advised citizens to leave`, not `advised that`)
TELLING_CUES = _set("advise instruct direct tell")
# cues whose own meaning yields to the content's acts of mediation and talks
ASKING_CUES = _set("""
    urge call appeal ask demand beg implore beseech request plead press exhort push invite
    encourage
""")
MEDIATION_ORDER = (A.REQUEST_MEDIATION, A.OFFER_MEDIATION, A.ACCEPT_MEDIATION, A.REJECT_MEDIATION)
