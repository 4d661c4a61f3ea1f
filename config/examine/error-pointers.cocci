// SPDX-License-Identifier: MIT
// Functions that tell a failure by an error in the pointer (ERR_PTR) and never by NULL: who asks for NULL alone takes the error for what was
// asked for. Some of them answer NULL where the kernel is built without their part, and debugfs may be used with the error: hints.
virtual report

@asked exists@
expression E, X;
identifier make =~ "^(class_create|device_create(_with_groups|_vargs)?|root_device_register|kthread_(run|create|create_on_(node|cpu)|create_worker(_on_cpu)?|run_on_cpu)|platform_device_register_(simple|data|resndata|full)|memdup_user(_nul)?|vmemdup_user|strndup_user|filp_open|anon_inode_getfile|dma_buf_(get|export)|i2c_new_(client|dummy|scanned|ancillary)_device|crypto_alloc_(shash|ahash|skcipher|aead|rng|akcipher)|(devm_)?hwmon_device_register_with_(groups|info)|devm_ioremap_resource|devm_platform_(get_and_)?ioremap_resource(_byname)?|(devm_)?clk_get|(devm_)?regulator_get|(devm_)?gpiod_get(_index)?|(devm_)?reset_control_get(_exclusive|_shared)?|devm_regmap_init_(i2c|spi|mmio)|regmap_init_(i2c|spi|mmio)|(devm_)?pwm_get|(devm_)?phy_get|debugfs_create_(dir|file|symlink|blob))$";
position p, at;
@@

E = make@p(...)
... when != \(IS_ERR(E)\|IS_ERR_OR_NULL(E)\|PTR_ERR_OR_ZERO(E)\)
    when != E = X
(
!E@at
|
E@at == NULL
|
NULL == E@at
)

// Held against an error elsewhere too, it is no longer certain what the question is for.
@looked exists@
expression asked.E;
identifier asked.make;
position asked.p;
@@

E = make@p(...)
... when any
\(IS_ERR(E)\|IS_ERR_OR_NULL(E)\|PTR_ERR(E)\|PTR_ERR_OR_ZERO(E)\)

@bare@
expression E;
identifier make =~ "^(class_create|device_create(_with_groups|_vargs)?|root_device_register|kthread_(run|create|create_on_(node|cpu)|create_worker(_on_cpu)?|run_on_cpu)|platform_device_register_(simple|data|resndata|full)|i2c_new_(client|dummy|scanned|ancillary)_device)$";
position at;
@@

(
!make@at(...)
|
make@at(...) == NULL
|
!(E = make@at(...))
|
  (E = make@at(...)) == NULL
)

@script:python depends on report && !looked@
at << asked.at;
make << asked.make;
E << asked.E;
@@
mayBeNull = any(word in str(make) for word in ("debugfs", "clk_", "regulator_", "gpiod_", "reset_", "pwm_", "phy_", "hwmon_", "dma_buf", "ioremap", "regmap"))
doubt = "WARNING: " if mayBeNull else ""
coccilib.report.print_report(at[0], doubt + "%s() tells a failure by an error in the pointer, not by NULL: %s is to be asked with IS_ERR()" % (make, E))

@script:python depends on report@
at << bare.at;
make << bare.make;
@@
coccilib.report.print_report(at[0], "%s() tells a failure by an error in the pointer, not by NULL: it is to be asked with IS_ERR()" % make)
