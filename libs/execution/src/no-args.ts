/** For functions that take nothing: whatever is given is refused by name. */
export class NoArgs {}
