/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Keeps logins out of what is read: masks them in the lines before anything else reads these, and learns them, so that they are
 * masked wherever they occur again. The package does not interpret the text.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.secrets;
