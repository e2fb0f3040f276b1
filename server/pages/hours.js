// The village's hour, wherever a page shows it.

export function tellTime({ minute, day }) {
  const two = (number) => String(number).padStart(2, "0");
  const parts = {
    time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
    day: String(day),
    part: partOfDay(minute),
  };
  for (const [name, text] of Object.entries(parts)) {
    for (const place of document.querySelectorAll(`[data-clock="${name}"]`)) {
      if (place.textContent !== text) place.textContent = text;
    }
  }
}

// As server/src/pages/stamp.rs names them.
function partOfDay(minute) {
  const parts = [
    [300, "Night"], [420, "Dawn"], [660, "Morning"], [840, "Noon"], [1050, "Afternoon"],
    [1170, "Evening"], [1290, "Dusk"], [1440, "Night"],
  ];
  return parts.find(([until]) => minute < until)[1];
}
