/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Explains dialogues that other programs had: pasted lines become the same facts as in a probe, and are judged by the same
 * checks. It never connects to anything, and never keeps a secret that was pasted along. It imports {@code request} and
 * {@code route} because the observation that checks read says what was asked, and where.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain;
