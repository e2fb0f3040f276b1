//! How fast matrices of each packing are multiplied here, each by itself:
//! `RAYON_NUM_THREADS=1 CANDLE_NUM_THREADS=1 cargo run --release -p village-candle --example
//! product_speed`. This is what decides into which one a model's file is laid out on a processor.

use std::hint::black_box;
use std::time::{Duration, Instant};

use candle_core::quantized::GgmlDType::{Q4_0, Q4_1, Q4K, Q5_0, Q5K, Q6K, Q8_0};
use candle_core::quantized::{QMatMul, QTensor};
use candle_core::{Device, Module, Result, Tensor};

const ROWS: u32 = 1_536;
/// Of each product the fastest of so many is told.
const TRIES: usize = 10;

fn fastest(product: impl Fn() -> Result<Tensor>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..TRIES {
        let began = Instant::now();
        black_box(product()?);
        best = best.min(began.elapsed());
    }
    Ok(best)
}

fn main() -> Result<()> {
    println!("thousand million operations a second, {ROWS} rows:");
    for columns in [576_u32, 1_024] {
        let (rows, width) = (ROWS as usize, columns as usize);
        let weight = Tensor::randn(0_f32, 1.0, (rows, width), &Device::Cpu)?;
        for tokens in [1_u32, 8, 128] {
            let x = Tensor::randn(0_f32, 1.0, (tokens as usize, width), &Device::Cpu)?;
            let operations = 2.0 * f64::from(ROWS) * f64::from(columns) * f64::from(tokens);
            let rate = |took: Duration| operations / took.as_secs_f64() / 1e9;
            let plain = fastest(|| x.matmul(&weight.t()?))?;
            print!("{columns} columns, {tokens} tokens: F32 {:.0}", rate(plain));
            for kind in [Q4_0, Q4_1, Q5_0, Q8_0, Q4K, Q5K, Q6K] {
                if width.is_multiple_of(kind.block_size()) {
                    let packed = QMatMul::from_qtensor(QTensor::quantize(&weight, kind)?)?;
                    print!(", {kind:?} {:.0}", rate(fastest(|| packed.forward(&x))?));
                }
            }
            println!();
        }
    }
    Ok(())
}
