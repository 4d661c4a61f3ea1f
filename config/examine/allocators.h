/* SPDX-License-Identifier: MIT */
/*
 * What the kernel's headers leave unsaid: which function frees what another one allocates. Included before a module's own text when it is
 * examined, so that gcc (-Wuse-after-free, -fanalyzer) follows kmalloc and kfree as it follows malloc and free. Nothing here changes code.
 */
#ifndef __ASSEMBLY__
/* Types alone: a header that prints would have read pr_fmt and DEBUG before the module has said what they are. */
#include <linux/types.h>

struct kmem_cache;

#define __FREED_BY(function, argument) __attribute__((__malloc__(function, argument)))
#define __SLAB_MEMORY __FREED_BY(kfree, 1) __FREED_BY(kvfree, 1) __FREED_BY(kfree_sensitive, 1)
#define __VMALLOC_MEMORY __FREED_BY(vfree, 1) __FREED_BY(kvfree, 1)

extern void kfree(const void *object);
extern void kvfree(const void *address);
extern void kfree_sensitive(const void *object);
extern void vfree(const void *address);
extern void kmem_cache_free(struct kmem_cache *cache, void *object);

/* kmalloc() and its kin are inline and come down to one of these. */
extern void *__kmalloc(size_t size, gfp_t flags) __SLAB_MEMORY;
extern void *kmalloc_trace(struct kmem_cache *cache, gfp_t flags, size_t size) __SLAB_MEMORY;
extern void *kmalloc_large(size_t size, gfp_t flags) __SLAB_MEMORY;
extern char *kstrdup(const char *text, gfp_t flags) __SLAB_MEMORY;
extern char *kstrndup(const char *text, size_t length, gfp_t flags) __SLAB_MEMORY;
extern char *kasprintf(gfp_t flags, const char *format, ...) __SLAB_MEMORY;
extern void *kvmalloc_node(size_t size, gfp_t flags, int node) __FREED_BY(kvfree, 1);
extern void *kmem_cache_alloc(struct kmem_cache *cache, gfp_t flags) __FREED_BY(kmem_cache_free, 2);
extern void *vmalloc(unsigned long size) __VMALLOC_MEMORY;
extern void *vzalloc(unsigned long size) __VMALLOC_MEMORY;
#endif
