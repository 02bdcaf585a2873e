base:
  '*':
    - cortensord
