//! The vocabulary of values: number words, months, weekdays, periods, units, currencies.
//!
//! Words are looked up in lower case. Scales and units that follow a number without a space ("bn", "km") are
//! included. Never looks at the context of a word.

use crate::lexicon;

/// The meaning of a word for the grammars of values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Term {
    /// "one" to "nineteen".
    Small(u8),
    /// "twenty" to "ninety".
    Tens(u8),
    /// "hundred".
    Hundred,
    /// "thousand", "crore": the factor.
    Scale(f64),
    /// "hundreds", "dozens", "millions".
    Many,
    /// "first", "third", "hundredth".
    Ordinal(u8),
    /// "half", "quarter".
    Fraction(f64),
    /// January is 1.
    Month(u8),
    /// Monday is 1. The flag is true for the plural ("Mondays"), which means every week.
    Weekday(u8, bool),
    /// "Wed": a weekday only next to a date.
    ShortWeekday(u8),
    /// "days", "weeks".
    Period(Period),
    /// "spring": the TIMEX3 code.
    Season(&'static str),
    /// "morning", "noon": the TIMEX3 code or the time.
    Part(&'static str),
    /// "yesterday": the number of days from today.
    Deictic(i8),
    /// "dollars".
    Currency,
    /// "km".
    Unit,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Period {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

use Term::*;

const WORDS: &[(&str, Term)] = &[
    ("acre", Unit),
    ("acres", Unit),
    ("afternoon", Part("AF")),
    ("apr", Month(4)),
    ("april", Month(4)),
    ("aug", Month(8)),
    ("august", Month(8)),
    ("autumn", Season("FA")),
    ("baht", Currency),
    ("barrel", Unit),
    ("barrels", Unit),
    ("billion", Scale(1e9)),
    ("billions", Many),
    ("bn", Scale(1e9)),
    ("bushels", Unit),
    ("bytes", Unit),
    ("cedi", Currency),
    ("cedis", Currency),
    ("cent", Currency),
    ("centimeters", Unit),
    ("centimetres", Unit),
    ("cents", Currency),
    ("centuries", Period(Period::Century)),
    ("century", Period(Period::Century)),
    ("cm", Unit),
    ("colones", Currency),
    ("crore", Scale(1e7)),
    ("crores", Scale(1e7)),
    ("crowns", Currency),
    ("day", Period(Period::Day)),
    ("days", Period(Period::Day)),
    ("dec", Month(12)),
    ("decade", Period(Period::Decade)),
    ("decades", Period(Period::Decade)),
    ("december", Month(12)),
    ("degree", Unit),
    ("degrees", Unit),
    ("dinar", Currency),
    ("dinars", Currency),
    ("dirham", Currency),
    ("dirhams", Currency),
    ("dollar", Currency),
    ("dollars", Currency),
    ("dozen", Scale(12.0)),
    ("dozens", Many),
    ("eight", Small(8)),
    ("eighteen", Small(18)),
    ("eighteenth", Ordinal(18)),
    ("eighth", Ordinal(8)),
    ("eighties", Many),
    ("eighty", Tens(80)),
    ("eleven", Small(11)),
    ("eleventh", Ordinal(11)),
    ("euro", Currency),
    ("euros", Currency),
    ("evening", Part("EV")),
    ("fall", Season("FA")),
    ("feb", Month(2)),
    ("february", Month(2)),
    ("feet", Unit),
    ("fifteen", Small(15)),
    ("fifteenth", Ordinal(15)),
    ("fifth", Ordinal(5)),
    ("fifty", Tens(50)),
    ("first", Ordinal(1)),
    ("five", Small(5)),
    ("foot", Unit),
    ("fortnight", Period(Period::Fortnight)),
    ("forty", Tens(40)),
    ("four", Small(4)),
    ("fourteen", Small(14)),
    ("fourteenth", Ordinal(14)),
    ("fourth", Ordinal(4)),
    ("francs", Currency),
    ("fri", ShortWeekday(5)),
    ("friday", Weekday(5, false)),
    ("fridays", Weekday(5, true)),
    ("ft", Unit),
    ("gallon", Unit),
    ("gallons", Unit),
    ("gb", Unit),
    ("ghz", Unit),
    ("gigabytes", Unit),
    ("gigawatt", Unit),
    ("gigawatts", Unit),
    ("grams", Unit),
    ("gw", Unit),
    ("half", Fraction(0.5)),
    ("hectare", Unit),
    ("hectares", Unit),
    ("hour", Period(Period::Hour)),
    ("hours", Period(Period::Hour)),
    ("hrs", Period(Period::Hour)),
    ("hryvnia", Currency),
    ("hryvnias", Currency),
    ("hundred", Hundred),
    ("hundreds", Many),
    ("hundredth", Ordinal(100)),
    ("inch", Unit),
    ("inches", Unit),
    ("jan", Month(1)),
    ("january", Month(1)),
    ("jul", Month(7)),
    ("july", Month(7)),
    ("jun", Month(6)),
    ("june", Month(6)),
    ("kg", Unit),
    ("kilogram", Unit),
    ("kilograms", Unit),
    ("kilometer", Unit),
    ("kilometers", Unit),
    ("kilometre", Unit),
    ("kilometres", Unit),
    ("kilos", Unit),
    ("kilowatt", Unit),
    ("kilowatts", Unit),
    ("km", Unit),
    ("kmh", Unit),
    ("knots", Unit),
    ("kph", Unit),
    ("krona", Currency),
    ("kroner", Currency),
    ("kronor", Currency),
    ("kw", Unit),
    ("kwacha", Currency),
    ("kwh", Unit),
    ("kyat", Currency),
    ("kyats", Currency),
    ("lakh", Scale(1e5)),
    ("lakhs", Scale(1e5)),
    ("lb", Unit),
    ("lbs", Unit),
    ("lira", Currency),
    ("liras", Currency),
    ("liter", Unit),
    ("liters", Unit),
    ("litre", Unit),
    ("litres", Unit),
    ("mar", Month(3)),
    ("march", Month(3)),
    ("may", Month(5)),
    ("mb", Unit),
    ("megabytes", Unit),
    ("megawatt", Unit),
    ("megawatts", Unit),
    ("meter", Unit),
    ("meters", Unit),
    ("metre", Unit),
    ("metres", Unit),
    ("mhz", Unit),
    ("midnight", Part("24:00")),
    ("mile", Unit),
    ("miles", Unit),
    ("million", Scale(1e6)),
    ("millions", Many),
    ("min", Period(Period::Minute)),
    ("minute", Period(Period::Minute)),
    ("minutes", Period(Period::Minute)),
    ("mm", Unit),
    ("mn", Scale(1e6)),
    ("mon", ShortWeekday(1)),
    ("monday", Weekday(1, false)),
    ("mondays", Weekday(1, true)),
    ("month", Period(Period::Month)),
    ("months", Period(Period::Month)),
    ("morning", Part("MO")),
    ("mph", Unit),
    ("mw", Unit),
    ("naira", Currency),
    ("night", Part("NI")),
    ("nine", Small(9)),
    ("nineteen", Small(19)),
    ("nineteenth", Ordinal(19)),
    ("nineties", Many),
    ("ninety", Tens(90)),
    ("ninth", Ordinal(9)),
    ("noon", Part("12:00")),
    ("nov", Month(11)),
    ("november", Month(11)),
    ("oct", Month(10)),
    ("october", Month(10)),
    ("one", Small(1)),
    ("ounce", Unit),
    ("ounces", Unit),
    ("oz", Unit),
    ("pence", Currency),
    ("peso", Currency),
    ("pesos", Currency),
    ("pound", Currency),
    ("pounds", Currency),
    ("quarter", Period(Period::Quarter)),
    ("quarters", Period(Period::Quarter)),
    ("rand", Currency),
    ("renminbi", Currency),
    ("rial", Currency),
    ("rials", Currency),
    ("ringgit", Currency),
    ("riyal", Currency),
    ("riyals", Currency),
    ("rouble", Currency),
    ("roubles", Currency),
    ("ruble", Currency),
    ("rubles", Currency),
    ("rupee", Currency),
    ("rupees", Currency),
    ("rupiah", Currency),
    ("sat", ShortWeekday(6)),
    ("saturday", Weekday(6, false)),
    ("saturdays", Weekday(6, true)),
    ("second", Ordinal(2)),
    ("seconds", Period(Period::Second)),
    ("sep", Month(9)),
    ("sept", Month(9)),
    ("september", Month(9)),
    ("seven", Small(7)),
    ("seventeen", Small(17)),
    ("seventeenth", Ordinal(17)),
    ("seventh", Ordinal(7)),
    ("seventies", Many),
    ("seventy", Tens(70)),
    ("shekel", Currency),
    ("shekels", Currency),
    ("shilling", Currency),
    ("shillings", Currency),
    ("six", Small(6)),
    ("sixteen", Small(16)),
    ("sixteenth", Ordinal(16)),
    ("sixth", Ordinal(6)),
    ("sixties", Many),
    ("sixty", Tens(60)),
    ("spring", Season("SP")),
    ("summer", Season("SU")),
    ("sun", ShortWeekday(7)),
    ("sunday", Weekday(7, false)),
    ("sundays", Weekday(7, true)),
    ("taka", Currency),
    ("tb", Unit),
    ("ten", Small(10)),
    ("tens", Many),
    ("tenth", Ordinal(10)),
    ("terabytes", Unit),
    ("third", Ordinal(3)),
    ("thirteen", Small(13)),
    ("thirteenth", Ordinal(13)),
    ("thirty", Tens(30)),
    ("thousand", Scale(1e3)),
    ("thousands", Many),
    ("three", Small(3)),
    ("thu", ShortWeekday(4)),
    ("thur", ShortWeekday(4)),
    ("thurs", ShortWeekday(4)),
    ("thursday", Weekday(4, false)),
    ("thursdays", Weekday(4, true)),
    ("tn", Scale(1e12)),
    ("today", Deictic(0)),
    ("tomorrow", Deictic(1)),
    ("ton", Unit),
    ("tonne", Unit),
    ("tonnes", Unit),
    ("tons", Unit),
    ("trillion", Scale(1e12)),
    ("trillions", Many),
    ("tue", ShortWeekday(2)),
    ("tues", ShortWeekday(2)),
    ("tuesday", Weekday(2, false)),
    ("tuesdays", Weekday(2, true)),
    ("twelfth", Ordinal(12)),
    ("twelve", Small(12)),
    ("twentieth", Ordinal(20)),
    ("twenty", Tens(20)),
    ("two", Small(2)),
    ("watts", Unit),
    ("wed", ShortWeekday(3)),
    ("wednesday", Weekday(3, false)),
    ("wednesdays", Weekday(3, true)),
    ("week", Period(Period::Week)),
    ("weeks", Period(Period::Week)),
    ("winter", Season("WI")),
    ("won", Currency),
    ("yard", Unit),
    ("yards", Unit),
    ("year", Period(Period::Year)),
    ("years", Period(Period::Year)),
    ("yen", Currency),
    ("yesterday", Deictic(-1)),
    ("yuan", Currency),
    ("zero", Small(0)),
    ("zloty", Currency),
    ("zlotys", Currency),
];

/// Looks up a word in lower case; a final full stop is ignored.
pub(crate) fn look_up(low: &str) -> Option<Term> {
    lexicon::look_up(WORDS, low.strip_suffix('.').unwrap_or(low))
}

/// Whether a word is a currency sign.
pub(crate) fn is_currency_sign(low: &str) -> bool {
    matches!(
        low,
        "$" | "€"
            | "£"
            | "¥"
            | "₹"
            | "₽"
            | "₩"
            | "₪"
            | "₺"
            | "₴"
            | "₦"
            | "₱"
            | "฿"
            | "₫"
            | "₡"
            | "₵"
            | "₸"
            | "₿"
    )
}

/// Whether a word is a currency code or abbreviation next to a number ("USD 10 million", "Rs 500"). Codes
/// must be in capitals, since "try" and "pen" are also words.
pub(crate) fn is_currency_code(word: &str) -> bool {
    let word = word.strip_suffix('.').unwrap_or(word);
    if matches!(word, "Rs" | "Ksh" | "Kshs" | "Tsh" | "Ush" | "Dh" | "Dhs" | "Tk") {
        return true;
    }
    word.bytes().all(|b| b.is_ascii_uppercase()) && is_code(&word.to_ascii_lowercase())
}

fn is_code(low: &str) -> bool {
    matches!(
        low,
        "usd"
            | "qr"
            | "sr"
            | "kd"
            | "bd"
            | "jd"
            | "nis"
            | "cup"
            | "kwd"
            | "omr"
            | "eur"
            | "gbp"
            | "jpy"
            | "cny"
            | "rmb"
            | "inr"
            | "aud"
            | "cad"
            | "nzd"
            | "sgd"
            | "hkd"
            | "chf"
            | "sek"
            | "nok"
            | "dkk"
            | "zar"
            | "ngn"
            | "kes"
            | "ghs"
            | "ksh"
            | "kshs"
            | "ush"
            | "tsh"
            | "rs"
            | "rm"
            | "php"
            | "idr"
            | "thb"
            | "vnd"
            | "krw"
            | "myr"
            | "pkr"
            | "lkr"
            | "bdt"
            | "aed"
            | "sar"
            | "qar"
            | "egp"
            | "ils"
            | "try"
            | "uah"
            | "rub"
            | "pln"
            | "huf"
            | "czk"
            | "brl"
            | "mxn"
            | "ars"
            | "clp"
            | "cop"
            | "pen"
            | "bnd"
            | "twd"
            | "mop"
            | "fcfa"
            | "xaf"
            | "xof"
            | "tk"
            | "dh"
            | "dhs"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_is_sorted_and_finds_words() {
        assert!(
            WORDS.windows(2).all(|w| w[0].0 < w[1].0),
            "{:?}",
            WORDS.windows(2).find(|w| w[0].0 >= w[1].0)
        );
        assert_eq!(look_up("sept."), Some(Month(9)));
        assert_eq!(look_up("zebra"), None);
    }
}
