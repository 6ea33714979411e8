/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Reads a pasted text into lines, without what terminals, browsers and loggers put around them, and tells for each line who
 * speaks, by what SMTP allows that side to say. The package judges nothing.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.lines;
