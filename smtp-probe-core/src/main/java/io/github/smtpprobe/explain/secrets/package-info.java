/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Keeps logins out of what is read: masks them in the lines before anybody reads these, and learns them, so that they are masked
 * wherever they stand again. It reads no meaning.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.secrets;
