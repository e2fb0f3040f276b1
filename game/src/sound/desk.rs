//! Sounds of the desktop, on whichever device the system says.

use std::num::NonZero;

use rodio::buffer::SamplesBuffer;
use rodio::{DeviceSinkBuilder, MixerDeviceSink, Source as _};

use super::tone::{RATE, Tone};

/// The open device. Dropping it closes it.
pub struct Speaker {
    device: MixerDeviceSink,
    buffers: [Option<SamplesBuffer>; Tone::ALL.len()],
}

impl Speaker {
    pub fn open() -> Result<Self, String> {
        let device = DeviceSinkBuilder::open_default_sink();
        let mut device = device.map_err(|error| format!("no device plays sounds here: {error}"))?;
        device.log_on_drop(false);
        Ok(Self { device, buffers: Default::default() })
    }

    /// Whether it is heard.
    #[expect(clippy::unused_self, reason = "the browser's is asked the same")]
    pub const fn is_heard(&self) -> bool {
        true
    }

    pub fn play(&mut self, tone: Tone, loud: f32, pitch: f32) {
        let buffer = self.buffers[tone as usize].get_or_insert_with(|| {
            let rate = NonZero::new(RATE).expect("it is 44,100");
            SamplesBuffer::new(NonZero::<u16>::MIN, rate, tone.samples())
        });
        self.device.mixer().add(buffer.clone().speed(pitch).amplify(loud));
    }
}
