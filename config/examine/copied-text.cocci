// SPDX-License-Identifier: MIT
// Text that a program gave, as long as the program likes, written into an array that has a size of its own.
virtual report

@array@
identifier a;
expression N;
position d;
@@

(
char a@d[N];
|
char a@d[N] = ...;
|
static char a@d[N];
|
static char a@d[N] = ...;
)

// Neither the length nor the text has been asked about.
@unbounded exists@
identifier f, n, array.a;
type T;
local idexpression s;
statement S;
identifier take =~ "^(memdup_user_nul|strndup_user)$";
identifier copy =~ "^(strcpy|strcat)$";
constant char[] text;
position at;
@@

f(..., T n, ...)
{
  ... when != n
  s = take(..., n)
  ... when != s
      when != n
  if (\(IS_ERR(s)\|IS_ERR_OR_NULL(s)\)) S
  ... when != s
      when != n
(
  copy@at(a, s)
|
  sprintf@at(a, text, s)
)
  ... when any
}

// Whoever calls it may have looked.
@called@
identifier unbounded.f;
@@

f(...)

@script:python depends on report && !called@
at << unbounded.at;
s << unbounded.s;
a << array.a;
d << array.d;
@@
if d[0].current_element in (at[0].current_element, str(a)):
    coccilib.report.print_report(at[0], "%s is as long as the program likes, and %s has a size of its own" % (s, a))
