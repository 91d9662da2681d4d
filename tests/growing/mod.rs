//! Texts that grow with a number, and would make careless readers look at everything again for every word.

/// What a text is, and the text for a number.
pub type Growing = (&'static str, fn(usize) -> String);

/// The texts.
pub const TEXTS: [Growing; 18] = [
    ("one endless line", |n| "word “and” Ms. Vieira said ".repeat(n)),
    ("quotes", |n| "“I am here,” she said. ".repeat(n)),
    ("quotes that never close", |n| "“word ".repeat(n)),
    ("mentions of one name", |n| "Rosa Diaz ".repeat(n)),
    ("one surname, many people", |n| (0..n).map(|i| format!("Rosa{i} Diaz spoke. Diaz left. ")).collect()),
    ("names that are all different", |n| (0..n).map(|i| format!("Minister K{i} Karlo said no. ")).collect()),
    ("pronouns", |n| format!("Rosa Diaz spoke. {}", "He and she said they did. ".repeat(n))),
    ("bodies by their nouns", |n| "The ministry said the agency denied it. ".repeat(n)),
    ("titles", |n| "President ".repeat(n)),
    ("nested brackets", |n| format!("{}a{}", "(".repeat(n), ")".repeat(n))),
    ("zero-width joiners", |n| "a\u{200d}".repeat(n)),
    ("figures", |n| "12 ".repeat(n)),
    ("days", |n| "on 3 March 2025 ".repeat(n)),
    ("claims that never end", |n| "he said that ".repeat(n)),
    ("speakers between commas", |n| "the lamp, she testified, was on, ".repeat(n)),
    ("speakers behind the verb", |n| "the lamp was on, said a man, ".repeat(n)),
    ("denials", |n| "she said it fell, a claim he denies, ".repeat(n)),
    ("paragraphs", |n| "Rosa Diaz said no.\n\n".repeat(n)),
];
