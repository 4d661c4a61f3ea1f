// SPDX-License-Identifier: MIT
// A reference that is given back on one path of a function and kept on another, which returns: what was taken is then never freed.
// Where the object was handed on to somebody who may keep or put it, that is a hint alone.
virtual report

// A put under a condition, after which both go the same way: the condition may be what tells whether there was anything.
@leaving exists@
expression C;
identifier put =~ "^(kref_put|kref_put_mutex|kref_put_lock|put_device|kobject_put|put_task_struct|put_pid|dev_put|fput|iput|dput|of_node_put|module_put|sock_put|fwnode_handle_put|refcount_dec|refcount_dec_and_test|mmput|i2c_put_adapter|sockfd_put|eventfd_ctx_put|dma_buf_put|put_page)$";
identifier l;
position q;
@@

if (C) { ... when any
  put@q(...);
  ... when any
(
  return ...;
|
  goto l;
)
}

// Where all went well it may be meant to stay: who opens a file keeps what it is about.
@taken exists@
expression E, X;
constant C;
identifier get =~ "^(kref_get|get_device|kobject_get|get_task_struct|get_pid|dev_hold|get_file|igrab|ihold|dget|of_node_get|__module_get|sock_hold|fwnode_handle_get|refcount_inc)$";
identifier put =~ "^(kref_put|kref_put_mutex|kref_put_lock|put_device|kobject_put|put_task_struct|put_pid|dev_put|fput|iput|dput|of_node_put|module_put|sock_put|fwnode_handle_put|refcount_dec|refcount_dec_and_test)$";
position p, at;
@@

get@p(E)
... when != put(E, ...)
    when != X = E
return@at -C;

@given exists@
expression taken.E;
identifier put =~ "^(kref_put|kref_put_mutex|kref_put_lock|put_device|kobject_put|put_task_struct|put_pid|dev_put|fput|iput|dput|of_node_put|module_put|sock_put|fwnode_handle_put|refcount_dec|refcount_dec_and_test)$";
identifier taken.get;
position taken.p;
@@

get@p(E)
... when any
put(E, ...)

@takensometimes exists@
expression taken.E, C;
identifier put =~ "^(kref_put|kref_put_mutex|kref_put_lock|put_device|kobject_put|put_task_struct|put_pid|dev_put|fput|iput|dput|of_node_put|module_put|sock_put|fwnode_handle_put|refcount_dec|refcount_dec_and_test)$";
identifier taken.get;
position taken.p, taken.at;
position q != leaving.q;
@@

get@p(E)
... when any
(
if (C) { ... when any
  put@q(E, ...);
  ... when any
}
|
if (C) put@q(E, ...);
)
... when any
return@at ...;

@takenhanded exists@
expression taken.E;
identifier unknown !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty|device_lock|device_unlock|v?free|_*free_pages?|kmem_cache_free|mempool_free|vfree)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|(of|device|fwnode)_property_|dev_name|devm_|dma_|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max|kv?free)";
identifier taken.get;
position taken.p, taken.at;
@@

get@p(E)
... when any
unknown(..., E, ...)
... when any
return@at ...;

@takeninside exists@
expression O, X;
identifier f;
identifier unknown !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty|device_lock|device_unlock|v?free|_*free_pages?|kmem_cache_free|mempool_free|vfree)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|(of|device|fwnode)_property_|dev_name|devm_|dma_|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max|kv?free)";
identifier taken.get;
position taken.p, taken.at;
@@

get@p(\(&O->f\|&O.f\))
... when any
(
unknown(..., <+... O ...+>, ...)
|
X = O
)
... when any
return@at ...;

@script:python depends on report && given && !takensometimes && !takenhanded && !takeninside@
at << taken.at;
E << taken.E;
get << taken.get;
g << given.put;
@@
coccilib.report.print_report(at[0], "the reference that %s(%s) took is not given back on the way out here, as %s() does on another" % (get, E, g))

@script:python depends on report && given && !takensometimes && (takenhanded || takeninside)@
at << taken.at;
E << taken.E;
get << taken.get;
g << given.put;
@@
coccilib.report.print_report(at[0], "WARNING: the reference that %s(%s) took is not given back on the way out here, as %s() does on another, unless what it was handed to does so" % (get, E, g))

// The same for what is looked up: what was not found needs not be given back.
@found exists@
expression E, X;
identifier get =~ "^(of_find_.*|of_get_.*|of_parse_phandle|find_get_pid|get_task_pid|get_pid_task|find_get_task_by_vpid|fget|dev_get_by_name|dev_get_by_index|bus_find_device.*|class_find_device.*|driver_find_device.*|get_mm_exe_file|get_task_mm|i2c_get_adapter|sockfd_lookup|eventfd_ctx_fdget|dma_buf_get|igrab|find_get_page|ip_dev_find|get_device|kobject_get|get_pid)$";
identifier put =~ "^(of_node_put|put_pid|put_task_struct|fput|dev_put|put_device|kobject_put|mmput|i2c_put_adapter|sockfd_put|eventfd_ctx_put|dma_buf_put|iput|put_page)$";
position p, at;
statement S;
@@

E = get@p(...)
... when != put(E, ...)
    when != X = E
(
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\) || ...) S
|
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\)) S
)
... when != put(E, ...)
    when != X = E
return@at ...;

@returned exists@
expression found.E;
position found.at;
@@

return@at <+... E ...+>;

@later exists@
expression found.E;
identifier found.get;
identifier put =~ "^(of_node_put|put_pid|put_task_struct|fput|dev_put|put_device|kobject_put|mmput|i2c_put_adapter|sockfd_put|eventfd_ctx_put|dma_buf_put|iput|put_page)$";
position found.p;
@@

