base:
  '*':
    - beacon
