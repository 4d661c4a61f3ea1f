// SPDX-License-Identifier: MIT
// Memory that nothing was written to and that is shown to a program all the same.
virtual report

@heap exists@
expression p, to, n, m, E;
identifier f;
position at;
@@

(
p = kmalloc(n, ...)
|
p = kmalloc_array(n, ...)
|
p = kvmalloc(n, ...)
|
p = vmalloc(n)
)
... when != f(..., p, ...)
    when != f(..., <+... p ...+>, ...)
    when != p = E
    when != *p = E
    when != p[...] = E
    when != p->f = E
    when != E = p
(
copy_to_user@at(to, p, m)
|
simple_read_from_buffer@at(to, ..., p, m)
)

@script:python depends on report@
at << heap.at;
p << heap.p;
@@
coccilib.report.print_report(at[0], "%s is shown to the program as it was allocated: nothing was written to it" % p)

@stack exists@
type T;
identifier s, f;
expression to, E;
position at;
@@

T s;
... when != f(..., &s, ...)
    when != f(..., s, ...)
    when != s = E
    when != s.f = E
    when != s[...] = E
copy_to_user@at(to, \(&s\|s\), ...)

@script:python depends on report@
at << stack.at;
s << stack.s;
@@
coccilib.report.print_report(at[0], "%s is shown to the program before anything was written to it" % s)
