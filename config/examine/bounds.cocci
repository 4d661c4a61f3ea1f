// SPDX-License-Identifier: MIT
// One element too many: loops that go up to the size itself, and writes at an index that may be as large as the buffer.
virtual report

@loop exists@
expression a, i, F;
position at;
statement S;
@@

(
for (i = F; i@at <= ARRAY_SIZE(a); ...) S
|
while (i@at <= ARRAY_SIZE(a)) S
)

@script:python depends on report@
at << loop.at;
a << loop.a;
@@
coccilib.report.print_report(at[0], "the loop goes up to ARRAY_SIZE(%s) itself, which is one past its last element" % a)

@declared@
type T;
identifier a;
expression N;
position d;
@@

(
T a@d[N];
|
T a@d[N] = ...;
)

@counted exists@
identifier declared.a;
expression declared.N;
identifier i;
expression F;
position at;
@@

for (i = F; i <= N; ...)
{
  <+...
  a[i]@at
  ...+>
}

@countedbare exists@
identifier declared.a;
expression declared.N;
identifier i;
expression F, X;
position at;
@@

for (i = F; i <= N; ...)
(
  a[i]@at = X;
|
  X += a[i]@at;
)

@script:python depends on report@
at << counted.at;
a << declared.a;
n << declared.N;
d << declared.d;
@@
if d[0].current_element in (at[0].current_element, a): # of this function, or of the file
    coccilib.report.print_report(at[0], "the loop goes up to %s itself, which is one past the last element of %s" % (n, a))

@script:python depends on report@
at << countedbare.at;
a << declared.a;
n << declared.N;
d << declared.d;
@@
if d[0].current_element in (at[0].current_element, a): # of this function, or of the file
    coccilib.report.print_report(at[0], "the loop goes up to %s itself, which is one past the last element of %s" % (n, a))

@member@
type T;
identifier s, a;
expression N;
@@

struct s { ... T a[N]; ... };

@countedmember exists@
identifier member.s, member.a;
expression member.N;
struct s *E;
struct s V;
expression F;
identifier i;
position at;
@@

for (i = F; i <= N; ...)
{
  <+...
(
  E->a[i]@at
|
  V.a[i]@at
)
  ...+>
}

@countedmemberbare exists@
identifier member.s, member.a;
expression member.N;
struct s *E;
struct s V;
expression F, X;
identifier i;
position at;
@@

for (i = F; i <= N; ...)
(
  E->a[i]@at = X;
|
  V.a[i]@at = X;
|
  X += E->a[i]@at;
|
  X += V.a[i]@at;
)

@script:python depends on report@
at << countedmember.at;
a << member.a;
n << member.N;
@@
coccilib.report.print_report(at[0], "the loop goes up to %s itself, which is one past the last element of %s" % (n, a))

@script:python depends on report@
at << countedmemberbare.at;
a << member.a;
n << member.N;
@@
coccilib.report.print_report(at[0], "the loop goes up to %s itself, which is one past the last element of %s" % (n, a))

// A terminating zero behind as much as the buffer holds.
@ended exists@
expression B, n, E, F, M;
statement S;
type T;
position at;
@@

(
if (n > sizeof(B)) S
|
n = min(E, sizeof(B));
|
n = min(sizeof(B), E);
|
n = min_t(T, E, sizeof(B));
)
... when != n = E
    when != n--
    when != n -= E
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
B[n]@at = F

@script:python depends on report@
at << ended.at;
B << ended.B;
n << ended.n;
@@
coccilib.report.print_report(at[0], "%s may be sizeof(%s), and %s[%s] then lies behind its end" % (n, B, B, n))

@limited exists@
expression N, n, E, F, M;
expression p;
identifier alloc =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc)$";
type T;
statement S;
position at;
@@

p = alloc(N, ...)
... when != p = E
(
n = min(E, N);
|
n = min(N, E);
|
n = min_t(T, E, N);
|
n = min_t(T, N, E);
|
if (n > N) S
)
... when != n = E
    when != n--
    when != n -= E
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
    when != p = E
p[n]@at = F

@script:python depends on report@
at << limited.at;
p << limited.p;
n << limited.n;
N << limited.N;
@@
coccilib.report.print_report(at[0], "%s may be %s, which is all that %s has, and %s[%s] lies behind it" % (n, N, p, p, n))

@limitedarray exists@
identifier declared.a;
expression declared.N, M;
expression n, E, F;
type T;
position at;
@@

(
n = min(E, N);
|
n = min(N, E);
|
n = min_t(T, E, N);
|
n = min_t(T, N, E);
)
... when != n = E
    when != n--
    when != n -= E
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
a[n]@at = F

@script:python depends on report@
at << limitedarray.at;
a << declared.a;
n << limitedarray.n;
N << declared.N;
d << declared.d;
@@
if d[0].current_element in (at[0].current_element, a):
    coccilib.report.print_report(at[0], "%s may be %s, which is all that %s has, and %s[%s] lies behind it" % (n, N, a, a, n))

@allocated exists@
expression p, n, E, F, M;
identifier alloc =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc)$";
position at;
@@

p = alloc(n, ...)
... when != n = E
    when != n--
    when != n -= E
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
    when != p = E
p[n]@at = F

@script:python depends on report@
at << allocated.at;
p << allocated.p;
n << allocated.n;
@@
coccilib.report.print_report(at[0], "%s has %s bytes, and %s[%s] lies behind them" % (p, n, p, n))

@text exists@
expression p, s, E;
identifier alloc =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc)$";
position at;
@@

p = alloc(strlen(s), ...)
... when != p = E
(
strcpy@at(p, s)
|
sprintf@at(p, "%s", s)
)

@script:python depends on report@
at << text.at;
s << text.s;
@@
coccilib.report.print_report(at[0], "there is no room for the zero behind %s: strlen() does not count it" % s)

// More than what was asked for, as far as two numbers tell: 33 of 32, or SIZE + 1 of SIZE.
@sized exists@
expression p, N, M, E, X;
identifier alloc =~ "^(kmalloc|kzalloc|kvmalloc|kvzalloc|vmalloc|vzalloc)$";
identifier fill =~ "^(memset|memcpy|memmove|_*copy_from_user|_*copy_to_user)$";
position at;
@@

p = alloc(N, ...)
... when != p = E
    when != N = E
fill@at(p, X, M)

@script:python depends on report@
at << sized.at;
p << sized.p;
N << sized.N;
M << sized.M;
fill << sized.fill;
@@
has, wants = str(N), str(M)
isMore = has.isdigit() and wants.isdigit() and int(wants) > int(has)
rest = wants[len(has):].replace(" ", "")
if isMore or (wants.startswith(has + " +") and rest[1:].isdigit() and int(rest[1:]) > 0):
    coccilib.report.print_report(at[0], "%s() is given %s bytes of %s, which has %s" % (fill, wants, p, has))
