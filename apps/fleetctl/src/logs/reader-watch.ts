/** Bytes that may wait for whoever reads what we print. */
const most = 1024 * 1024;
/** Looks without any being read, one after the other. */
const unmovedLooks = 30;

/** Whether anybody reads what we print: a pipe takes what nobody reads, and we would keep it. */
export class ReaderWatch {
  #unread = 0;
  #unmoved = 0;

  /** Many lines at once are no reason, as long as they are read. */
  standsStill(unread: number): boolean {
    this.#unmoved = unread > most && unread >= this.#unread ? this.#unmoved + 1 : 0;
    this.#unread = unread;
    return this.#unmoved >= unmovedLooks;
  }

  /** Most of it was read. */
  hasRead(): boolean {
    return this.#unread < most / 2;
  }
}
