/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.benchmark;

/** One way to ask a mail server whether it works, set up as well as its users can. */
interface Client {
    /**
     * Asks once, on a connection of its own.
     *
     * @return whether everything was accepted
     * @throws Exception if the client gives up
     */
    boolean probe() throws Exception;
}
