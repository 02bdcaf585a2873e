import { PythonError } from './things.js';

/**
 * What one comparison or one text may cost. Data in which one list stands many times is small, and going through it is not:
 * `[x, x]` sixty times over has 2 ** 60 leaves.
 */
export class Effort {
  constructor(
    private left: number,
    private readonly complaint: string,
  ) {}

  /** @throws PythonError `limit` when all is spent */
  spend(amount: number): void {
    this.left -= amount;
    if (this.left < 0)
      throw new PythonError('limit', this.complaint, 'Does the same list or mapping stand in it again and again?');
  }
}
