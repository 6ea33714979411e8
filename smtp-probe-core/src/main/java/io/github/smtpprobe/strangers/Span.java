/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.strangers;

/**
 * A part of a text.
 *
 * @param from the index of its first character
 * @param to   the index after its last character
 */
record Span(int from, int to) {}
