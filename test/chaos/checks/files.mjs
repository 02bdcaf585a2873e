export function files({ hosts }) {
  return Object.entries(hosts).flatMap(([minion, { managed, seenHalf, halves }]) => [
    ...managed
      .filter(({ whole }) => !whole)
      .map(({ file, lines, of }) => ({ what: `${file} is no whole text: ${lines} lines of ${of}`, minion })),
    ...seenHalf.map((line) => ({ what: `a reader saw half a text: ${line}`, minion })),
    ...halves.map((file) => ({ what: `${file} is damaged`, minion })),
  ]);
}
