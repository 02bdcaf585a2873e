/** What every bare connection listens to. */
export const subject = 'bench.all';
