/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.domains;

/** Something with a port on this machine. */
public interface Listening {
    int port();
}
