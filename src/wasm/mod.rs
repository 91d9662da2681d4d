//! The boundary to JavaScript: text and options in, plain values out, offsets in UTF-16 code units.
//!
//! Values cross once a call, through `serde-wasm-bindgen`; no object on the other side holds
//! on to memory here. What is wrong with an argument is thrown as a JavaScript `Error`. The TypeScript text is
//! `types.d.ts`, kept by hand and checked against real values by the boundary tests. Nothing here knows about
//! the page, and nothing is kept from one article to the next but what [`annotate_incremental`] asks for.

mod pasted;

use std::cell::{OnceCell, RefCell};

use js_sys::{JsString, Reflect};
use pasted::Pasted;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::Performance;

use crate::corrections::wire as corrections;
use crate::document::Document;
use crate::document::delta::Changes;
use crate::render::{Choices, Family, Names, wire};
use crate::text::{self, Positions, Span, Unit};
use crate::{Annotator, EditCache, Error, Options};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

thread_local! {
    /// The models and the knowledge base, and how many milliseconds it took to make them ready.
    static ANNOTATOR: OnceCell<Result<(Annotator, f64), Error>> = const { OnceCell::new() };
    /// The text that is being edited, and what was worked out of it.
    static EDITED: RefCell<Option<Edited>> = const { RefCell::new(None) };
}

/// Runs once, when the module is loaded, which fails where its models or its reference are damaged.
#[wasm_bindgen(start)]
fn start() -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    with_annotator(|_, _| ())
}

/// Annotates an article: returns the document, the places of the corrections, and the timings.
#[wasm_bindgen(unchecked_return_type = "Annotation")]
pub fn annotate(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
) -> Result<JsValue, JsError> {
    EDITED.take();
    annotation(&text, options)
}

/// Reads a text that is being edited: gives what has changed since the answer of round `since`, and keeps what it has worked
/// out for the next time, until an article is read by [`annotate`]. Without that answer everything has changed.
#[wasm_bindgen(js_name = annotateIncremental, unchecked_return_type = "Changes")]
pub fn annotate_incremental(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "number | null")] since: Option<f64>,
) -> Result<JsValue, JsError> {
    EDITED.with_borrow_mut(|edited| edited.get_or_insert_with(Edited::default).read(&text, options, since))
}

/// A text that is being edited.
struct Edited {
    cache: EditCache,
    /// The text that was read last and its document.
    last: Option<(Pasted, Document)>,
    /// How often it was read.
    round: u32,
}

impl Default for Edited {
    fn default() -> Self {
        Self { cache: EditCache::new(), last: None, round: 0 }
    }
}

impl Edited {
    /// Reads the text as it is now.
    fn read(&mut self, text: &JsValue, options: JsValue, since: Option<f64>) -> Result<JsValue, JsError> {
        let began = now();
        let pasted = match &self.last {
            Some((before, _)) => before.edited(string(text)?),
            None => Pasted::new(string(text)?),
        };
        let (document, load) = read(&pasted.text, options, &mut self.cache)?;
        let read = now();
        let out = js_sys::Object::new();
        let known = self.last.take().filter(|_| since == Some(f64::from(self.round)));
        set(&out, "since", &known.as_ref().map_or(JsValue::NULL, |_| self.round.into()))?;
        let (before, changed) = match known {
            Some((before, old)) => {
                let changed = Changes::between(&before.text, old, &pasted.text, &document);
                (before.at, changed)
            }
            None => (Positions::new("", Unit::Utf16), Changes::all(&document)),
        };
        let twin = wire::changes(&changed, &document, &pasted.at, &before, Unit::Utf16);
        set(&out, "changes", &twin.serialize(&Serializer::json_compatible())?)?;
        set(&out, "corrected", &corrected(&document, &pasted.at)?)?;
        self.round = self.round.wrapping_add(1);
        set(&out, "round", &self.round.into())?;
        self.last = Some((pasted, document));
        let timings = Timings { load, annotate: read - began, convert: now() - read };
        set(&out, "timings", &timings.serialize(&Serializer::json_compatible())?)?;
        Ok(out.into())
    }
}

/// The document of a text, the places of the corrections, and the timings.
fn annotation(text: &JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let began = now();
    let text = String::from(string(text)?);
    let (document, load) = read(&text, options, &mut EditCache::default())?;
    let read = now();
    let out = js_sys::Object::new();
    let twin = wire::document(&document, &text, Unit::Utf16);
    set(&out, "document", &twin.serialize(&Serializer::json_compatible())?)?;
    set(&out, "corrected", &corrected(&document, &Positions::new(&text, Unit::Utf16))?)?;
    let timings = Timings { load, annotate: read - began, convert: now() - read };
    set(&out, "timings", &timings.serialize(&Serializer::json_compatible())?)?;
    Ok(out.into())
}

