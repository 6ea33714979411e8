/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The lines of a text in their order as one conversation: who speaks, which command a reply answers, and the facts that the
 * checks of a probe judge.
 */
@org.jspecify.annotations.NullMarked
package io.github.smtpprobe.explain.dialogue;
