/* SPDX-License-Identifier: Apache-2.0 */
/** Servers on this machine for trying out the page. It knows nothing about pages and quotas. */
@NullMarked
package io.github.smtpprobe.examples.web.demo;

import org.jspecify.annotations.NullMarked;
