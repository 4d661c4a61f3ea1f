// SPDX-License-Identifier: MIT
// Memory that nothing was written to and that is shown to a program all the same.
virtual report

@heap exists@
expression p, to, m, E;
identifier make =~ "^(kmalloc|kmalloc_array|kvmalloc|vmalloc)$";
type T;
identifier f;
position made, at;
@@

p = make@made(...)
... when != p = E
    when != E = \(p\|p->f\|&p->f\|p + m\|&p[...]\|(T)p\)
(
copy_to_user@at(to, p, m)
|
simple_read_from_buffer@at(to, ..., p, m)
)

// On any way from there to here: a loop that fills it may run as often as it must.
@filled exists@
expression heap.p, E, fn;
identifier f, g;
identifier heap.make;
position heap.made, heap.at;
@@

p = make@made(...)
... when any
(
fn(..., <+... p ...+>, ...)
|
*p = E
|
p[...] = E
|
p->f = E
|
p->f[...] = E
|
p[...].f = E
|
p->f.g = E
)
... when any
\(copy_to_user@at\|simple_read_from_buffer@at\)(...)

@script:python depends on report && !filled@
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
type T, U;
identifier s;
expression to, E;
position d != given.p, at;
@@

T s@d;
... when != s = E
    when != E = \(&s\|(U)&s\)
copy_to_user@at(to, \(&s\|s\), ...)

@set exists@
type stack.T;
identifier stack.s, f, g;
expression E, fn;
position stack.d, stack.at;
@@

T s@d;
... when any
(
fn(..., <+... s ...+>, ...)
|
s = E
|
s.f = E
|
s[...] = E
|
s.f[...] = E
|
s[...].f = E
|
s.f.g = E
)
... when any
copy_to_user@at(...)

@script:python depends on report && !set@
at << stack.at;
s << stack.s;
@@
coccilib.report.print_report(at[0], "%s is shown to the program before anything was written to it" % s)
