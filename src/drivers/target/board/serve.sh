# Serves a host over this console. A request is a line, an answer stands between two control bytes, and both carry their sum, so
# that noise and lost bytes are seen: sh serve.sh MARK SUMTOOL FEED-SECONDS IXON. No apostrophe and no caret may stand in here.
M=$1 T=$2 F=$3
cd "${0%/*}" || exit
umask 077
set -f
old=$(stty -g 2>/dev/null)
stty -echo -icanon -isig -iexten $4 min 1 time 0 2>/dev/null
command -v setsid >/dev/null && S=setsid || S=
command -v gzip >/dev/null && Z=1 || Z=0

# Ten characters of a sum are enough to see noise.
short() { s=$1; case $s in ???????????*) s=${s%"${s#??????????}"} ;; esac; }
sum() { short $(printf %s "$1" | $T); }
say() { sum "$M $*"; printf "\035%s %s\036" "$s" "$*"; }
size() { n=$(($(wc -c <$1))); }
one_line() { base64 | tr -d "\n"; }
# A file has arrived as it was sent.
whole() { [ -e $1.u ] && short $($T <$1.u) && [ "$s" = "$2" ]; }
no() { say a $i no $(printf %s "$1" | one_line); }

report() {
  size $1.out
  R="$(cat $1.st 2>/dev/null || echo stuck) $([ -e $1.to ] && echo late || echo -) $n $(dd if=$1.out bs=1020 count=1 2>/dev/null | one_line)"
}
# The beginning and the end of the output are kept. The script has written its process id.
job() {
  { (exec $S sh ./$1.sh </dev/null 2>&1); echo $? >$1.now; mv $1.now $1.st; } 2>/dev/null |
    { dd bs=64 count=$(($3 / 128 + 1)) of=$1.a; tail -c $(($3 / 2)) >$1.b; } 2>/dev/null &
  p=$!
  {
    n=$2
    while [ ! -e $1.st ] && [ $n -gt 0 ]; do sleep 1; n=$((n - 1)); done
    [ -e $1.st ] || { : >$1.to; kill -9 -$(cat $1.pid) || kill -9 $(cat $1.pid); sleep 2; }
    sleep 1
    kill $p
  } >/dev/null 2>&1 &
  wait $p
  cat $1.a >$1.all
  [ -e $1.b ] && { size $1.b; [ $n -lt $(($3 / 2)) ] || printf "\n[... output cut here ...]\n" >>$1.all; cat $1.b >>$1.all; }
  mv $1.all $1.out
  report $1
  say e $1 $R
}
finish() {
  p=$(printf %s "$5" | base64 -d)
  mkdir -p "${p%/*}" 2>/dev/null
  { if [ $3 = 1 ]; then gzip -dc <$1.u; else cat $1.u; fi >"$p.part" && chmod $4 "$p.part" && mv "$p.part" "$p"; } 2>&1
}
begin_pull() {
  p=$(printf %s "$2" | base64 -d)
  { [ -f "$p" ] || { echo "there is no such file"; false; }; } && head -c $(($3 + 1)) "$p" 2>&1 >$1.raw &&
    if [ $4 = 1 ]; then gzip -c <$1.raw >$1.o; else cat $1.raw >$1.o; fi
}
feed() {
  trap "" HUP INT TERM
  exec 3>/dev/watchdog || exit
  while :; do echo >&3; sleep $F; done
}

if [ "$F" -gt 0 ] && [ -c /dev/watchdog ] && ! kill -0 $(cat fed 2>/dev/null) 2>/dev/null; then
  feed </dev/null >/dev/null 2>&1 &
  echo $! >fed
fi
# A console that keeps warnings to itself would hide what a module did.
{ echo 8 >/proc/sys/kernel/printk; } 2>/dev/null
[ -d /sys/fs/pstore ] && mount -t pstore pstore /sys/fs/pstore 2>/dev/null
w=/sys/class/watchdog/watchdog0
[ "$F" -gt 0 ] || [ "$(cat $w/state 2>/dev/null)" = active ] && t=$(cat $w/timeout 2>/dev/null) || t=
# What the kernel says next begins a line.
echo
say r $(uname -r) $(cat /proc/sys/kernel/random/boot_id) $(cat $w/bootstatus 2>/dev/null || echo -) ${t:--} $Z

while read -r c l; do
  [ -n "$c" ] || continue
  [ "$c" = leave ] && break
  sum "$M $l"
  [ "$s" = "$c" ] || { say n; continue; }
  set -- $l
  i=$1 v=$2
  shift 2
  case $v in
    p) say a $i ok ;;
    c) printf %s "$4" | base64 -d | dd of=$1.u bs=$3 seek=$2 conv=notrunc 2>/dev/null && say a $i ok || no "a write in $PWD fails" ;;
    x) if [ -e $1.sh ]; then say a $i ok
      elif whole $1 $2; then mv $1.u $1.sh; job $1 $3 $4 </dev/null 2>/dev/null & say a $i ok
      else say a $i hole; fi ;;
    s) if [ -e $1.out ]; then report $1; say a $i ok $R; else say a $i ok running; fi ;;
    f) if [ -e $1.done ]; then say a $i ok
      elif ! whole $1 $2; then say a $i hole
      elif e=$(finish "$@"); then rm -f $1.u; : >$1.done; say a $i ok
      else no "$e"; fi ;;
    o) if e=$(begin_pull "$@"); then size $1.raw; raw=$n; size $1.o; short $($T <$1.o); say a $i ok $raw $n $s
      else no "$e"; fi ;;
    g) n=$2
      while [ $n -lt $3 ]; do
        say b $1 $n $(dd if=$1.o bs=$5 skip=$n count=$4 2>/dev/null | one_line)
        n=$((n + $4))
      done
      say a $i ok ;;
    d) set +f; rm -f $1.*; set -f; say a $i ok ;;
    q) break ;;
    *) no "there is no request $v" ;;
  esac
done
stty $old echo 2>/dev/null
