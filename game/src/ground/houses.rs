//! Houses: cells of the roof layer that touch are one house. It follows from the map alone.

/// Which house lies over each cell of the town.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Houses {
    width: usize,
    /// Row by row: 0 for none, else 1 + the house's number.
    of: Vec<u16>,
    count: u16,
}

impl Houses {
    /// Finds the houses of a roof layer that is `width` cells wide.
    pub fn of_roofs(roofs: &[u32], width: usize) -> Self {
        let mut houses = Self { width, of: vec![0; roofs.len()], count: 0 };
        for at in 0..roofs.len() {
            if roofs[at] != 0 && houses.of[at] == 0 {
                houses.count += 1;
                houses.spread(roofs, at);
            }
        }
        houses
    }

    /// How many houses there are.
    pub const fn len(&self) -> usize {
        self.count as usize
    }

    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The house over a cell of the town.
    pub fn at(&self, x: usize, y: usize) -> Option<u16> {
        if x >= self.width {
            return None;
        }
        self.of.get(y * self.width + x)?.checked_sub(1)
    }

    fn spread(&mut self, roofs: &[u32], start: usize) {
        let mut open = vec![start];
        self.of[start] = self.count;
        while let Some(at) = open.pop() {
            let (x, rows) = (at % self.width, roofs.len() / self.width.max(1));
            let y = at / self.width;
            let sides = [
                (x > 0).then(|| at - 1),
                (x + 1 < self.width).then(|| at + 1),
                (y > 0).then(|| at - self.width),
                (y + 1 < rows).then(|| at + self.width),
            ];
            for next in sides.into_iter().flatten() {
                if roofs[next] != 0 && self.of[next] == 0 {
                    self.of[next] = self.count;
                    open.push(next);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roofs_that_touch_are_one_house_and_corners_do_not_touch() {
        let houses = Houses::of_roofs(&[1, 1, 0, 0, 1, 0, 5, 0, 0, 0, 0, 9], 4);
        assert_eq!(houses.len(), 3);
        assert_eq!(houses.at(0, 0), houses.at(0, 1));
        assert_ne!(houses.at(0, 0), houses.at(2, 1));
        assert_eq!(houses.at(2, 0), None);
        assert_eq!(houses.at(4, 0), None);
        assert_eq!(houses.at(3, 2), Some(2));
    }
}
