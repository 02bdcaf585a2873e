# Which states a highstate (`fleetctl '*' state.highstate`) applies to whom.
base:
  '*':
    - cortensord
