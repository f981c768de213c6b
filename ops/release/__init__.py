"""Change production without anybody noticing: two colours, and a gate after each step.

gate.py       figures of both colours -> go on, go back, or not enough to tell. Pure
figures.py    lines of the log and probes -> figures. Pure
state.py      what routing and stacks say -> who serves, who is next, what may be done. Pure
probes.py     read-only requests to both colours, so that a quiet site has figures too
logs.py       the logs of both colours, read while they grow
sources.py    where the gate's figures come from
estate.py     routing, stacks and queues of an environment, read and changed
history.py    what was done, in the ledger
steps.py      deploy, verify, shift, promote, rollback
watch.py      a window of time in which the gate looks
picture.py    the state in a terminal
commands.py   the command line
"""