E = get@p(...)
... when any
put(E, ...)

@sometimes exists@
expression found.E, C;
identifier found.get;
identifier put =~ "^(of_node_put|put_pid|put_task_struct|fput|dev_put|put_device|kobject_put|mmput|i2c_put_adapter|sockfd_put|eventfd_ctx_put|dma_buf_put|iput|put_page)$";
position found.p, found.at;
position q != leaving.q;
@@

E = get@p(...)
... when any
(
if (C) { ... when any
  put@q(E, ...);
  ... when any
}
|
if (C) put@q(E, ...);
)
... when any
return@at ...;

@handed exists@
expression found.E, X;
identifier found.get, f;
identifier unknown !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty|device_lock|device_unlock|v?free|_*free_pages?|kmem_cache_free|mempool_free|vfree)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|(of|device|fwnode)_property_|dev_name|devm_|dma_|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max|kv?free)";
position found.p, found.at;
@@

E = get@p(...)
... when any
(
unknown(..., E, ...)
|
X = \(&E->f\|E->f\)
)
... when any
return@at ...;

@well@
position found.at;
@@

return@at 0;

@script:python depends on report && later && !returned && !sometimes && !handed@
at << found.at;
E << found.E;
get << found.get;
g << later.put;
@@
coccilib.report.print_report(at[0], "the reference in %s that %s() took is not given back on the way out here, as %s() does on another" % (E, get, g))

@script:python depends on report && later && !returned && !sometimes && handed && !well@
at << found.at;
E << found.E;
get << found.get;
g << later.put;
@@
coccilib.report.print_report(at[0], "WARNING: the reference in %s that %s() took is not given back on the way out here, as %s() does on another, unless what it was handed to does so" % (E, get, g))

// A module's own pairs: a function by such a name that counts up.
@counts exists@
identifier get =~ "(^|_)(get|find|lookup|grab|acquire|open|join)(_.*)?$";
identifier take =~ "^(kref_get|kref_get_unless_zero|refcount_inc.*|refcount_add.*|get_device|kobject_get.*|atomic_inc.*|atomic_add.*)$";
identifier count =~ "ref|use|count";
expression O;
@@

get(...)
{
  <+...
  \(take(...)\|O->count++\|++O->count\|O->count += 1\)
  ...+>
}

// What it took is stored on one path and dropped on another.
@owned exists@
idexpression E;
expression X;
identifier counts.get;
statement S;
position p, at;
@@

E = get@p(...)
... when != X = E
(
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\) || ...) S
|
if (\(!E\|E == NULL\|IS_ERR(E)\|IS_ERR_OR_NULL(E)\)) S
)
... when != X = E
    when != E = X
return@at ...;

@ownedgiven exists@
idexpression owned.E;
identifier put =~ "(_put|_release|_unref|_drop|_free|_leave|_close)(_.*)?$|^(put|release|unref|drop|free|leave|close)_";
position owned.at;
@@

put(..., <+... E ...+>, ...)
... when any
return@at ...;

@ownedback exists@
idexpression owned.E;
position owned.at;
@@

return@at <+... E ...+>;

@ownedstored exists@
idexpression owned.E;
identifier counts.get;
expression X;
position owned.p;
@@

E = get@p(...)
... when any
X = E

@ownedput exists@
idexpression owned.E;
identifier counts.get;
identifier put =~ "(_put|_release|_unref|_drop|_leave)(_.*)?$|^(put|release|unref|drop|leave)_";
position owned.p;
@@

E = get@p(...)
... when any
put(..., <+... E ...+>, ...)

@ownedhanded exists@
idexpression owned.E;
identifier counts.get, f;
identifier unknown !~ "^((mem(set|cpy|move|cmp|chr)|sscanf|_*(copy_(from|to)|get|put|clear)_user|simple_(read_from|write_to)_buffer|kref_init|up(_read|_write)?|init_(completion|waitqueue_head|rwsem)|refcount_(set|read)|timer_setup|hrtimer_init|hex2bin|bin2hex|(un)?likely|(test|set|clear)_bit|ilog2|struct_size|sizeof|BUG_ON|list_empty|device_lock|device_unlock|v?free|_*free_pages?|kmem_cache_free|mempool_free|vfree)$|str[a-z]|v?s[cn]*printf|kstrto|INIT_|mutex_|(raw_)?(spin|read|write)_(lock|unlock|trylock)|down|atomic|print_hex_dump|_?printk|pr_[a-z]|(dev|netdev|netif)_(err|warn|info|dbg|notice|crit|alert|emerg)|IS_ERR|(of|device|fwnode)_property_|dev_name|devm_|dma_|PTR_ERR|ERR_|WARN|crc[0-9]|get_random_|bitmap_|ARRAY_SIZE|min|max|kv?free)";
expression X;
position owned.p, owned.at;
@@

E = get@p(...)
... when any
(
unknown(..., E, ...)
|
X = \(&E->f\|E->f\)
)
... when any
return@at ...;

@script:python depends on report && (ownedstored || ownedput) && !ownedgiven && !ownedback && !ownedhanded@
at << owned.at;
E << owned.E;
get << counts.get;
@@
coccilib.report.print_report(at[0], "what %s() took stays taken: %s is neither kept nor put on the way out here, as it is on another" % (get, E))

@script:python depends on report && (ownedstored || ownedput) && !ownedgiven && !ownedback && ownedhanded@
at << owned.at;
E << owned.E;
get << counts.get;
@@
coccilib.report.print_report(at[0], "WARNING: what %s() took stays taken: %s is neither kept nor put on the way out here, as it is on another" % (get, E))
