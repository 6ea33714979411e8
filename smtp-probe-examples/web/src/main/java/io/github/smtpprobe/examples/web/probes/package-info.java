/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Probes that users started: the typed input becomes a request, events are kept for those who watch, and results are kept for
 * an hour. It writes no pages.
 */
@NullMarked
package io.github.smtpprobe.examples.web.probes;

import org.jspecify.annotations.NullMarked;
