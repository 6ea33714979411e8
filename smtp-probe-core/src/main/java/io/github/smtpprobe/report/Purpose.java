/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.report;

/** Why an attempt was made. */
public enum Purpose {
    /** To do what was asked. */
    PROBE,
    /** To find out why another attempt met silence or a strange protocol. */
    SECOND_LOOK,
    /** To go on in clear text after STARTTLS broke down where TLS was optional. */
    DOWNGRADE,
    /** Nobody connected: it was read from a dialogue that another program had. */
    DIALOGUE
}
