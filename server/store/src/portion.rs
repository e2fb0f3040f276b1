//! What may lag behind the ticks goes to the database in portions, each a short transaction of its
//! own, so that a tick's commit never waits for more than one of them.

/// Rows of a portion at most. It costs little to begin another, for none waits for the disk.
const ROWS_MAX: usize = 32;
/// Bytes of a portion at most, unless a single row has more.
const BYTES_MAX: usize = 256 * 1024;

/// Cuts rows, each of so many bytes, into portions. None is empty.
pub(crate) fn portions<T>(rows: &[T], bytes: impl Fn(&T) -> usize) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let mut weight = 0_usize;
        let fitting = rest.iter().take(ROWS_MAX).take_while(|row| {
            weight = weight.saturating_add(bytes(row));
            weight <= BYTES_MAX
        });
        let (portion, after) = rest.split_at(fitting.count().max(1).min(rest.len()));
        rest = after;
        (!portion.is_empty()).then_some(portion)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(rows: &[usize]) -> Vec<Vec<usize>> {
        portions(rows, |bytes| *bytes).map(<[usize]>::to_vec).collect()
    }

    #[test]
    fn a_portion_is_small_and_nothing_is_left_out() {
        assert!(cut(&[]).is_empty());
        assert_eq!(cut(&[7, 7]), [[7, 7]]);
        let half = BYTES_MAX / 2;
        assert_eq!(cut(&[half, half, half]), [vec![half, half], vec![half]]);
        let huge = BYTES_MAX + 1;
        assert_eq!(
            cut(&[1, huge, usize::MAX, 1]),
            [vec![1], vec![huge], vec![usize::MAX], vec![1]]
        );
        let many = cut(&[0; 3 * ROWS_MAX + 1]);
        assert_eq!(many.iter().map(Vec::len).collect::<Vec<_>>(), [32, 32, 32, 1]);
    }
}
