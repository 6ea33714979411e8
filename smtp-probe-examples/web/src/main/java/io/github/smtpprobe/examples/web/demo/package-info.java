/* SPDX-License-Identifier: Apache-2.0 */
/** Servers on this machine to try the page on. It knows nothing of pages and quotas. */
@NullMarked
package io.github.smtpprobe.examples.web.demo;

import org.jspecify.annotations.NullMarked;
