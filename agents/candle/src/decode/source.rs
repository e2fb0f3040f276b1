//! Where a decoder's weights come from, by one set of names for both kinds of files.

use candle_core::quantized::QMatMul;
use candle_core::{DType, Device, Module, Tensor};

use super::gguf::Gguf;
use crate::fault::Fault;
use crate::weights::Weights;

/// A weight's name in safetensors and in GGUF, without layer and ending.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name(pub(super) &'static str, pub(super) &'static str);

pub(super) enum Source {
    Plain(Weights),
    Packed(Gguf),
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

impl Source {
    fn text(&self, layer: Option<usize>, name: Name, leaf: &str) -> String {
        match (self, layer) {
            (Self::Plain(_), None) => format!("{}.{leaf}", name.0),
            (Self::Plain(_), Some(at)) => format!("model.layers.{at}.{}.{leaf}", name.0),
            (Self::Packed(_), None) => format!("{}.{leaf}", name.1),
            (Self::Packed(_), Some(at)) => format!("blk.{at}.{}.{leaf}", name.1),
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
            Self::Packed(file) => {
                Matrix::Packed(QMatMul::from_qtensor(file.take(&name, &[to, from])?)?)
            }
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
            Self::Packed(file) => {
                let packed = file.take(&name, &[length])?;
                Ok(packed.dequantize(&packed.device())?)
            }
        }
    }

    /// What the model computes in.
    pub(super) const fn dtype(&self) -> DType {
        match self {
            Self::Plain(weights) => weights.dtype(),
            Self::Packed(_) => DType::F32,
        }
    }

    pub(super) const fn device(&self) -> &Device {
        match self {
            Self::Plain(weights) => weights.device(),
            Self::Packed(file) => file.device(),
        }
    }
}
