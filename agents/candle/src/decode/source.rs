//! Where a decoder's weights come from, by one set of names for both kinds of files.

use candle_core::quantized::{GgmlDType, QMatMul, QTensor};
use candle_core::{DType, Device, Module, Tensor};

use super::gguf::Gguf;
use crate::fault::Fault;
use crate::weights::Weights;

/// A weight's name in safetensors and in GGUF, without layer and ending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name(pub(super) &'static str, pub(super) &'static str);

pub(super) enum Source {
    Plain(Weights),
    Packed {
        file: Gguf,
        /// Whether all matrices are unpacked as they are read.
        widened: bool,
    },
}

/// A matrix, as it is or packed into few bits.
pub(super) enum Matrix {
    /// Out by in.
    Plain(Tensor),
    Packed(QMatMul),
}

impl Matrix {
    pub(super) fn forward(&self, x: &Tensor) -> candle_core::Result<Tensor> {
        match self {
            Self::Plain(weight) => x.matmul(&weight.t()?),
            Self::Packed(weight) => weight.forward(x),
        }
    }

    /// The rows of these numbers.
    pub(super) fn rows(&self, numbers: &Tensor) -> candle_core::Result<Tensor> {
        match self {
            Self::Plain(weight) => weight.index_select(numbers, 0),
            Self::Packed(weight) => weight.embedding(numbers),
        }
    }
}

/// Columns of a matrix that candle multiplies by its fastest code are a multiple of this.
const FAST_COLUMNS: usize = 256;

/// A matrix in a form that is multiplied fast: on a processor some kinds are slow enough for a
/// prompt to be read for minutes. `examples/product_speed.rs` prints what each comes to.
fn laid_out(packed: QTensor, widened: bool) -> candle_core::Result<Matrix> {
    let device = packed.device();
    if widened {
        return Ok(Matrix::Plain(packed.dequantize(&device)?));
    }
    let packed = if device.is_cpu() && is_slow(packed.dtype()) {
        // Eight bits round off less than the packing before them did.
        QTensor::quantize(&packed.dequantize(&device)?, GgmlDType::Q8_0)?
    } else {
        packed
    };
    Ok(Matrix::Packed(QMatMul::from_qtensor(packed)?))
}

/// Whether a matrix of this kind is multiplied faster as one of eight bits.
fn is_slow(kind: GgmlDType) -> bool {
    use GgmlDType::{Q2K, Q3K, Q4_0, Q4_1, Q5_0, Q5_1, Q5K, Q8_1};
    match kind {
        Q4_1 | Q5_0 | Q5_1 | Q8_1 => true,
        Q2K | Q3K | Q4_0 | Q5K => has_tiles_of_eight_bits(),
        _ => false,
    }
}

#[cfg(target_arch = "x86_64")]
fn has_tiles_of_eight_bits() -> bool {
    let has_wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vnni");
    has_wide || is_x86_feature_detected!("avxvnni")
}

#[cfg(not(target_arch = "x86_64"))]
const fn has_tiles_of_eight_bits() -> bool {
    false
}

impl Source {
    /// A file of a model whose tokens are so many numbers wide. Only small models are of widths
    /// that no fast code is for: on a processor there is room to unpack them.
    pub(super) fn packed(file: Gguf, width: usize) -> Self {
        let widened = file.device().is_cpu() && !width.is_multiple_of(FAST_COLUMNS);
        Self::Packed { file, widened }
    }

    fn text(&self, layer: Option<usize>, name: Name, leaf: &str) -> String {
        match (self, layer) {
            (Self::Plain(_), None) => format!("{}.{leaf}", name.0),
            (Self::Plain(_), Some(at)) => format!("model.layers.{at}.{}.{leaf}", name.0),
            (Self::Packed { .. }, None) => format!("{}.{leaf}", name.1),
            (Self::Packed { .. }, Some(at)) => format!("blk.{at}.{}.{leaf}", name.1),
        }
    }

    pub(super) fn matrix(
        &mut self,
        layer: Option<usize>,
        name: Name,
        [to, from]: [usize; 2],
    ) -> Result<Matrix, Fault> {
        let name = self.text(layer, name, "weight");
        Ok(match self {
            Self::Plain(weights) => Matrix::Plain(weights.take(&name, &[to, from])?),
            Self::Packed { file, widened } => laid_out(file.take(&name, &[to, from])?, *widened)?,
        })
    }

    pub(super) fn vector(
        &mut self,
        layer: Option<usize>,
        name: Name,
        leaf: &str,
        length: usize,
    ) -> Result<Tensor, Fault> {
        let name = self.text(layer, name, leaf);
        match self {
            Self::Plain(weights) => weights.take(&name, &[length]),
            Self::Packed { file, .. } => {
                let packed = file.take(&name, &[length])?;
                Ok(packed.dequantize(&packed.device())?)
            }
        }
    }

    /// What the model computes in.
    pub(super) const fn dtype(&self) -> DType {
        match self {
            Self::Plain(weights) => weights.dtype(),
            Self::Packed { .. } => DType::F32,
        }
    }

    pub(super) const fn device(&self) -> &Device {
        match self {
            Self::Plain(weights) => weights.device(),
            Self::Packed { file, .. } => file.device(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_multiplies_as_its_own_numbers_say() {
        use GgmlDType::{Q2K, Q3K, Q4_0, Q4_1, Q4K, Q5_0, Q5_1, Q5K, Q6K, Q8_0};
        let device = Device::Cpu;
        let kinds = [Q2K, Q3K, Q4_0, Q4_1, Q4K, Q5_0, Q5_1, Q5K, Q6K, Q8_0];
        for (kind, columns) in kinds.iter().flat_map(|kind| [(kind, 96), (kind, 512)]) {
            if columns % kind.block_size() != 0 {
                continue;
            }
            let numbers = Tensor::randn(0_f32, 1.0, (48, columns), &device).unwrap();
            let packed = QTensor::quantize(&numbers, *kind).unwrap();
            let exact = packed.dequantize(&device).unwrap();
            let matrix = laid_out(packed, columns == 96).unwrap();
            let x = Tensor::randn(0_f32, 1.0, (5, columns), &device).unwrap();
            let expected = x.matmul(&exact.t().unwrap()).unwrap();
            let off = (matrix.forward(&x).unwrap() - &expected).unwrap();
            let size = |of: &Tensor| of.sqr().and_then(|of| of.mean_all()?.to_scalar::<f32>());
            let share = (size(&off).unwrap() / size(&expected).unwrap()).sqrt();
            assert!(share < 0.02, "{kind:?} of {columns}: {share}");
            let rows = matrix.rows(&Tensor::new(&[7_u32, 0], &device).unwrap()).unwrap();
            let row = exact.index_select(&Tensor::new(&[7_u32, 0], &device).unwrap(), 0).unwrap();
            let off = size(&(rows - &row).unwrap()).unwrap() / size(&row).unwrap();
            assert!(off.sqrt() < 0.01, "{kind:?} of {columns}: rows off by {off}");
        }
    }
}
