// SPDX-License-Identifier: MIT
// As much as a program asks for, out of an array that has a size of its own: what lies behind it goes to the program too.
virtual report

@array@
type T;
identifier a;
expression N;
position d;
@@

(
T a@d[N];
|
T a@d[N] = ...;
|
static T a@d[N];
|
static T a@d[N] = ...;
)

@unbounded exists@
identifier f, n, array.a;
type T;
expression to;
position at;
identifier copy =~ "^_*copy_to_user$";
@@

f(..., T n, ...)
{
  ... when != n
  copy@at(to, \(a\|&a\|&a[0]\), n)
  ... when any
}

// What is of another function is another array, or a parameter of that name.
@other@
identifier unbounded.f, array.a;
type T;
@@

f(..., T a, ...) { ... }

@called@
identifier unbounded.f;
@@

f(...)

@inside@
identifier unbounded.f;
position unbounded.at;
@@

static f(...)
{
  <+...
  \(copy_to_user@at\|__copy_to_user@at\|_copy_to_user@at\)(...)
  ...+>
}

@script:python depends on report && !other && !called && inside@
at << unbounded.at;
n << unbounded.n;
a << array.a;
d << array.d;
@@
if d[0].current_element in (at[0].current_element, str(a)):
    coccilib.report.print_report(at[0], "%s bytes of %s go to the program, and nothing has held %s against its size" % (n, a, n))

@script:python depends on report && !other && (called || !inside)@
at << unbounded.at;
n << unbounded.n;
a << array.a;
d << array.d;
@@
if d[0].current_element in (at[0].current_element, str(a)):
    coccilib.report.print_report(at[0], "WARNING: %s bytes of %s go to the program, and nothing here has held %s against its size" % (n, a, n))
