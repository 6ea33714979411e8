/* SPDX-License-Identifier: Apache-2.0 */
/** Who may have what probed, and how often. It knows nothing of pages. */
@NullMarked
package io.github.smtpprobe.examples.web.guard;

import org.jspecify.annotations.NullMarked;
