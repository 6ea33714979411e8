/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mails that report a failed delivery: which part of a text is the report and which is the returned mail, and which lines tell
 * the reason. What the reason means is decided elsewhere.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.bounces;