/// The article in one of the forms in which it leaves, as [`FORMATS`](crate::render::FORMATS) names them.
#[wasm_bindgen(unchecked_return_type = "string")]
pub fn render(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Format")] format: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Choices | null")] choices: JsValue,
) -> Result<String, JsError> {
    let format = crate::render::format(format)
        .ok_or_else(|| JsError::new(&format!("there is no format {format:?}")))?;
    let chosen: Chosen = given(choices, "choices")?;
    let text = String::from(string(&text)?);
    let (document, _) = read(&text, options, &mut EditCache::default())?;
    Ok(format.render(&document, &text, &chosen.choices(&text)))
}

/// The entries of the built-in reference that these names may mean, the likeliest first.
#[wasm_bindgen(unchecked_return_type = "Link[]")]
pub fn known(#[wasm_bindgen(unchecked_param_type = "string[]")] names: JsValue) -> Result<JsValue, JsError> {
    let names: Vec<String> = given(names, "names")?;
    let entries = with_annotator(|annotator, _| annotator.candidates(&names))?;
    let links: Vec<wire::Link> = entries.iter().map(wire::link).collect();
    Ok(links.serialize(&Serializer::json_compatible())?)
}

/// The choices a caller may make, with offsets in UTF-16 code units.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Choices")]
struct Chosen {
    address: Option<String>,
    names: Option<String>,
    lists: Option<bool>,
    claim: Option<usize>,
    without: Vec<String>,
    within: Option<(u32, u32)>,
}

impl Chosen {
    fn choices(self, text: &str) -> Choices {
        let usual = Choices::default();
        Choices {
            address: self.address,
            names: match self.names.as_deref() {
                Some("links") => Names::Links,
                Some("plain") => Names::Plain,
                _ => usual.names,
            },
            lists: self.lists.unwrap_or(usual.lists),
            claim: self.claim,
            without: Family::ALL.into_iter().filter(|f| self.without.iter().any(|w| w == f.name())).collect(),
            without_claims: self.without.iter().any(|without| without == "claim"),
            within: self.within.map(|(start, end)| {
                Span::new(text::utf16_to_byte(text, start), text::utf16_to_byte(text, end))
            }),
        }
    }
}

/// The options a caller may give.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Options")]
struct Given {
    published: Option<String>,
    corrections: Vec<corrections::Correction>,
}

/// Milliseconds.
#[derive(Serialize)]
struct Timings {
    load: f64,
    annotate: f64,
    convert: f64,
}

/// The string that an argument must be. A half of a surrogate pair becomes U+FFFD in Rust, which is one UTF-16 unit too:
/// offsets stay right.
fn string(text: &JsValue) -> Result<&JsString, JsError> {
    text.dyn_ref::<JsString>().ok_or_else(|| JsError::new("text must be a string"))
}

/// What was found in a text, and how long the resources took when they were loaded.
fn read(text: &str, options: JsValue, cache: &mut EditCache) -> Result<(Document, f64), JsError> {
    let given: Given = given(options, "options")?;
    let published = match given.published.as_deref() {
        None | Some("") => None,
        Some(day) => {
            let wrong = |_| JsError::new(&format!("published must be a day as YYYY-MM-DD, not {day:?}"));
            Some(day.parse().map_err(wrong)?)
        }
    };
    let corrections = corrections::corrections(given.corrections, |unit| text::utf16_to_byte(text, unit))?;
    let options = Options { published, corrections: &corrections };
    with_annotator(|annotator, load| (annotator.annotate_incremental(text, &options, cache), load))
}

/// An argument that may be left out.
fn given<T: Default + DeserializeOwned>(value: JsValue, name: &str) -> Result<T, JsError> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value).map_err(|e| JsError::new(&format!("{name}: {e}")))
}

/// Calls `run` with the annotator, which is loaded at the first call, and with the milliseconds that loading took.
fn with_annotator<T>(run: impl FnOnce(&Annotator, f64) -> T) -> Result<T, JsError> {
    let load = || {
        let began = now();
        Ok((Annotator::embedded()?, now() - began))
    };
    ANNOTATOR.with(|loaded| match loaded.get_or_init(load) {
        Ok((annotator, load)) => Ok(run(annotator, *load)),
        Err(e) => Err(JsError::from(e)),
    })
}

/// Of each correction that was given, where its words were found.
fn corrected(document: &Document, at: &Positions) -> Result<JsValue, JsError> {
    let places = |places: &Vec<Span>| places.iter().map(|&p| at.span(p)).collect();
    let corrected: Vec<Vec<(u32, u32)>> = document.corrected.iter().map(places).collect();
    Ok(corrected.serialize(&Serializer::json_compatible())?)
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) -> Result<(), JsError> {
    Reflect::set(object, &key.into(), value).map(drop).map_err(|_| JsError::new("a value could not be set"))
}

/// The clock of the page, the worker or Node, in milliseconds; zero where there is none.
fn now() -> f64 {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).ok().filter(JsValue::is_object);
    clock.map_or(0.0, |clock| clock.unchecked_into::<Performance>().now())
}
