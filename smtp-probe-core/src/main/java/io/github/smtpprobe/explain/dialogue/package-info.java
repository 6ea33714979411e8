/* SPDX-License-Identifier: Apache-2.0 */
/** Reads the lines of a text as a conversation: who speaks, which command a reply answers, and the facts that a probe's checks judge. */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.dialogue;
