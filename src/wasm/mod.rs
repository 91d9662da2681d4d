//! The JavaScript boundary: text and options in, plain values out, offsets in UTF-16 code units.
//!
//! Values cross once per call, through `serde-wasm-bindgen`; no JavaScript object owns
//! memory here. Invalid arguments are thrown as a JavaScript `Error`. The TypeScript declarations in
//! `types.d.ts` are written by hand and checked against real values by the boundary tests. Never knows about
//! the page, and keeps nothing between articles except the cache of [`annotate_incremental`].

mod js_text;

use std::cell::{OnceCell, RefCell};

use js_sys::{JsString, Reflect};
use js_text::JsText;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use web_sys::Performance;

use crate::corrections::wire as corrections;
use crate::document::Document;
use crate::document::delta::Changes;
use crate::render::{ExportOptions, KindFamily, NameStyle, wire};
use crate::text::{self, Positions, Span, Unit};
use crate::{Annotator, EditCache, Error, Options};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("../types.d.ts");

thread_local! {
    /// The annotator, and the milliseconds that loading it took.
    static ANNOTATOR: OnceCell<Result<(Annotator, f64), Error>> = const { OnceCell::new() };
    /// The text that is being edited, and its cache.
    static SESSION: RefCell<Option<EditSession>> = const { RefCell::new(None) };
}

/// Runs once, when the module is loaded. Fails if a model or the knowledge base is damaged.
#[wasm_bindgen(start)]
fn start() -> Result<(), JsError> {
    console_error_panic_hook::set_once();
    with_annotator(|_, _| ())
}

/// Annotates an article; returns the document, the places of the corrections, and timings.
#[wasm_bindgen(unchecked_return_type = "Annotation")]
pub fn annotate(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
) -> Result<JsValue, JsError> {
    SESSION.take();
    annotation(&text, options)
}

/// Annotates a text that is being edited; returns the changes since the result of round `since`, or the whole
/// document if that is not the last round. Keeps its cache for the next call, until [`annotate`] is called.
#[wasm_bindgen(js_name = annotateIncremental, unchecked_return_type = "Changes")]
pub fn annotate_incremental(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "number | null")] since: Option<f64>,
) -> Result<JsValue, JsError> {
    SESSION.with_borrow_mut(|session| {
        session.get_or_insert_with(EditSession::default).update(&text, options, since)
    })
}

/// The state of a text that is being edited.
struct EditSession {
    cache: EditCache,
    /// The last text and its document.
    last: Option<(JsText, Document)>,
    /// Number of calls so far.
    round: u32,
}

impl Default for EditSession {
    fn default() -> Self {
        Self { cache: EditCache::new(), last: None, round: 0 }
    }
}

impl EditSession {
    /// Annotates the text in its current form.
    fn update(&mut self, text: &JsValue, options: JsValue, since: Option<f64>) -> Result<JsValue, JsError> {
        let began = now();
        let current = match &self.last {
            Some((before, _)) => before.edited(string(text)?),
            None => JsText::new(string(text)?),
        };
        let (document, load) = annotate_text(&current.text, options, &mut self.cache)?;
        let annotated = now();
        let out = js_sys::Object::new();
        let previous = self.last.take().filter(|_| since == Some(f64::from(self.round)));
        set(&out, "since", &previous.as_ref().map_or(JsValue::NULL, |_| self.round.into()))?;
        let (before, changed) = match previous {
            Some((before, old)) => {
                let changed = Changes::between(&before.text, old, &current.text, &document);
                (before.positions, changed)
            }
            None => (Positions::new("", Unit::Utf16), Changes::all(&document)),
        };
        let changes = wire::changes(&changed, &document, &current.positions, &before, Unit::Utf16);
        set(&out, "changes", &changes.serialize(&Serializer::json_compatible())?)?;
        set(&out, "corrected", &corrected(&document, &current.positions)?)?;
        self.round = self.round.wrapping_add(1);
        set(&out, "round", &self.round.into())?;
        self.last = Some((current, document));
        let timings = Timings { load, annotate: annotated - began, convert: now() - annotated };
        set(&out, "timings", &timings.serialize(&Serializer::json_compatible())?)?;
        Ok(out.into())
    }
}

/// Annotates a text; returns the document, the places of the corrections, and timings.
fn annotation(text: &JsValue, options: JsValue) -> Result<JsValue, JsError> {
    let began = now();
    let text = String::from(string(text)?);
    let (document, load) = annotate_text(&text, options, &mut EditCache::default())?;
    let annotated = now();
    let out = js_sys::Object::new();
    let wire = wire::document(&document, &text, Unit::Utf16);
    set(&out, "document", &wire.serialize(&Serializer::json_compatible())?)?;
    set(&out, "corrected", &corrected(&document, &Positions::new(&text, Unit::Utf16))?)?;
    let timings = Timings { load, annotate: annotated - began, convert: now() - annotated };
    set(&out, "timings", &timings.serialize(&Serializer::json_compatible())?)?;
    Ok(out.into())
}

