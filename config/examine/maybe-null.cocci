// SPDX-License-Identifier: MIT
// What a function of the module gives may be NULL, as it says itself, and is followed at once. The caller may know that it is there: a hint.
virtual report

@initialize:python@
@@
import re

# `n && n->value`: asked in the same breath, which is one place in the flow.
def isAskedBefore(name, at):
    with open(at.file, errors="replace") as source:
        lines = source.readlines()[:int(at.line)]
    said = "".join(lines[:-1]) + lines[-1][:int(at.column)]
    breath = re.split(r"[;{}]", said)[-1]
    return len(re.findall(r"\b%s\b" % re.escape(str(name)), breath)) > 1

@gives@
identifier fn;
position d;
@@

fn@d(...)
{
  <+...
  return NULL;
  ...+>
}

@followed exists@
identifier gives.fn, m;
local idexpression E;
position at;
@@

E = fn(...)
... when != E
E->m@at

@script:python depends on report@
at << followed.at;
E << followed.E;
fn << gives.fn;
d << gives.d;
@@
if not isAskedBefore(E, at[0]):
    coccilib.report.print_report(at[0], "WARNING: %s() of line %s may give NULL, and nothing has asked whether %s is" % (fn, d[0].line, E))
