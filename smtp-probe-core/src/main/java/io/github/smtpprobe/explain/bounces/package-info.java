/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mails that report a failed delivery: which part of a text is the report and which the mail that came back, and which of its lines
 * tell the reason. What the reason means is not told here.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.bounces;
