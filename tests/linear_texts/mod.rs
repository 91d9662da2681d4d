//! Texts of any length on which a careless implementation takes quadratic time.

/// Description of a text, and the text for a number of repetitions.
pub type Repeated = (&'static str, fn(usize) -> String);

/// Every text.
pub const TEXTS: [Repeated; 18] = [
    ("one line without end", |n| "word “and” Ms. Vieira said ".repeat(n)),
    ("quotations", |n| "“I am here,” she said. ".repeat(n)),
    ("quotations that never close", |n| "“word ".repeat(n)),
    ("mentions of one name", |n| "Rosa Diaz ".repeat(n)),
    ("one surname, many people", |n| (0..n).map(|i| format!("Rosa{i} Diaz spoke. Diaz left. ")).collect()),
    ("names that are all different", |n| (0..n).map(|i| format!("Minister K{i} Karlo said no. ")).collect()),
    ("pronouns", |n| format!("Rosa Diaz spoke. {}", "He and she said they did. ".repeat(n))),
    ("organisations by their type nouns", |n| "The ministry said the agency denied it. ".repeat(n)),
    ("titles", |n| "President ".repeat(n)),
    ("nested brackets", |n| format!("{}a{}", "(".repeat(n), ")".repeat(n))),
    ("zero-width joiners", |n| "a\u{200d}".repeat(n)),
    ("numbers", |n| "12 ".repeat(n)),
    ("dates", |n| "on 3 March 2025 ".repeat(n)),
    ("claims nested without end", |n| "he said that ".repeat(n)),
    ("sources between commas", |n| "the lamp, she testified, was on, ".repeat(n)),
    ("sources after the verb", |n| "the lamp was on, said a man, ".repeat(n)),
    ("denials", |n| "she said it fell, a claim he denies, ".repeat(n)),
    ("paragraphs", |n| "Rosa Diaz said no.\n\n".repeat(n)),
];
