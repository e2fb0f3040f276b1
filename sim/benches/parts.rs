//! Parts of a tick, each alone: where a walker is, the index of neighbours, the timer wheel, ways
//! and fingerprints. `cargo village bench parts`.

#![expect(clippy::unwrap_used, reason = "a bench that finds nothing there has failed")]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use village_sim::{
    Dice, Map, Near, Search, Seed, Tick, Tile, Timer, Town, VillagerId, Walk, Wheel,
};

const CROWD: u32 = 10_000;

fn map() -> Map {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/map");
    let text = std::fs::read_to_string(folder.join("village.tmx")).unwrap();
    let file = |path: &Path| std::fs::read(folder.join(path.file_name().unwrap()));
    Map::for_villagers(Town::read(&text, file).unwrap(), 1).unwrap()
}

fn tile(dice: &mut Dice, map: &Map) -> Tile {
    let at = |dice: &mut Dice, side: u16| u16::try_from(dice.below(side.into())).unwrap();
    Tile::new(at(dice, map.width), at(dice, map.height))
}

fn free_tile(dice: &mut Dice, map: &Map) -> Tile {
    loop {
        let tile = tile(dice, map);
        if map.is_free(tile) {
            return tile;
        }
    }
}

fn walking(bench: &mut Criterion) {
    let from = Tile::new(1, 1).middle();
    let corners = (1..9).map(|n| Tile::new(1 + 5 * n, 1 + 3 * (n % 2))).collect();
    let walk = Walk::new(from, corners, Tile::new(41, 1), Tick(0), 20).unwrap();
    let mut now = 0;
    bench.bench_function("where a walker is", |bencher| {
        bencher.iter(|| {
            now = (now + 1) % walk.arrives.0;
            black_box(walk.point(from, Tick(now), 20))
        });
    });
}

fn neighbours(bench: &mut Criterion) {
    let map = map();
    let mut dice = Seed(3).stream("near", 0, 0);
    let mut near = Near::new(map.width, map.height);
    for who in 0..CROWD {
        near.put(VillagerId(who), tile(&mut dice, &map));
    }
    near.sort();
    bench.bench_function("sort 10,000 villagers into cells, one moved", |bencher| {
        bencher.iter(|| {
            near.put(VillagerId(dice.below(CROWD)), tile(&mut dice, &map));
            near.sort();
        });
    });
    let mut small = Near::new(map.width, map.height);
    for who in 0..100 {
        small.put(VillagerId(who), tile(&mut dice, &map));
    }
    small.sort();
    bench.bench_function("who is within 8 tiles, of 100", |bencher| {
        bencher.iter(|| black_box(small.within(tile(&mut dice, &map), 8).count()));
    });
}

fn timers(bench: &mut Criterion) {
    let mut dice = Seed(5).stream("wheel", 0, 0);
    let mut wheel = Wheel::default();
    let mut now = Tick(0);
    for who in 0..CROWD {
        wheel.set(VillagerId(who), Timer::Body, Some(Tick(1 + u64::from(dice.below(2_000)))));
    }
    bench.bench_function("turn the wheel of 10,000 timers, set again what is due", |bencher| {
        bencher.iter(|| {
            now = now.after(1);
            let due = wheel.turn(now).to_vec();
            for (who, timer) in due {
                let later = now.after(1 + u64::from(dice.below(2_000)));
                wheel.set(who, timer, Some(later));
            }
        });
    });
}

fn ways(bench: &mut Criterion) {
    let map = map();
    let mut dice = Seed(9).stream("ways", 0, 0);
    let mut search = Search::default();
    bench.bench_function("bucket A* between two tiles", |bencher| {
        bencher.iter_batched(
            || (free_tile(&mut dice, &map), free_tile(&mut dice, &map)),
            |(from, to)| black_box(search.way(&map, from, to).map(<[Tile]>::len)),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(parts, walking, neighbours, timers, ways);
criterion_main!(parts);
