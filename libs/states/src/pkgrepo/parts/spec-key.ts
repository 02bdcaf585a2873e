/** `gpg --quick-gen-key 'spec <spec@example.org>' ed25519 sign never`, `gpg --armor --export --export-options export-minimal` */
export const key = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawFnvhYJKwYBBAHaRw8BAQdAZgxEKs2JhwOEYHl0l8nBs3Prt3tgsAkpGTSK
k1ovjC60F3NwZWMgPHNwZWNAZXhhbXBsZS5vcmc+iJAEExYIADgWIQTfN/ZbhLci
42cYLQw8KBsm8fmzWAUCawFnvgIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAK
CRA8KBsm8fmzWNVUAQCxlsWk8c/h+/bE7dbfC+FQLqapi1qZvXnLbR7mnxSCPAD/
bpYRARxMrE/tVePEuOGl0d1MWwJQCKmp7JwZps95iAA=
=5Dpc
-----END PGP PUBLIC KEY BLOCK-----
`;
/** `gpg --list-keys --with-colons` */
export const fingerprint = 'df37f65b84b722e367182d0c3c281b26f1f9b358';
