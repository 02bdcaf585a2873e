include:
  - .file
  - .instances
