/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

/** Whom the page is for. */
public enum Audience {
    /** Everybody: they may test only servers of the public internet, and see only what strangers may see of the results. */
    STRANGERS,
    /** People whom the operator let in: they may test every server that this machine can reach, and see the whole report. */
    STAFF
}
