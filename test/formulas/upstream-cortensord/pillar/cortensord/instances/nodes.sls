include:
  - .ephemeral
  - .dedicated
