/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.fetch;

import java.io.IOException;

/** Thrown if what a host sent is not an HTTP/1.1 response, or only part of one. The message quotes nothing that the host sent. */
final class BadHttp extends IOException {
    private static final long serialVersionUID = 1L;

    BadHttp(String what) {
        super(what);
    }
}
