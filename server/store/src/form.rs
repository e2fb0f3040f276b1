//! How principals, authors, audiences and the like are written in a column. These words are
//! persisted: they never change.

use village_sim::{
    Audience, Author, Origin, PersonId, Principal, Role as Rank, Status, VillagerId,
};

use crate::thought::ThoughtClass;
use crate::token::Holder;

/// A value with exactly one text.
pub(crate) trait Form: Sized {
    fn write(&self) -> String;
    fn read(text: &str) -> Option<Self>;
}

fn agent(text: &str) -> Option<VillagerId> {
    text.strip_prefix("agent:")?.parse().ok().map(VillagerId)
}

impl Form for Principal {
    fn write(&self) -> String {
        match self {
            Self::System => "system".into(),
            Self::Admin(name) => format!("admin:{name}"),
            Self::Agent(id) => format!("agent:{id}"),
            Self::Mind(id) => format!("mind:{id}"),
            Self::Person(id) => format!("person:{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text == "system" {
            return Some(Self::System);
        }
        let mind = || text.strip_prefix("mind:")?.parse().ok().map(VillagerId).map(Self::Mind);
        let person = || text.strip_prefix("person:")?.parse().ok().map(PersonId);
        let admin = || text.strip_prefix("admin:").map(|name| Self::Admin(name.into()));
        let known = agent(text).map(Self::Agent).or_else(mind);
        known.or_else(|| person().map(Self::Person)).or_else(admin)
    }
}

impl Form for Author {
    fn write(&self) -> String {
        match self {
            Self::Agent(id) => format!("agent:{id}"),
            Self::Human(name) => format!("human:{name}"),
            Self::Person { id, name } => format!("person:{id}:{name}"),
            Self::System => "system".into(),
        }
    }

    fn read(text: &str) -> Option<Self> {
        if text == "system" {
            return Some(Self::System);
        }
        if let Some((id, name)) = text.strip_prefix("person:").and_then(|text| text.split_once(':'))
        {
            let id = id.parse().ok().map(PersonId)?;
            return Some(Self::Person { id, name: name.into() });
        }
        let human = || text.strip_prefix("human:").map(|name| Self::Human(name.into()));
        agent(text).map(Self::Agent).or_else(human)
    }
}

impl Form for Audience {
    fn write(&self) -> String {
        match self {
            Self::Public => "public".into(),
            Self::Agents => "agents".into(),
            Self::Humans => "humans".into(),
            Self::Agent(id) => format!("agent:{id}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        match text {
            "public" => Some(Self::Public),
            "agents" => Some(Self::Agents),
            "humans" => Some(Self::Humans),
            _ => agent(text).map(Self::Agent),
        }
    }
}

impl Form for Origin {
    fn write(&self) -> String {
        let word = match self {
            Self::Instinct => "instinct",
            Self::Model => "model",
            Self::Outside => "outside",
            Self::Human => "human",
            Self::System => "system",
        };
        word.into()
    }

    fn read(text: &str) -> Option<Self> {
        let all = [Self::Instinct, Self::Model, Self::Outside, Self::Human, Self::System];
        all.into_iter().find(|origin| origin.write() == text)
    }
}

impl Form for Status {
    fn write(&self) -> String {
        let word = match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Resolved => "resolved",
            Self::Moderated => "moderated",
        };
        word.into()
    }

    fn read(text: &str) -> Option<Self> {
        let all = [Self::Open, Self::Closed, Self::Resolved, Self::Moderated];
        all.into_iter().find(|status| status.write() == text)
    }
}

impl Form for Rank {
    fn write(&self) -> String {
        self.as_str().into()
    }

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Form for ThoughtClass {
    fn write(&self) -> String {
        self.as_str().into()
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.as_str() == text)
    }
}

impl Form for Holder {
    fn write(&self) -> String {
        match self {
            Self::Agent(slug) => format!("agent:{slug}"),
            Self::Admin(name) => format!("admin:{name}"),
            Self::Person(name) => format!("person:{name}"),
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (kind, name) = text.split_once(':')?;
        match kind {
            "agent" => Some(Self::Agent(name.into())),
            "admin" => Some(Self::Admin(name.into())),
            "person" => Some(Self::Person(name.into())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pinned<T: Form + PartialEq + std::fmt::Debug>(pairs: &[(T, &str)]) {
        for (value, text) in pairs {
            assert_eq!(value.write(), *text);
            assert_eq!(T::read(text).as_ref(), Some(value));
        }
        for other in ["", "robot:1", "agent:", "person:", "person:x:y", "Open", "agent"] {
            assert_eq!(T::read(other).filter(|value| value.write() != other), None, "{other}");
        }
    }

    #[test]
    fn every_word_is_pinned_and_read_back() {
        let four = VillagerId(4);
        pinned(&[
            (Principal::System, "system"),
            (Principal::Admin("a:b".into()), "admin:a:b"),
            (Principal::Agent(four), "agent:4"),
            (Principal::Mind(four), "mind:4"),
            (Principal::Person(PersonId(4)), "person:4"),
        ]);
        pinned(&[
            (Author::Agent(four), "agent:4"),
            (Author::Human("Ada".into()), "human:Ada"),
            (Author::Person { id: PersonId(4), name: "Ada".into() }, "person:4:Ada"),
            (Author::System, "system"),
        ]);
        pinned(&[
            (Audience::Public, "public"),
            (Audience::Agents, "agents"),
            (Audience::Humans, "humans"),
            (Audience::Agent(four), "agent:4"),
        ]);
        pinned(&[
            (Origin::Instinct, "instinct"),
            (Origin::Model, "model"),
            (Origin::Outside, "outside"),
            (Origin::Human, "human"),
            (Origin::System, "system"),
        ]);
        pinned(&[
            (Status::Open, "open"),
            (Status::Closed, "closed"),
            (Status::Resolved, "resolved"),
            (Status::Moderated, "moderated"),
        ]);
        pinned(&[(Rank::Member, "member"), (Rank::Moderator, "moderator"), (Rank::Admin, "admin")]);
        pinned(&[
            (ThoughtClass::Chat, "chat"),
            (ThoughtClass::React, "react"),
            (ThoughtClass::Routine, "routine"),
            (ThoughtClass::Reflect, "reflect"),
        ]);
        pinned(&[
            (Holder::Agent("ada".into()), "agent:ada"),
            (Holder::Admin("e".into()), "admin:e"),
            (Holder::Person("e".into()), "person:e"),
        ]);
    }
}
