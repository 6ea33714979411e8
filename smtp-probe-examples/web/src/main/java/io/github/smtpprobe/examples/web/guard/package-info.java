/* SPDX-License-Identifier: Apache-2.0 */
/** Who may have which servers probed, and how often. It knows nothing about pages. */
@NullMarked
package io.github.smtpprobe.examples.web.guard;

import org.jspecify.annotations.NullMarked;
