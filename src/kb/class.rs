//! Classes of entries, finer than the kinds of names. Never depends on the layout of the file.

use crate::document::EntityKind;

macro_rules! classes {
    ($($class:ident $word:literal $kind:ident $noun:literal,)*) => {
        /// The class of an entry, finer than the kinds of names.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Class {
            $(#[doc = concat!("Class “", $noun, "”.")] $class,)*
        }

        impl Class {
            /// Every class, in the order of the codes.
            pub const ALL: &[Self] = &[$(Self::$class),*];

            /// The identifier of the class in the tables.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$class => $word,)* }
            }

            /// The kind of name that such an entry has.
            pub const fn kind(self) -> EntityKind {
                match self { $(Self::$class => EntityKind::$kind,)* }
            }

            /// The description of an entry that has no other.
            pub const fn noun(self) -> &'static str {
                match self { $(Self::$class => $noun,)* }
            }
        }
    };
}

classes! {
    Country "country" Gpe "country",
    Territory "territory" Gpe "territory",
    Capital "capital" Gpe "capital city",
    City "city" Gpe "city",
    Town "town" Gpe "town",
    Region "region" Gpe "region",
    Place "place" Location "place",
    Seat "seat" Facility "seat of power",
    Facility "facility" Facility "building",
    Demonym "demonym" Norp "people",
    Group "group" Norp "group of people",
    Leader "leader" Person "head of state or government",
    Minister "minister" Person "minister",
    Legislator "legislator" Person "legislator",
    Official "official" Person "official",
    Person "person" Person "person",
    Government "government" Organization "government",
    Parliament "parliament" Organization "parliament",
    Ministry "ministry" Organization "ministry",
    Agency "agency" Organization "agency",
    Court "court" Organization "court",
    CentralBank "central-bank" Organization "central bank",
    Military "military" Organization "armed forces",
    International "international" Organization "international organisation",
    Party "party" Organization "political party",
    ArmedGroup "armed-group" Organization "armed group",
    NewsAgency "news-agency" Organization "news agency",
    Broadcaster "broadcaster" Organization "broadcaster",
    Newspaper "newspaper" Organization "newspaper",
    University "university" Organization "university",
    Company "company" Organization "company",
    Organization "organization" Organization "organisation",
    Team "team" Organization "sports team",
    War "war" Event "war",
    Holiday "holiday" Event "holiday",
    Event "event" Event "event",
    Law "law" Law "law or treaty",
    Product "product" Product "product",
    Work "work" WorkOfArt "work",
    Language "language" Language "language",
}

impl Class {
    /// The class with this code.
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// The class with this identifier in the tables.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|c| c.word() == word)
    }

    /// Whether such an entry is a person.
    pub fn is_person(self) -> bool {
        self.kind() == EntityKind::Person
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_identifiers_round_trip() {
        for (code, &class) in Class::ALL.iter().enumerate() {
            assert_eq!(class as usize, code);
            assert_eq!(Class::from_code(code as u8), Some(class));
            assert_eq!(Class::from_word(class.word()), Some(class));
        }
        assert!(Class::from_code(200).is_none() && Class::from_word("").is_none());
    }
}
