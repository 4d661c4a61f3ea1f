// SPDX-License-Identifier: MIT
// A pointer that still leads to what was freed: a function that was about to give it a new value returns before it does.
virtual report

@left exists@
expression O, X;
identifier f;
identifier free =~ "^(kfree|kvfree|kfree_sensitive|vfree)$";
constant C;
position p, at;
@@

free@p(O->f);
... when != O->f = X
    when != \(kfree\|kvfree\|kfree_sensitive\)(O)
return@at -C;

@renewed exists@
expression left.O, X;
identifier left.f, left.free;
position left.p;
@@

free@p(O->f);
... when any
O->f = X

@script:python depends on report && renewed@
at << left.at;
O << left.O;
f << left.f;
p << left.p;
@@
coccilib.report.print_report(at[0], "%s->%s still leads to what was freed in line %s: whoever frees or reads it next meets that again" % (O, f, p[0].line))