/// Annotates an article and exports it in one of the formats of [`FORMATS`](crate::render::FORMATS).
#[wasm_bindgen(unchecked_return_type = "string")]
pub fn render(
    #[wasm_bindgen(unchecked_param_type = "string")] text: JsValue,
    #[wasm_bindgen(unchecked_param_type = "Format")] format: &str,
    #[wasm_bindgen(unchecked_optional_param_type = "Options | null")] options: JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Choices | null")] choices: JsValue,
) -> Result<String, JsError> {
    let format = crate::render::format(format)
        .ok_or_else(|| JsError::new(&format!("there is no format {format:?}")))?;
    let choices: ChoicesArgument = argument(choices, "choices")?;
    let text = String::from(string(&text)?);
    let (document, _) = annotate_text(&text, options, &mut EditCache::default())?;
    Ok(format.render(&document, &text, &choices.export_options(&text)))
}

/// Returns the entries of the knowledge base that some names of one entity may mean, the likeliest first.
#[wasm_bindgen(unchecked_return_type = "Link[]")]
pub fn known(#[wasm_bindgen(unchecked_param_type = "string[]")] names: JsValue) -> Result<JsValue, JsError> {
    let names: Vec<String> = argument(names, "names")?;
    let entries = with_annotator(|annotator, _| annotator.candidates(&names))?;
    let links: Vec<wire::Link> = entries.iter().map(wire::link).collect();
    Ok(links.serialize(&Serializer::json_compatible())?)
}

/// The argument `Choices` of `types.d.ts`: export options with offsets in UTF-16 code units.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Choices")]
struct ChoicesArgument {
    address: Option<String>,
    names: Option<String>,
    lists: Option<bool>,
    claim: Option<usize>,
    without: Vec<String>,
    within: Option<(u32, u32)>,
}

impl ChoicesArgument {
    /// Converts the choices to export options for `text`.
    fn export_options(self, text: &str) -> ExportOptions {
        let default = ExportOptions::default();
        ExportOptions {
            url: self.address,
            name_style: match self.names.as_deref() {
                Some("links") => NameStyle::Links,
                Some("plain") => NameStyle::Plain,
                _ => default.name_style,
            },
            lists: self.lists.unwrap_or(default.lists),
            claim: self.claim,
            exclude: KindFamily::ALL
                .into_iter()
                .filter(|f| self.without.iter().any(|w| w == f.name()))
                .collect(),
            exclude_claims: self.without.iter().any(|without| without == "claim"),
            passage: self.within.map(|(start, end)| {
                Span::new(text::utf16_to_byte(text, start), text::utf16_to_byte(text, end))
            }),
        }
    }
}

/// The argument `Options` of `types.d.ts`.
#[derive(Default, Deserialize)]
#[serde(default, rename = "Options")]
struct OptionsArgument {
    published: Option<String>,
    corrections: Vec<corrections::Correction>,
}

/// Durations in milliseconds.
#[derive(Serialize)]
struct Timings {
    load: f64,
    annotate: f64,
    convert: f64,
}

/// Returns an argument as a string, or an error if it is none. In Rust an unpaired surrogate becomes U+FFFD,
/// which is also one UTF-16 code unit, so offsets stay correct.
fn string(text: &JsValue) -> Result<&JsString, JsError> {
    text.dyn_ref::<JsString>().ok_or_else(|| JsError::new("text must be a string"))
}

/// Annotates a text; returns the document and the milliseconds that loading the annotator took.
fn annotate_text(text: &str, options: JsValue, cache: &mut EditCache) -> Result<(Document, f64), JsError> {
    let given: OptionsArgument = argument(options, "options")?;
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

/// Deserialises an optional argument.
fn argument<T: Default + DeserializeOwned>(value: JsValue, name: &str) -> Result<T, JsError> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value).map_err(|e| JsError::new(&format!("{name}: {e}")))
}

/// Calls `run` with the annotator, loading it at the first call, and with the milliseconds that loading took.
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

/// Returns for each correction the places where it was applied.
fn corrected(document: &Document, at: &Positions) -> Result<JsValue, JsError> {
    let places = |places: &Vec<Span>| places.iter().map(|&p| at.span(p)).collect();
    let corrected: Vec<Vec<(u32, u32)>> = document.corrected.iter().map(places).collect();
    Ok(corrected.serialize(&Serializer::json_compatible())?)
}

fn set(object: &js_sys::Object, key: &str, value: &JsValue) -> Result<(), JsError> {
    Reflect::set(object, &key.into(), value).map(drop).map_err(|_| JsError::new("a value could not be set"))
}

/// Returns the time of `performance.now()` in milliseconds, or zero without a clock.
fn now() -> f64 {
    let clock = Reflect::get(&js_sys::global(), &"performance".into()).ok().filter(JsValue::is_object);
    clock.map_or(0.0, |clock| clock.unchecked_into::<Performance>().now())
}
