const collator = new Intl.Collator('en', { numeric: true });

/** `web2` before `web10`, whatever the locale. */
export function byId(a: string, b: string): number {
  const order = collator.compare(a, b);
  return order === 0 ? Number(a > b) - Number(a < b) : order;
}
