//! Sounds of the browser. It lets a page be heard once somebody has touched it; a page in the
//! background is silent.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{AudioBuffer, AudioContext, AudioContextState, Document};

use super::tone::{RATE, Tone};

/// After these it may be another matter whether we are heard.
const TURNS: [&str; 3] = ["visibilitychange", "pointerup", "keydown"];

/// The open ear of the browser. Dropping it closes it.
pub struct Speaker {
    context: AudioContext,
    page: Document,
    /// What the browser calls.
    turn: Closure<dyn FnMut()>,
    buffers: [Option<AudioBuffer>; Tone::ALL.len()],
}

impl Speaker {
    pub fn open() -> Result<Self, String> {
        let page = web_sys::window().and_then(|window| window.document());
        let (Some(page), Ok(context)) = (page, AudioContext::new()) else {
            return Err("this browser plays no sounds".to_owned());
        };
        let turn = {
            let (page, context) = (page.clone(), context.clone());
            // Either comes true by itself, or when somebody touches the page.
            Closure::<dyn FnMut()>::new(move || {
                drop(if page.hidden() { context.suspend() } else { context.resume() });
            })
        };
        for event in TURNS {
            let call = turn.as_ref().unchecked_ref();
            drop(page.add_event_listener_with_callback_and_bool(event, call, true));
        }
        drop(context.resume());
        Ok(Self { context, page, turn, buffers: Default::default() })
    }

    /// Whether it is heard; else the browser waits for a click.
    pub fn is_heard(&self) -> bool {
        self.context.state() == AudioContextState::Running
    }

    /// Plays a sound. One that the browser has no room for is not heard.
    pub fn play(&mut self, tone: Tone, loud: f32, pitch: f32) {
        let (context, slot) = (&self.context, &mut self.buffers[tone as usize]);
        let mut play = || {
            let buffer = match slot {
                Some(buffer) => buffer,
                None => slot.insert(buffer(context, tone)?),
            };
            let (source, gain) = (context.create_buffer_source()?, context.create_gain()?);
            source.set_buffer(Some(buffer));
            source.playback_rate().set_value(pitch);
            gain.gain().set_value(loud);
            source.connect_with_audio_node(&gain)?;
            gain.connect_with_audio_node(&context.destination())?;
            source.start()
        };
        drop(play());
    }
}

fn buffer(context: &AudioContext, tone: Tone) -> Result<AudioBuffer, wasm_bindgen::JsValue> {
    let samples = tone.samples();
    let length = u32::try_from(samples.len()).expect("a sound is under two seconds");
    #[expect(clippy::cast_precision_loss, reason = "it is 44,100")]
    let buffer = context.create_buffer(1, length, RATE as f32)?;
    buffer.copy_to_channel(&samples, 0)?;
    Ok(buffer)
}

impl Drop for Speaker {
    fn drop(&mut self) {
        for event in TURNS {
            let call = self.turn.as_ref().unchecked_ref();
            drop(self.page.remove_event_listener_with_callback_and_bool(event, call, true));
        }
        drop(self.context.close());
    }
}
