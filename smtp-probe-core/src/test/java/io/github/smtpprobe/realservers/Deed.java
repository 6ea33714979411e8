/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.realservers;

/**
 * What a sender did with a message.
 *
 * @param letter V verified, T encrypted, C in clear text, Q queued, B returned
 * @param line   of its log
 */
record Deed(char letter, String line) {}
