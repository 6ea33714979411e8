/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Replies that programs quote in sentences, error messages and log lines, and what else such a line says about the dialogue. The
 * package looks at single lines only.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.quotes;
