//! Short forms of given names: "Bill" for "William".

/// Short forms of first names that are not the beginning of the long one.
const SHORT: &[(&str, &str)] = &[
    ("bill", "william"),
    ("bob", "robert"),
    ("rob", "robert"),
    ("bobby", "robert"),
    ("dick", "richard"),
    ("rick", "richard"),
    ("jim", "james"),
    ("jimmy", "james"),
    ("jack", "john"),
    ("mike", "michael"),
    ("tony", "anthony"),
    ("liz", "elizabeth"),
    ("beth", "elizabeth"),
    ("kate", "katherine"),
    ("peggy", "margaret"),
    ("ted", "edward"),
    ("chuck", "charles"),
    ("hank", "henry"),
    ("joe", "joseph"),
    ("jeff", "geoffrey"),
    ("sasha", "alexander"),
    ("bernie", "bernard"),
    ("andy", "andrew"),
    ("larry", "lawrence"),
    ("steve", "stephen"),
    ("steve", "steven"),
    ("mitch", "addison"),
    ("billy", "william"),
    ("harry", "henry"),
    ("kathy", "katherine"),
    ("nick", "nicholas"),
    ("debbie", "deborah"),
    ("sandy", "sandra"),
    ("vova", "volodymyr"),
    ("fred", "alfred"),
];

/// The long forms of a short first name: "Robert" for "Bob", both in lower case.
pub(crate) fn long_forms(short: &str) -> impl Iterator<Item = &'static str> {
    SHORT.iter().filter(move |(form, _)| *form == short).map(|(_, long)| *long)
}
