/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Replies that programs quote in sentences, error messages and lines of logs, and what else such a line says about the dialogue.
 * It knows nothing of the lines around.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.quotes;
