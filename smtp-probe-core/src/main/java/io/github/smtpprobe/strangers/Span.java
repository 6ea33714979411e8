/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

/**
 * A part of a text.
 *
 * @param from its first character
 * @param to   behind its last one
 */
record Span(int from, int to) {}
