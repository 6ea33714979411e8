/* SPDX-License-Identifier: Apache-2.0 */
/** Probes that people started: what was typed becomes a request, what happens is kept for whoever looks, and what came of it for an hour. It writes no page. */
@NullMarked
package io.github.smtpprobe.examples.web.probes;

import org.jspecify.annotations.NullMarked;
