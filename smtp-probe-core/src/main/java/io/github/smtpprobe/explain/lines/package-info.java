/* SPDX-License-Identifier: Apache-2.0 */
/**
 * A pasted text as lines: without what terminals, browsers and loggers put around them, each known for who speaks in it by what
 * SMTP allows that side to say. It judges nothing.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.lines;
