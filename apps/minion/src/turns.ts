/** Work under one name is done one after the other, under different names side by side. */
export class Turns<Name> {
  readonly #last = new Map<Name, Promise<unknown>>();

  async take<T>(name: Name, work: () => Promise<T>): Promise<T> {
    const mine = this.#last.get(name)?.then(work, work) ?? work();
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
