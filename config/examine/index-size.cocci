// SPDX-License-Identifier: MIT
// Up to the size itself is one too many for an index: `if (i > ARRAY_SIZE(a)) return; ... a[i]`.
virtual report

// What is only pointed to is no access.
@pointed@
expression a, n;
position p;
@@

  &a[n@p]

@asked exists@
expression a, n, E, M;
position at != pointed.p;
statement S;
@@

if (\(n > ARRAY_SIZE(a)\|n > ARRAY_SIZE(a) || ...\)) S
... when != n = E
    when != \(n--\|--n\|n++\|++n\|n -= E\|n += E\|n &= E\|n %= E\)
    when != &n
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
a[n@at]

@script:python depends on report@
at << asked.at;
a << asked.a;
n << asked.n;
@@
coccilib.report.print_report(at[0], "%s may be ARRAY_SIZE(%s) here, which is one past its last element" % (n, a))

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
|
static T a@d[N];
|
static T a@d[N] = ...;
)

@counted exists@
identifier declared.a;
expression declared.N;
expression n, E, M;
position at != pointed.p;
statement S;
@@

if (\(n > N\|n > N || ...\)) S
... when != n = E
    when != \(n--\|--n\|n++\|++n\|n -= E\|n += E\|n &= E\|n %= E\)
    when != &n
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
a[n@at]

@script:python depends on report@
at << counted.at;
a << declared.a;
n << counted.n;
N << declared.N;
d << declared.d;
@@
if d[0].current_element in (at[0].current_element, str(a)):
    coccilib.report.print_report(at[0], "%s may be %s here, which is one past the last element of %s" % (n, N, a))

@member@
type T;
identifier s, f;
expression N;
@@

struct s { ... T f[N]; ... };

@countedmember exists@
identifier member.s, member.f;
expression member.N;
struct s *O;
struct s V;
expression n, E, M;
position at != pointed.p;
statement S;
@@

if (\(n > N\|n > N || ...\)) S
... when != n = E
    when != \(n--\|--n\|n++\|++n\|n -= E\|n += E\|n &= E\|n %= E\)
    when != &n
    when != \(n < M\|n <= M\|n > M\|n >= M\|n == M\|n != M\)
\(O->f[n@at]\|V.f[n@at]\)

@script:python depends on report@
at << countedmember.at;
f << member.f;
n << countedmember.n;
N << member.N;
@@
coccilib.report.print_report(at[0], "%s may be %s here, which is one past the last element of %s" % (n, N, f))
