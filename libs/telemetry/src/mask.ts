/** What stands where a secret stood; of one length, so that it does not tell the secret's. */
export const mask = '**********';
