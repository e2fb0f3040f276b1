//! When which words are used: the sections of the phrases file, what may be filled in there, and
//! how many different ones there must be at least.

use super::template::Slot;

macro_rules! situations {
    ($( $(#[$doc:meta])* $variant:ident $name:literal $least:literal [$($slot:ident)*] )*) => {
        /// A section of the phrases file.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Situation {
            $($(#[$doc])* $variant,)*
        }

        impl Situation {
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// Its name in the file.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            /// Fewest phrases that anybody can use.
            pub const fn least(self) -> usize {
                match self { $(Self::$variant => $least),* }
            }

            /// What may stand in braces.
            pub const fn slots(self) -> &'static [Slot] {
                match self { $(Self::$variant => &[$(Slot::$slot),*]),* }
            }
        }
    };
}

situations! {
    /// First line of a conversation.
    Greeting "greeting" 12 [Name When]
    /// Answer to a greeting.
    GreetingBack "greeting_back" 10 [Name When]
    /// First line of somebody who joins others.
    Joining "joining" 8 [Name]
    /// Last line but one.
    Parting "parting" 12 [Name When]
    /// Last line.
    PartingBack "parting_back" 8 [Name When]
    /// How somebody is.
    AskDay "ask_day" 8 [Name When]
    /// Where somebody else is.
    AskWho "ask_who" 8 [Name]
    /// Where things are to be had.
    AskGoods "ask_goods" 8 [Things]
    /// Whether somebody shares an interest.
    AskInterest "ask_interest" 8 [Interest]
    /// Whom it met at a place.
    TellMet "tell_met" 10 [Name Role Place At When Hour]
    /// Whom it met on the way.
    TellPassed "tell_passed" 8 [Name Role When Hour]
    /// How many were at a place.
    TellCrowd "tell_crowd" 8 [Count Place At When Hour]
    /// What a shelf held.
    TellGoods "tell_goods" 10 [Counted Thing Things Place At When Hour]
    /// A note that it read.
    TellPost "tell_post" 8 [Name Title When]
    /// What it did.
    TellDid "tell_did" 10 [Doing Place At When Hour Light]
    /// What it was given.
    TellGiven "tell_given" 8 [Name Thing That When]
    /// That it was rewarded, and what follows.
    TellReward "tell_reward" 10 [Amount Topic Title Reason When]
    /// That it was penalised, and what follows.
    TellPenalty "tell_penalty" 8 [Amount Topic Title Reason When]
    /// That its note was answered.
    TellAnswered "tell_answered" 6 [Name Title]
    /// A thought about what it cares for.
    Muse "muse" 12 [Interest When Light]
    /// A thought about where it is.
    MusePlace "muse_place" 10 [Place At When Hour Light]
    /// It lacks rest.
    FeelTired "feel_tired" 6 [When]
    /// It lacks company.
    FeelLonely "feel_lonely" 6 [When]
    /// It lacks purpose.
    FeelIdle "feel_idle" 6 [When]
    /// It lacks something new.
    FeelDull "feel_dull" 6 [When]
    /// It lacks nothing.
    FeelWell "feel_well" 8 [When]
    /// Where it saw whom one asks for.
    AnswerSeen "answer_seen" 8 [Name Place At When Hour]
    /// It has not seen whom one asks for.
    AnswerUnseen "answer_unseen" 8 [Name]
    /// It sees whom one asks for.
    AnswerHere "answer_here" 6 [Name]
    /// Where it saw what one asks for.
    AnswerGoods "answer_goods" 6 [Counted Thing Things Place At When Hour]
    /// It has not seen what one asks for.
    AnswerNoGoods "answer_no_goods" 6 [Things]
    /// Where a place lies.
    AnswerWay "answer_way" 6 [Place Way]
    /// What it is doing.
    AnswerDoing "answer_doing" 6 [Doing At]
    /// Who it is, and honestly what.
    AnswerSelf "answer_self" 6 [Name Role]
    /// It does not know.
    AnswerUnknown "answer_unknown" 8 [When]
    /// It cares for something else.
    AnswerLiking "answer_liking" 8 [Interest]
    /// It cares for the same.
    SharedInterest "shared_interest" 8 [Interest When]
    /// To something told.
    ReactNews "react_news" 12 [Name]
    /// To a thought, or anything else that names nothing it knows.
    ReactThought "react_thought" 12 [Name]
    /// To somebody who lacks something.
    ReactTrouble "react_trouble" 8 [Name]
    /// To somebody who is well.
    ReactGlad "react_glad" 8 [Name]
    /// To a sighting: it has seen them as well.
    ReactToo "react_too" 8 [Name Place At When Hour]
    /// To a reward or penalty told.
    ReactVerdict "react_verdict" 6 [Name]
    /// To thanks.
    ReactThanks "react_thanks" 8 [Name]
    /// A word in passing.
    Hail "hail" 12 [Name When]
    /// Giving something away.
    HandOver "hand_over" 8 [Name Thing]
    /// Being given something.
    ThankGift "thank_gift" 8 [Name Thing That]
    SightingTitle "sighting_title" 10 [Name Role Place At When Hour]
    SightingBody "sighting_body" 10 [Name Role Place At When Hour Light]
    GoodsTitle "goods_title" 10 [Counted Thing Things Place At When Hour]
    GoodsBody "goods_body" 10 [Counted Thing Things Place At When Hour]
    QuestionTitle "question_title" 10 [Name]
    QuestionBody "question_body" 10 [Name Role Place At When Hour]
    WonderTitle "wonder_title" 10 [Interest When]
    WonderBody "wonder_body" 10 [Interest When]
    GatheringTitle "gathering_title" 10 [Count Place At When Hour]
    GatheringBody "gathering_body" 10 [Count Place At When Hour]
    ThanksTitle "thanks_title" 10 [Name Thing That When]
    ThanksBody "thanks_body" 10 [Name Thing That When]
    RewardTitle "reward_title" 10 [Amount Topic Title Reason]
    RewardBody "reward_body" 10 [Amount Topic Title Reason When]
    AnsweredTitle "answered_title" 10 [Name Title]
    AnsweredBody "answered_body" 10 [Name Title When]
    PonderingTitle "pondering_title" 10 [Interest When Light]
    PonderingBody "pondering_body" 10 [Interest Place At When Hour Light]
    OfferTitle "offer_title" 10 [Thing]
    OfferBody "offer_body" 10 [Thing Place At]
    /// A note's first words after a reward for its topic.
    Lesson "lesson" 8 [Topic Title Amount]
    ReplySeen "reply_seen" 8 [Name Place At When Hour]
    ReplyGoods "reply_goods" 8 [Counted Thing Things Place At When Hour]
    ReplyThere "reply_there" 8 [Doing Place At When Hour]
    ReplyCrowd "reply_crowd" 8 [Count Place At When Hour]
    ReplyCare "reply_care" 8 [Name Interest]
    ReplyWish "reply_wish" 8 [Name Thing]
    ReplyGiven "reply_given" 8 [Name Thing That When]
    ReplyMe "reply_me" 8 [Name]
    ReplyThanked "reply_thanked" 8 [Name]
    ReplyShared "reply_shared" 8 [Name Interest]
    ReplyThankAnswer "reply_thank_answer" 8 [Name]
}

impl Situation {
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|situation| situation.name() == name)
    }
}

/// How somebody speaks, by character; `any` is for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tone {
    Any,
    /// The sociable.
    Warm,
    /// Those who like their quiet.
    Terse,
    /// The curious.
    Keen,
    /// The diligent.
    Brisk,
}

impl Tone {
    pub const ALL: [Self; 5] = [Self::Any, Self::Warm, Self::Terse, Self::Keen, Self::Brisk];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Warm => "warm",
            Self::Terse => "terse",
            Self::Keen => "keen",
            Self::Brisk => "brisk",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tone| tone.name() == name)
    }
}
