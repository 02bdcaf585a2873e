/** Rows that one operator's refusals of a kind may make in a while; what is more is counted, and told by one row. */
const most = 20;
/** Milliseconds. */
const span = 60_000;
/** Kinds that are remembered; a kind is of an operator's key, and the bus knows each of them. */
const mostKinds = 5_000;

interface Kind {
  since: number;
  rows: number;
  left: number;
}

/** Keeps whoever is refused again and again from filling the disk with it. */
export class RefusalCount {
  private readonly kinds = new Map<string, Kind>();

  constructor(private readonly now: () => number = Date.now) {}

  /** Whether this one gets a row of its own, and how many before it had none. */
  take(name: string): { readonly row: boolean; readonly before: number } {
    const now = this.now();
    const kind = this.kinds.get(name);
    if (!kind || now - kind.since >= span) {
      this.kinds.delete(name);
      this.kinds.set(name, { since: now, rows: 1, left: 0 });
      if (this.kinds.size > mostKinds) for (const [oldest] of this.kinds) if (this.kinds.delete(oldest)) break;
      return { row: true, before: kind?.left ?? 0 };
    }
    if (kind.rows < most) {
      kind.rows += 1;
      return { row: true, before: 0 };
    }
    kind.left += 1;
    return { row: false, before: 0 };
  }

  /** Those whose while is over and that were not told in full; they begin anew. */
  settle(all = false): { readonly name: string; readonly left: number }[] {
    const now = this.now();
    const over = [...this.kinds].filter(([, { since }]) => all || now - since >= span);
    for (const [name] of over) this.kinds.delete(name);
    return over.flatMap(([name, { left }]) => (left > 0 ? [{ name, left }] : []));
  }
}
