/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Explains dialogues that somebody else had: pasted lines become the same facts, and the same checks judge them, as in a probe.
 * It never connects to anything, and never keeps a secret that was pasted along. It imports {@code request} and {@code route}
 * because an observation, which checks read, says what was asked and where.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain;
