// SPDX-License-Identifier: MIT
// Memory that nothing was written to and that is shown to a program all the same.
virtual report

@heap exists@
expression p, to, n, m, E, fn;
identifier f, g;
type T;
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
... when != fn(..., <+... p ...+>, ...)
    when != p = E
    when != *p = E
    when != *(T)p = E
    when != p[...] = E
    when != p->f = E
    when != p->f[...] = E
    when != p[...].f = E
    when != p->f.g = E
    when != E = \(p\|p->f\|&p->f\|p + m\|&p[...]\|(T)p\)
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

// A declaration stands for one with a value as well, and what is static is zero from the start.
@given@
type T;
identifier s;
initializer I;
position p;
@@

(
T s@p = I;
|
static T s@p;
)

@stack exists@
type T;
identifier s, f, g;
expression to, E, fn;
type U;
position d != given.p, at;
@@

T s@d;
... when != fn(..., <+... s ...+>, ...)
    when != s = E
    when != s.f = E
    when != s[...] = E
    when != s.f[...] = E
    when != s[...].f = E
    when != s.f.g = E
    when != E = \(&s\|(U)&s\)
copy_to_user@at(to, \(&s\|s\), ...)

@script:python depends on report@
at << stack.at;
s << stack.s;
@@
coccilib.report.print_report(at[0], "%s is shown to the program before anything was written to it" % s)
