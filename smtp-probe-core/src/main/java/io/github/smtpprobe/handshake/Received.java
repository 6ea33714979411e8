/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

/**
 * What a peer sent since TLS began, whether or not it is TLS.
 *
 * @param opening its first octets, of what is no TLS at most 512
 * @param records how many records of TLS have begun
 * @param empty   how many of them are without content
 */
public record Received(byte[] opening, int records, int empty) {}
