// SPDX-License-Identifier: MIT
// A reference that is given back on one path of a function and kept on another, which returns: what was taken is then never freed.
virtual report

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

@script:python depends on report && given@
at << taken.at;
E << taken.E;
get << taken.get;
g << given.put;
@@
coccilib.report.print_report(at[0], "the reference that %s(%s) took is not given back on the way out here, as %s() does on another" % (get, E, g))

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

return@at E;

@later exists@
expression found.E;
identifier found.get;
identifier put =~ "^(of_node_put|put_pid|put_task_struct|fput|dev_put|put_device|kobject_put|mmput|i2c_put_adapter|sockfd_put|eventfd_ctx_put|dma_buf_put|iput|put_page)$";
position found.p;
@@

E = get@p(...)
... when any
put(E, ...)

@script:python depends on report && later && !returned@
at << found.at;
E << found.E;
get << found.get;
g << later.put;
@@
coccilib.report.print_report(at[0], "the reference in %s that %s() took is not given back on the way out here, as %s() does on another" % (E, get, g))

// A module's own pairs, by their names: what is taken and then stored on one path and dropped on another.
@owned exists@
idexpression E;
expression X;
identifier get =~ "_(get|find_get|lookup_get|grab)(_.*)?$";
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
identifier put =~ "(_put|_release|_unref|_drop|put_.*|_free)$";
position owned.at;
@@

put(..., E, ...)
... when any
return@at ...;

@ownedback exists@
idexpression owned.E;
position owned.at;
@@

return@at <+... E ...+>;

@ownedstored exists@
idexpression owned.E;
identifier owned.get;
expression X;
position owned.p;
@@

E = get@p(...)
... when any
X = E

@script:python depends on report && ownedstored && !ownedgiven && !ownedback@
at << owned.at;
E << owned.E;
get << owned.get;
@@
coccilib.report.print_report(at[0], "what %s() took stays taken: %s is neither stored nor put on the way out here, as it is on another" % (get, E))
