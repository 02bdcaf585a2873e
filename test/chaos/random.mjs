/**
 * Numbers that a seed decides (sfc32), so that a run can be had again. Each use takes a stream of its own by name: what one part draws
 * does not change what another gets.
 */
export function random(seed, name = '') {
  let [a, b, c, counter] = [...fourWords(`${seed} ${name}`)];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers still show how the seed was spread.
  for (let round = 0; round < 16; round += 1) next();
  return {
    /** From 0 up to 1. */
    fraction: next,
    /** A whole number, both ends included. */
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (list) => list[Math.floor(next() * list.length)],
    /** One of `[weight, value]` rows. */
    weighted(rows) {
      let left = next() * rows.reduce((sum, [weight]) => sum + weight, 0);
      return (rows.find(([weight]) => (left -= weight) < 0) ?? rows.at(-1))[1];
    },
    shuffled(list) {
      const all = [...list];
      for (let last = all.length - 1; last > 0; last -= 1) {
        const other = Math.floor(next() * (last + 1));
        [all[last], all[other]] = [all[other], all[last]];
      }
      return all;
    },
  };
}

/** FNV-1a from four beginnings. */
function* fourWords(text) {
  for (let word = 0; word < 4; word += 1) {
    let hash = (0x811c9dc5 + word * 0x9e3779b9) | 0;
    for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    yield hash;
  }
}
