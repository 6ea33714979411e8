/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.handshake;

import javax.net.ssl.SSLException;

/** The end of a connection in the middle of a TLS record, so that what came of the record cannot be read. */
public final class CutRecord extends SSLException {
    private static final long serialVersionUID = 1L;

    CutRecord(String message) {
        super(message);
    }
}
