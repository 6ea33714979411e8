/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** For whom the page is. */
public enum Audience {
    /** For everybody: only servers of the public internet, and of their answers only what strangers may see. */
    STRANGERS,
    /** For people whom the operator let in: every server that this machine reaches, and the whole report. */
    STAFF
}
