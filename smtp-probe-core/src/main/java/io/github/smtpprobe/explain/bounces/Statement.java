/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.explain.bounces;

/**
 * Words of a report that may tell why mail was not delivered, without a reply's code.
 *
 * @param words the words of one line or paragraph, without the address and the label before them
 * @param line  the number of the line in which the words begin
 * @param named whether the words are where reports give the reason: after an address or a label
 */
public record Statement(String words, int line, boolean named) {}
